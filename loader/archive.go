package loader

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"
)

// ArchiveLimits bound what a data folder that somebody sends may hold. A limit of 0 is
// that of DefaultArchiveLimits.
type ArchiveLimits struct {
	Packed int64 // bytes as they are sent
	Bytes  int64 // of all files together, unpacked, and what a tar has between them
	File   int64 // bytes of one file, unpacked
	Files  int   // files and folders, and what else there are entries for
	Depth  int   // folders within each other
	Name   int   // bytes of a name with its folders
	// Ratio is how many times as large as it is sent an archive may become. It counts for
	// what is larger than a mebibyte: little text that repeats itself packs well.
	Ratio int64
}

// DefaultArchiveLimits are what OpenArchive holds to unless told otherwise. What is sent and
// what becomes of it are in memory at once, before anything is parsed.
func DefaultArchiveLimits() ArchiveLimits {
	return ArchiveLimits{Packed: 64 << 20, Bytes: 256 << 20, File: 64 << 20, Files: 4096, Depth: 8, Name: 200, Ratio: 100}
}

// ratioFree is up to how many unpacked bytes the ratio does not count.
const ratioFree = 1 << 20

func (l ArchiveLimits) orDefault() ArchiveLimits {
	d := DefaultArchiveLimits()
	return ArchiveLimits{cmp.Or(l.Packed, d.Packed), cmp.Or(l.Bytes, d.Bytes), cmp.Or(l.File, d.File), cmp.Or(l.Files, d.Files),
		cmp.Or(l.Depth, d.Depth), cmp.Or(l.Name, d.Name), cmp.Or(l.Ratio, d.Ratio)}
}

// ArchiveError tells why an archive was not opened. It unwraps to Faults, as what is wrong
// with the data of a load does.
type ArchiveError struct {
	Fault         // its position is the archive as a whole
	TooLarge bool // a limit was met, and the archive may be in order otherwise
}

func (e *ArchiveError) Error() string { return e.Fault.String() }

func (e *ArchiveError) Unwrap() error { return Faults{e.Fault} }

// OpenArchive reads a data folder that somebody sends, into memory: a tar, plain or packed
// by gzip or zstd (.tar, .tar.gz, .tgz, .tar.zst), a zip, or a single data file, which gzip
// or zstd may pack (all.nq.gz); the name says which. What Load would pass over is not kept.
//
// What could mean one thing here and another where it is unpacked is refused: names that
// leave the folder, that differ in letter case alone or that are no UTF-8, links, devices,
// archives in the archive. So is what is damaged, cut off, followed by other bytes, or
// beyond the limits. Each is an *ArchiveError; errors of reading r are wrapped as they are.
//
// The FS may be read by several goroutines.
func OpenArchive(ctx context.Context, r io.Reader, name string, limits ArchiveLimits) (fs.FS, error) {
	a := &archive{name: name, limits: limits.orDefault(), files: fstest.MapFS{}, paths: map[string]entryKind{}}
	if err := a.checkName(name); err != nil || strings.Contains(name, "/") {
		return nil, a.fault("send it under the name of a file alone, such as data.tar.gz", "its name %s cannot be used", shownName(name))
	}
	text, err := io.ReadAll(io.LimitReader(r, a.limits.Packed+1))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	if len(text) == 0 {
		return nil, a.fault("send it anew, to its end", "it is empty")
	}
	if a.packed = int64(len(text)); a.packed > a.limits.Packed {
		return nil, a.tooLarge("send less at a time", "it is sent in more than %d bytes", a.limits.Packed)
	}
	if err := a.open(ctx, text); err != nil {
		return nil, err
	}
	if len(a.files) == 0 {
		return nil, a.fault("put data files into it: "+strings.Join(keys(formats), ", "), "it holds no data file")
	}
	return a.files, nil
}

// archive is what has been read of one.
type archive struct {
	name     string
	limits   ArchiveLimits
	packed   int64 // bytes sent
	unpacked int64 // bytes so far
	entries  int
	files    fstest.MapFS
	paths    map[string]entryKind // by names as a file system may compare them
}

// open reads what the name says that it is.
func (a *archive) open(ctx context.Context, text []byte) error {
	name := strings.ToLower(a.name)
	if strings.HasSuffix(name, ".zip") {
		return a.zip(ctx, text)
	}
	if before, short := strings.CutSuffix(name, ".tgz"); short {
		name = before + ".tar.gz"
	}
	plain, packing := cutPacking(name)
	if path.Ext(plain) != ".tar" && formats[path.Ext(plain)] == nil {
		return a.fault("send a .tar, .tar.gz, .tgz, .tar.zst or .zip, or one data file ("+strings.Join(keys(formats), ", ")+")", "its name %s tells of nothing that can be loaded", shownName(a.name))
	}
	unpacked, err := a.unpack(text, packing)
	if err != nil {
		return err
	}
	defer unpacked.Close()
	if path.Ext(plain) == ".tar" {
		return a.tar(ctx, unpacked)
	}
	return a.file(ctx, a.name[:len(a.name)-len(packing)], unpacked)
}

// file keeps a single file, which is all that is sent.
func (a *archive) file(ctx context.Context, name string, unpacked io.Reader) error {
	if err := a.enter(name, regularEntry); err != nil {
		return err
	}
	return a.keep(ctx, name, unpacked)
}

// keep reads one file to its end.
func (a *archive) keep(ctx context.Context, name string, text io.Reader) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s is not unpacked: %w", a.name, err)
	}
	var whole bytes.Buffer
	n, err := whole.ReadFrom(io.LimitReader(text, a.limits.File+1))
	switch {
	case n > a.limits.File:
		return a.tooLarge("split it", "%s is larger than %d bytes", shownName(name), a.limits.File)
	case err != nil:
		return a.broken(err)
	}
	if isData(name) {
		a.files[name] = &fstest.MapFile{Data: whole.Bytes(), Mode: 0o444}
	}
	return nil
}

// isData tells what Load does not pass over.
func isData(name string) bool {
	return !hidden(name) && formats[strings.ToLower(path.Ext(name))] != nil
}

func (a *archive) fault(remedy, wrong string, args ...any) error {
	return &ArchiveError{Fault: Fault{Position{File: clipped(a.name)}, oneLine(fmt.Sprintf(wrong, args...)), remedy}}
}

func (a *archive) tooLarge(remedy, wrong string, args ...any) error {
	return &ArchiveError{a.fault(remedy, wrong, args...).(*ArchiveError).Fault, true}
}

// shownName shows a name of which nothing is known yet.
func shownName(name string) string { return fmt.Sprintf("%.100q", name) }

// clipped is a name fit for the begin of a fault.
func clipped(name string) string {
	return oneLine(strings.ToValidUTF8(fmt.Sprintf("%.100s", name), "?"))
}
