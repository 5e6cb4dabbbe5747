package main

import (
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// packings are the endings of names by which files are packed, each around another ending:
// all.nq.gz is N-Quads in gzip.
var packings = map[string]func(io.Writer) (io.WriteCloser, error){
	".gz":  func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil },
	".zst": func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w, zstd.WithEncoderCRC(true)) },
}

// packed tells a name without the ending by which its file is packed, and that ending.
func packed(name string) (inner, ending string) {
	for ending := range packings {
		if inner, is := strings.CutSuffix(name, ending); is {
			return inner, ending
		}
	}
	return name, ""
}

// writePacked lets write fill a file that is packed as its name says.
func writePacked(w io.Writer, name string, write func(io.Writer) error) error {
	_, ending := packed(name)
	if ending == "" {
		return write(w)
	}
	packer, err := packings[ending](w)
	if err != nil {
		return err
	}
	err = write(packer)
	if closing := packer.Close(); err == nil {
		err = closing
	}
	return err
}
