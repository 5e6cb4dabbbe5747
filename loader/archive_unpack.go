package loader

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// archiveWindow is how far what zstd packed may refer back, in bytes: as far as its
// format (RFC 8878, 3.1.1.1.2) asks every reader to follow. zstd -19 needs no more.
const archiveWindow = 8 << 20

// unpack reads what gzip or zstd packed, and counts it.
func (a *archive) unpack(text []byte, packing string) (io.ReadCloser, error) {
	var unpacked io.ReadCloser = io.NopCloser(bytes.NewReader(text))
	var err error
	switch packing {
	case ".gz":
		unpacked, err = gzip.NewReader(bytes.NewReader(text))
	case ".zst":
		var decoder *zstd.Decoder
		if decoder, err = zstd.NewReader(bytes.NewReader(text), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(archiveWindow)); err == nil {
			unpacked = decoder.IOReadCloser()
		}
	}
	if err != nil {
		return nil, a.broken(err)
	}
	return &weighed{unpacked, a}, nil
}

// weighed counts what is unpacked, and ends where it is too much.
type weighed struct {
	io.ReadCloser
	archive *archive
}

func (w *weighed) Read(into []byte) (int, error) {
	n, err := w.ReadCloser.Read(into)
	if tooLarge := w.archive.weigh(int64(n)); tooLarge != nil {
		return 0, tooLarge
	}
	return n, err
}

func (a *archive) weigh(more int64) error {
	a.unpacked += more
	switch {
	case a.unpacked > a.limits.Bytes:
		return a.tooLarge("send less at a time", "it holds more than %d bytes when unpacked", a.limits.Bytes)
	case a.unpacked > ratioFree && a.unpacked/a.limits.Ratio > a.packed:
		return a.tooLarge("send it packed less, or not at all", "it becomes more than %d times as large when unpacked", a.limits.Ratio)
	}
	return nil
}

// broken tells that the archive is not what its name says, or no longer.
func (a *archive) broken(err error) error {
	if known, ok := errors.AsType[*ArchiveError](err); ok {
		return known
	}
	if errors.Is(err, zstd.ErrWindowSizeExceeded) {
		return a.tooLarge("pack it with zstd -19 or less", "unpacking it takes more than %d bytes of memory at a time", archiveWindow)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return a.fault("send it anew, to its end", "it is cut off")
	}
	return a.fault("pack and send it anew, under a name that says how it is packed", "it is damaged, or not what its name says (%v)", err)
}

// tar reads a tar from its first block to the last.
func (a *archive) tar(ctx context.Context, unpacked io.Reader) error {
	read := &passed{Reader: unpacked}
	entries := tar.NewReader(read)
	end := int64(0) // of the last entry
	for {
		header, err := entries.Next()
		if err == io.EOF { // as it is: an error that wraps it is of a text that was cut off
			break
		}
		if err != nil {
			return a.broken(err)
		}
		name := strings.TrimPrefix(header.Name, "./") // as tar -C folder . writes them
		switch header.Typeflag {
		case tar.TypeXGlobalHeader: // a remark, such as git archive makes
			if a.entries++; a.entries > a.limits.Files {
				return a.tooLarge("send fewer at a time", "it holds more than %d files and folders", a.limits.Files)
			}
		case tar.TypeDir:
			if name = strings.TrimSuffix(name, "/"); name != "" && name != "." {
				err = a.enter(name, folderEntry)
			}
		case tar.TypeReg:
			if isSparse(header) {
				return a.fault("pack it without --sparse", "the file %s is packed with holes", shownName(name))
			}
			if err = a.enter(name, regularEntry); err == nil {
				err = a.keep(ctx, name, entries)
			}
		default:
			err = a.fault("put the file itself there", "%s is neither a file nor a folder, but a link, a device or the like", shownName(name))
		}
		if err != nil {
			return err
		}
		end = (read.bytes + tarBlock - 1) / tarBlock * tarBlock
	}
	if read.bytes < end+2*tarBlock {
		return a.fault("send it anew, to its end", "it is cut off behind %d bytes", read.bytes)
	}
	return a.nothingMore(read)
}

// tarBlock is what all of a tar comes in, in bytes; two of zeros are its end.
const tarBlock = 512

func isSparse(header *tar.Header) bool {
	for key := range header.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return false
}

// nothingMore reads to the end, of the packing as well, whose checksums stand there.
// Zeros are what a tar is filled up with.
func (a *archive) nothingMore(rest io.Reader) error {
	block := make([]byte, 32<<10)
	for {
		n, err := rest.Read(block)
		if bytes.ContainsFunc(block[:n], func(c rune) bool { return c != 0 }) {
			return a.fault("pack and send it anew", "something stands behind its end")
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return a.broken(err)
		}
	}
}

// The signatures of a zip's parts.
var (
	zipFile      = []byte("PK\x03\x04")
	zipDirectory = []byte("PK\x01\x02")
	zipEnd       = []byte("PK\x05\x06")
)

// zipEndLength is that of a zip's last part, without its comment, in bytes.
const zipEndLength = 22

// zip reads a zip that begins with its first file and ends with its directory.
func (a *archive) zip(ctx context.Context, text []byte) error {
	// The library makes an object of each entry before it tells how many there are.
	if bytes.Count(text, zipDirectory) > a.limits.Files {
		return a.tooLarge("send fewer at a time", "it holds more than %d files and folders", a.limits.Files)
	}
	entries, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return a.broken(err)
	}
	end := len(text) - zipEndLength - len(entries.Comment)
	if end < 0 || !bytes.HasPrefix(text[end:], zipEnd) || !bytes.HasPrefix(text, zipFile) && end > 0 {
		return a.fault("pack and send it anew", "something stands before its begin or behind its end")
	}
	for _, entry := range entries.File {
		if err := a.zipped(ctx, entry); err != nil {
			return err
		}
	}
	return nil
}

// encrypted is the flag of a zip's entry that says so.
const encrypted = 1

func (a *archive) zipped(ctx context.Context, entry *zip.File) error {
	name, folder := strings.CutSuffix(entry.Name, "/")
	switch mode := entry.Mode(); {
	case folder && mode.IsDir() && entry.UncompressedSize64 == 0:
		return a.enter(name, folderEntry)
	case folder || !mode.IsRegular():
		return a.fault("put the file itself there", "%s is neither a file nor a folder, but a link, a device or the like", shownName(entry.Name))
	case entry.Flags&encrypted != 0:
		return a.fault("pack it without a password", "%s is encrypted", shownName(entry.Name))
	}
	if err := a.enter(name, regularEntry); err != nil {
		return err
	}
	file, err := entry.Open()
	if err != nil {
		return a.broken(fmt.Errorf("%s: %w", shownName(entry.Name), err))
	}
	defer file.Close()
	return a.keep(ctx, name, &weighed{file, a})
}
