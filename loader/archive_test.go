package loader_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"

	"github.com/polygraph-kg/polygraph/loader"
)

// packedFile is an entry of an archive; a name that ends in a slash is that of a folder.
type packedFile struct{ name, text string }

func tarOf(t testing.TB, files ...packedFile) string {
	var headers []tar.Header
	for _, file := range files {
		header := tar.Header{Name: file.name, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(file.text))}
		if strings.HasSuffix(file.name, "/") {
			header.Typeflag = tar.TypeDir
		}
		headers = append(headers, header)
	}
	return tarOfHeaders(t, headers, files...)
}

func tarOfHeaders(t testing.TB, headers []tar.Header, files ...packedFile) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i, header := range headers {
		if err := w.WriteHeader(&header); err != nil {
			t.Fatal(err)
		}
		if i < len(files) {
			if _, err := io.WriteString(w, files[i].text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zipOf(t testing.TB, files ...packedFile) string {
	var headers []zip.FileHeader
	for _, file := range files {
		headers = append(headers, zip.FileHeader{Name: file.name, Method: zip.Deflate})
	}
	return zipOfHeaders(t, headers, files...)
}

func zipOfHeaders(t testing.TB, headers []zip.FileHeader, files ...packedFile) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, header := range headers {
		file, err := w.CreateHeader(&header)
		if err == nil && i < len(files) {
			_, err = io.WriteString(file, files[i].text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func openArchive(t testing.TB, name, text string) (fs.FS, error) {
	return loader.OpenArchive(t.Context(), strings.NewReader(text), name, loader.ArchiveLimits{Bytes: 4 << 20, File: 3 << 20, Files: 8, Depth: 2, Name: 40})
}

// What is sent loads as the same folder on disk does, whatever packs it.
func TestAnArchiveLoadsAsTheFolderItHolds(t *testing.T) {
	files := []packedFile{{"world.yaml", world}, {"claims/", ""}, {"claims/east.yaml", east}, {"README.md", "no data"}, {".git/x.yaml", "hidden"}}
	dotted := []packedFile{{"./", ""}, {"./world.yaml", world}, {"./claims/east.yaml", east}}
	want := quadsOf(loadOne(t, folder(map[string]string{"world.yaml": world, "east.yaml": east})))
	for name, text := range map[string]string{
		"data.tar":     tarOf(t, files...),
		"dots.tar":     tarOf(t, dotted...),
		"data.tar.gz":  gzipped(t, tarOf(t, files...)),
		"DATA.TGZ":     gzipped(t, tarOf(t, files...)),
		"data.tar.zst": zstdPacked(t, tarOf(t, files...)),
		"data.zip":     zipOf(t, files...),
	} {
		t.Run(name, func(t *testing.T) {
			opened, err := openArchive(t, name, text)
			if err != nil {
				t.Fatal(err)
			}
			if err := fstest.TestFS(opened, "world.yaml", "claims/east.yaml"); err != nil {
				t.Error(err)
			}
			for _, passedOver := range []string{"README.md", ".git/x.yaml"} {
				if _, err := fs.Stat(opened, passedOver); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s is kept", passedOver)
				}
			}
			if got := quadsOf(loadOne(t, loader.Source{Name: name, Files: opened})); !slices.Equal(got, want) {
				t.Error("the archive says something else than its folder")
			}
		})
	}
}

func TestASingleFileIsOpenedByItsName(t *testing.T) {
	for name, text := range map[string]string{"world.yaml": world, "world.yaml.gz": gzipped(t, world), "world.YAML.zst": zstdPacked(t, world)} {
		opened, err := openArchive(t, name, text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		loadOne(t, loader.Source{Name: name, Files: opened})
	}
}

func TestWhatNoArchiveMayHold(t *testing.T) {
	one := packedFile{"a.yaml", world}
	link := func(kind byte, target string) string {
		return tarOfHeaders(t, []tar.Header{{Name: "a.yaml", Typeflag: kind, Linkname: target}})
	}
	zipLink := zip.FileHeader{Name: "a.yaml"}
	zipLink.SetMode(fs.ModeSymlink | 0o777)
	long := strings.Repeat("n", 40) + ".yaml"
	secret := bytes.Replace([]byte(zipOf(t, one)), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x09\x00"), 1)
	for title, row := range map[string]struct{ name, text, wrong string }{
		"a name that climbs":                {"a.tar", tarOf(t, packedFile{"../a.yaml", world}), `"../a.yaml" does not lead straight down`},
		"a name that climbs within":         {"a.zip", zipOf(t, packedFile{"b/../../a.yaml", world}), "does not lead straight down"},
		"an absolute name":                  {"a.tar", tarOf(t, packedFile{"/etc/a.yaml", world}), `"/etc/a.yaml" is absolute`},
		"an absolute name in a zip":         {"a.zip", zipOf(t, packedFile{"/etc/a.yaml", world}), "is absolute"},
		"a drive":                           {"a.zip", zipOf(t, packedFile{"C:/a.yaml", world}), "is absolute"},
		"a backslash":                       {"a.zip", zipOf(t, packedFile{`..\a.yaml`, world}), "holds a backslash"},
		"an empty step":                     {"a.zip", zipOf(t, packedFile{"b//a.yaml", world}), "does not lead straight down"},
		"no name":                           {"a.zip", zipOf(t, packedFile{"", world}), "does not lead straight down"},
		"a name in another encoding":        {"a.zip", zipOf(t, packedFile{"\xc7\xd7.yaml", world}), "is not in UTF-8"},
		"an end of line in a name":          {"a.tar", tarOf(t, packedFile{"a\n.yaml", world}), "cannot be seen"},
		"a name from right to left":         {"a.tar", tarOf(t, packedFile{"a\u202elmay.x.yaml", world}), "cannot be seen"},
		"a long name":                       {"a.tar", tarOf(t, packedFile{long, world}), "is too long"},
		"a deep name":                       {"a.tar", tarOf(t, packedFile{"1/2/3/a.yaml", world}), "lies too deep"},
		"a name twice":                      {"a.tar", tarOf(t, one, one), "stands there twice"},
		"names that differ in case":         {"a.zip", zipOf(t, one, packedFile{"A.YAML", east}), "letter case"},
		"names that differ in composition":  {"a.zip", zipOf(t, packedFile{"\u00e9.yaml", world}, packedFile{"e\u0301.yaml", east}), "accents"},
		"a file that is a folder":           {"a.tar", tarOf(t, one, packedFile{"A.yaml/b.yaml", east}), "a folder that is a file"},
		"a folder that is a file":           {"a.tar", tarOf(t, packedFile{"a.yaml/b.yaml", east}, one), "stands there twice"},
		"a folder's entry that is a file":   {"a.tar", tarOf(t, one, packedFile{"a.yaml/", ""}), "stands there twice"},
		"a link":                            {"a.tar", link(tar.TypeSymlink, "/etc/passwd"), "a link, a device"},
		"a hard link":                       {"a.tar", link(tar.TypeLink, "b.yaml"), "a link, a device"},
		"a device":                          {"a.tar", link(tar.TypeChar, ""), "a link, a device"},
		"a pipe":                            {"a.tar", link(tar.TypeFifo, ""), "a link, a device"},
		"a link in a zip":                   {"a.zip", zipOfHeaders(t, []zip.FileHeader{zipLink}, packedFile{text: "/etc/passwd"}), "a link, a device"},
		"a password":                        {"a.zip", string(secret), "is encrypted"},
		"an archive":                        {"a.zip", zipOf(t, one, packedFile{"inner.zip", zipOf(t, one)}), `"inner.zip" is packed within`},
		"packed quads":                      {"a.tar", tarOf(t, one, packedFile{"all.nq.gz", gzipped(t, "")}), `"all.nq.gz" is packed within`},
		"no data":                           {"a.tar", tarOf(t, packedFile{"a.txt", "x"}, packedFile{".a.yaml", "x"}), "holds no data file"},
		"nothing":                           {"a.tar", tarOf(t), "holds no data file"},
		"nothing in a zip":                  {"a.zip", zipOf(t), "holds no data file"},
		"not even a tar":                    {"a.tar", "", "it is empty"},
		"nothing at all":                    {"a.zip", "", "it is empty"},
		"text under the name of a zip":      {"a.zip", world, "not what its name says"},
		"text under the name of a tar":      {"a.tar", strings.Repeat(world, 9), "not what its name says"},
		"text under the name of a gzip":     {"a.tar.gz", world, "not what its name says"},
		"text under the name of a zstd":     {"a.nq.zst", world, "not what its name says"},
		"a name that tells nothing":         {"a.bin", world, "nothing that can be loaded"},
		"a name that no loader knows":       {"a.txt.gz", gzipped(t, world), "nothing that can be loaded"},
		"its own name is a path":            {"../a.yaml", world, "cannot be used"},
		"its own name steers the terminal":  {"\x1b[2J.yaml", world, "cannot be used"},
		"a tar that is cut in a file":       {"a.tar", tarOf(t, one)[:700], "is cut off"},
		"a tar that is cut behind a file":   {"a.tar", tarOf(t, packedFile{"a.yaml", strings.Repeat("#", 512)})[:1024], "is cut off"},
		"a tar whose end is half there":     {"a.tar", tarOf(t, packedFile{"a.yaml", strings.Repeat("\x00", 512)})[:1536], "is cut off"},
		"a gzip that is cut":                {"a.tar.gz", gzipped(t, tarOf(t, one))[:100], "is cut off"},
		"a gzip without its checksum":       {"a.tar.gz", strings.TrimSuffix(gzipped(t, tarOf(t, one)), gzipped(t, tarOf(t, one))[len(gzipped(t, tarOf(t, one)))-8:]), "is cut off"},
		"a zstd that is cut":                {"a.tar.zst", zstdPacked(t, tarOf(t, one))[:100], "is cut off"},
		"a zip that is cut":                 {"a.zip", zipOf(t, one)[:100], "not what its name says"},
		"something behind a tar":            {"a.tar", tarOf(t, one) + "more", "stands behind its end"},
		"another tar behind a tar":          {"a.tar", tarOf(t, one) + tarOf(t, packedFile{"b.yaml", east}), "stands behind its end"},
		"something behind a gzip":           {"a.tar.gz", gzipped(t, tarOf(t, one)) + "and even more of it", "damaged"},
		"something behind a zstd":           {"a.tar.zst", zstdPacked(t, tarOf(t, one)) + "and even more of it", "damaged"},
		"something behind a zip":            {"a.zip", zipOf(t, one) + "more", "behind its end"},
		"something before a zip":            {"a.zip", "#!/bin/sh\n" + zipOf(t, one), "before its begin"},
		"a damaged file of a zip":           {"a.zip", strings.Replace(zipOfHeaders(t, []zip.FileHeader{{Name: "a.yaml"}}, one), "place/", "plaza/", 1), "damaged"},
		"a packing that nobody else writes": {"a.zip", string(bytes.ReplaceAll([]byte(zipOf(t, packedFile{"a.yaml", ""})), []byte("\x08\x00\x08\x00"), []byte("\x08\x00\x0c\x00"))), "damaged"},
	} {
		t.Run(title, func(t *testing.T) {
			opened, err := openArchive(t, row.name, row.text)
			refused, ok := errors.AsType[*loader.ArchiveError](err)
			if !ok || opened != nil {
				t.Fatalf("got %v, %v", opened, err)
			}
			if !strings.Contains(refused.Wrong, row.wrong) || refused.TooLarge || refused.Remedy == "" || len(err.Error()) > 1000 {
				t.Errorf("got %q; want %q in it", err, row.wrong)
			}
			if faults, ok := errors.AsType[loader.Faults](err); !ok || len(faults) != 1 {
				t.Errorf("as faults it is %v", faults)
			}
		})
	}
}

// Each bound is met by a text that would be accepted if it were a little less.
func TestHowMuchAnArchiveMayHold(t *testing.T) {
	noise := func(n int) string { // packs to some half of it
		var b strings.Builder
		for i := uint32(1); b.Len() < n; i = i*1664525 + 1013904223 {
			b.WriteByte("0123456789abcdef"[i>>28])
		}
		return b.String()
	}
	of := func(n int) []packedFile {
		var files []packedFile
		for i := range n {
			files = append(files, packedFile{string(rune('a'+i)) + ".yaml", world})
		}
		return files
	}
	parts := func(n, size int) []packedFile {
		files := of(n)
		for i := range files {
			files[i].text = noise(size)
		}
		return files
	}
	small := loader.ArchiveLimits{Bytes: 40_000, File: 30_000, Files: 8}
	large := loader.ArchiveLimits{Bytes: 4 << 20, File: 3 << 20} // of the ratio, which is of what is larger than a mebibyte
	for title, row := range map[string]struct {
		name          string
		good, tooMuch string
		limits        loader.ArchiveLimits
		wrong         string
	}{
		"files":             {"a.tar", tarOf(t, of(8)...), tarOf(t, of(9)...), small, "more than 8 files"},
		"files of a zip":    {"a.zip", zipOf(t, of(8)...), zipOf(t, of(9)...), small, "more than 8 files"},
		"folders":           {"a.tar", tarOf(t, append(of(6), packedFile{"1/x.yaml", world})...), tarOf(t, append(of(6), packedFile{"1/2/x.yaml", world})...), small, "more than 8 files"},
		"bytes of a file":   {"a.tar", tarOf(t, packedFile{"a.yaml", noise(30_000)}), tarOf(t, packedFile{"a.yaml", noise(30_001)}), small, "larger than 30000 bytes"},
		"bytes in a zip":    {"a.zip", zipOf(t, packedFile{"a.yaml", noise(30_000)}), zipOf(t, packedFile{"a.yaml", noise(30_001)}), small, "larger than 30000 bytes"},
		"bytes in all":      {"a.zip", zipOf(t, parts(4, 10_000)...), zipOf(t, parts(5, 10_000)...), small, "more than 40000 bytes"},
		"bytes passed over": {"a.tar", tarOf(t, of(1)...), tarOf(t, append(of(1), packedFile{"x", noise(30_001)})...), small, "larger than 30000 bytes"},
		"ratio of gzip":     {"a.nq.gz", gzipped(t, strings.Repeat("#", 1<<20)), gzipped(t, strings.Repeat("#", 1<<20+1)), large, "more than 100 times"},
		"ratio of zstd":     {"a.nq.zst", zstdPacked(t, strings.Repeat("#", 1<<20)), zstdPacked(t, strings.Repeat("#", 1<<20+1)), large, "more than 100 times"},
		"ratio of a zip":    {"a.zip", zipOf(t, packedFile{"a.nq", strings.Repeat("#", 1<<20)}), zipOf(t, packedFile{"a.nq", strings.Repeat("#", 1<<20+1)}), large, "more than 100 times"},
		"window of zstd":    {"a.nq.zst", windowed(t, 8<<20), windowed(t, 16<<20), large, "bytes of memory"},
	} {
		t.Run(title, func(t *testing.T) {
			if _, err := loader.OpenArchive(t.Context(), strings.NewReader(row.good), row.name, row.limits); err != nil {
				t.Errorf("a little less is refused: %v", err)
			}
			_, err := loader.OpenArchive(t.Context(), strings.NewReader(row.tooMuch), row.name, row.limits)
			if refused, ok := errors.AsType[*loader.ArchiveError](err); !ok || !refused.TooLarge || !strings.Contains(refused.Wrong, row.wrong) {
				t.Errorf("got %v; want %q in it", err, row.wrong)
			}
		})
	}
}

// windowed is text that zstd packed so that it may refer back so far.
func windowed(t testing.TB, size int) string {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithWindowSize(size), zstd.WithSingleSegment(false))
	if err == nil {
		_, err = io.WriteString(w, world)
	}
	if err == nil {
		err = w.Flush() // so that the writer does not know how little comes
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A zip whose entries all lie over one another is small, and becomes much.
func TestEntriesThatShareTheirBytesCountEach(t *testing.T) {
	text := zipOf(t, packedFile{"a.nq", strings.Repeat("#", 1<<20)}, packedFile{"b.nq", ""})
	second := strings.LastIndex(text, "PK\x01\x02")
	first := strings.Index(text, "PK\x01\x02")
	shared := []byte(text)
	copy(shared[second+10:second+28], text[first+10:first+28])    // method, checksum and sizes
	binary.LittleEndian.PutUint32(shared[second+42:second+46], 0) // where it lies
	_, err := openArchive(t, "a.zip", string(shared))
	if refused, ok := errors.AsType[*loader.ArchiveError](err); !ok || !refused.TooLarge {
		t.Errorf("got %v", err)
	}
}

// The limit is of what is read, so that nobody can make the reader go on.
func TestAnArchiveIsReadNoFurtherThanItMayBe(t *testing.T) {
	text := &zeros{}
	_, err := loader.OpenArchive(t.Context(), text, "a.tar", loader.ArchiveLimits{Packed: 1000})
	if refused, ok := errors.AsType[*loader.ArchiveError](err); !ok || !refused.TooLarge || text.read > 1001 {
		t.Errorf("%d bytes were read: %v", text.read, err)
	}
}

type zeros struct{ read int }

func (e *zeros) Read(into []byte) (int, error) {
	e.read += len(into)
	return len(into), nil
}

func TestAnArchiveThatCannotBeReadIsNoFaultOfIt(t *testing.T) {
	gone := errors.New("the client is gone")
	_, err := loader.OpenArchive(t.Context(), iotest.ErrReader(gone), "a.tar", loader.ArchiveLimits{})
	if _, fault := errors.AsType[loader.Faults](err); fault || !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	_, err = loader.OpenArchive(ended, strings.NewReader(world), "a.yaml", loader.ArchiveLimits{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
