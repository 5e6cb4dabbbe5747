package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func TestArchivesAreTheSameInAnyOrderAndZone(t *testing.T) {
	files := []archived{{"polygraph", []byte("program"), true}, {"LICENSE", []byte("text"), false}, {"completions/polygraph.bash", []byte("script"), false}}
	reversed := slices.Clone(files)
	slices.Reverse(reversed)
	elsewhere := noon.In(time.FixedZone("UTC+8", 8*60*60))
	for name, pack := range map[string]func(string, []archived, time.Time) ([]byte, error){"tar": tarred, "zip": zipped} {
		t.Run(name, func(t *testing.T) {
			one, err := pack("p", files, noon)
			if err != nil {
				t.Fatal(err)
			}
			other, err := pack("p", reversed, elsewhere)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(one, other) {
				t.Error("the same files are not the same bytes")
			}
		})
	}
}

func TestArchivesHoldTheirFiles(t *testing.T) {
	files := []archived{{"polygraph", []byte("program"), true}, {"LICENSE", []byte("text"), false}}
	const want = "p/LICENSE -rw-r--r-- 2026-11-29T12:00:00Z text\np/polygraph -rwxr-xr-x 2026-11-29T12:00:00Z program\n"
	packed, err := tarred("p", files, noon)
	if err != nil {
		t.Fatal(err)
	}
	if got := listTar(t, packed); got != want {
		t.Errorf("the tar holds\n%swant\n%s", got, want)
	}
	if packed, err = zipped("p", files, noon); err != nil {
		t.Fatal(err)
	}
	if got := listZip(t, packed); got != want {
		t.Errorf("the zip holds\n%swant\n%s", got, want)
	}
}

func listTar(t *testing.T, packed []byte) (listed string) {
	t.Helper()
	unzipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if err == io.EOF {
			return listed
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Uid != 0 || header.Gid != 0 || header.Uname != "" || header.Gname != "" {
			t.Errorf("%s belongs to somebody", header.Name)
		}
		content, _ := io.ReadAll(files)
		listed += fmt.Sprintf("%s %s %s %s\n", header.Name, header.FileInfo().Mode(), header.ModTime.UTC().Format(time.RFC3339), content)
	}
}

func listZip(t *testing.T, packed []byte) (listed string) {
	t.Helper()
	files, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files.File {
		opened, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, _ := io.ReadAll(opened)
		listed += fmt.Sprintf("%s %s %s %s\n", file.Name, file.Mode(), file.Modified.UTC().Format(time.RFC3339), content)
	}
	return listed
}
