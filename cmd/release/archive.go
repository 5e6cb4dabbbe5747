package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"slices"
	"time"
)

// archived is a file of an archive.
type archived struct {
	name       string // with / between folders
	content    []byte
	executable bool
}

func (f archived) mode() fs.FileMode {
	if f.executable {
		return 0o755
	}
	return 0o644
}

func inOrder(files []archived) []archived {
	return slices.SortedFunc(slices.Values(files), func(a, b archived) int { return cmp.Compare(a.name, b.name) })
}

// tarred packs files below a folder: in the order of their names, all of one time and of
// nobody in particular, so that the same files are the same bytes.
func tarred(folder string, files []archived, at time.Time) ([]byte, error) {
	var packed bytes.Buffer
	zipper, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(zipper)
	for _, f := range inOrder(files) {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: folder + "/" + f.name, Size: int64(len(f.content)), Mode: int64(f.mode()), ModTime: at.UTC(), Format: tar.FormatUSTAR}
		if err := w.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(w.Close(), zipper.Close()); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// zipped does the same for Windows.
func zipped(folder string, files []archived, at time.Time) ([]byte, error) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	for _, f := range inOrder(files) {
		header := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: at.UTC()}
		header.SetMode(f.mode())
		entry, err := w.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := entry.Write(f.content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
