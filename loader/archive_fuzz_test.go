package loader_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/loader"
)

// FuzzArchive opens arbitrary bytes under each kind of name. Either they are refused with
// one short line of text, or what is in memory is within the limits, and under names that
// any system would give to a file; each time the same.
func FuzzArchive(f *testing.F) {
	files := []packedFile{{"world.yaml", world}, {"claims/east.yaml", east}, {"README", "no data"}}
	f.Add("a.tar", []byte(tarOf(f, files...)))
	f.Add("a.tar.gz", []byte(gzipped(f, tarOf(f, files...))))
	f.Add("a.tar.zst", []byte(zstdPacked(f, tarOf(f, files...))))
	f.Add("a.zip", []byte(zipOf(f, files...)))
	f.Add("a.zip", []byte(zipOf(f, packedFile{"../x.yaml", ""}, packedFile{"X.yaml", ""})))
	f.Add("a.nq.gz", []byte(gzipped(f, strings.Repeat("#", 2<<20))))
	f.Add("world.yaml", []byte(world))
	f.Add("\xff/\u0130.TGZ", []byte("\x1f\x8b"))
	limits := loader.ArchiveLimits{Packed: 64 << 10, Bytes: 2 << 20, File: 1 << 20, Files: 16, Depth: 3, Name: 60, Ratio: 50}
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		opened, err := loader.OpenArchive(t.Context(), strings.NewReader(string(text)), name, limits)
		again, errAgain := loader.OpenArchive(t.Context(), strings.NewReader(string(text)), name, limits)
		if err != nil {
			if _, ok := errors.AsType[*loader.ArchiveError](err); !ok || errAgain == nil || errAgain.Error() != err.Error() {
				t.Fatalf("first %v, then %v", err, errAgain)
			}
			if line := err.Error(); len(line) > 2000 || !utf8.ValidString(line) || strings.ContainsFunc(line, unicode.IsControl) {
				t.Fatalf("the refusal is no line of text: %q", line)
			}
			return
		}
		bytes, number := 0, 0
		err = fs.WalkDir(opened, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			one, err := fs.ReadFile(opened, p)
			if err != nil {
				return err
			}
			same, err := fs.ReadFile(again, p)
			if err != nil || string(same) != string(one) {
				t.Fatalf("%s is another the second time", p)
			}
			if number, bytes = number+1, bytes+len(one); len(one) > int(limits.File) || len(p) > limits.Name || strings.Count(p, "/") > limits.Depth ||
				!fs.ValidPath(p) || !utf8.ValidString(p) || strings.ContainsAny(p, "\\\x00\n\r") {
				t.Fatalf("%q of %d bytes was let in", p, len(one))
			}
			return nil
		})
		if err != nil || number == 0 || number > limits.Files || bytes > int(limits.Bytes) || bytes > ratioFree && bytes/int(limits.Ratio) > len(text) {
			t.Fatalf("%d files of %d bytes: %v", number, bytes, err)
		}
	})
}

// ratioFree is how much may become of an archive however well it is packed, in bytes.
const ratioFree = 1 << 20
