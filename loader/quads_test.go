package loader_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func readQuads(t testing.TB, text string) (*graph.View, loader.QuadReport) {
	t.Helper()
	view, report, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return view, report
}

func gzipped(t testing.TB, text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstdPacked(t testing.TB, text string) string {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What export writes comes back as the same graph, whatever packs it.
func TestAWholeGraphComesBackFromItsQuads(t *testing.T) {
	want := loadOne(t, folder(map[string]string{"world.yaml": world, "east.yaml": east}))
	text := nquads(quadsOf(want))
	for name, file := range map[string]string{"plain": text, "gzip": gzipped(t, text), "zstd": zstdPacked(t, text), "two parts of gzip": gzipped(t, text[:100]) + gzipped(t, text[100:])} {
		got, report := readQuads(t, file)
		if got.Fingerprint() != want.Fingerprint() || report.Quads != want.Size() || report.Bytes != int64(len(text)) || got.Generation() != 1 {
			t.Errorf("%s: %+v", name, report)
		}
		if got.Label("place/gangcheng", "en") != want.Label("place/gangcheng", "en") || len(got.Claims()) != len(want.Claims()) {
			t.Errorf("%s: the View says otherwise", name)
		}
	}
}

func TestHowQuadsMayBeWritten(t *testing.T) {
	const base = graph.DefaultBase
	for name, row := range map[string]struct{ text, want string }{
		"one":                     {"<" + base + "place/a> <" + base + "p> <" + base + "place/b> <" + base + "g> .\n", `<place/a> <p> <place/b> <g>`},
		"without an end of line":  {"<x:a> <x:p> <x:b> <x:g> .", `<x:a> <x:p> <x:b> <x:g>`},
		"as Windows ends lines":   {"<x:a> <x:p> <x:b> <x:g> .\r\n<x:a> <x:p> <x:c> <x:g> .\r\n", "<x:a> <x:p> <x:b> <x:g>\n<x:a> <x:p> <x:c> <x:g>"},
		"tabs and no spaces":      {"\t<x:a><x:p>\t\"t\"<x:g>.\n", `<x:a> <x:p> "t" <x:g>`},
		"remarks and empty lines": {"# quads\n\n  \n<x:a> <x:p> <x:b> <x:g> . # one\n#", `<x:a> <x:p> <x:b> <x:g>`},
		"no graph":                {"<x:a> <x:p> <x:b> .", `<x:a> <x:p> <x:b> ""`},
		"blank nodes":             {"_:a <x:p> _:b <x:g> .", `<_:a> <x:p> <_:b> <x:g>`},
		"escapes":                 {`<x:\u00e9> <x:p> "a\tb\n\"c\\\u94A2\U0001F600" <x:g> .`, "<x:é> <x:p> \"a\tb\n\"c\\钢😀\" <x:g>"},
		"a language":              {`<x:a> <x:p> "钢"@zh-hans <x:g> .`, `<x:a> <x:p> "钢"@zh-Hans <x:g>`},
		"a language of others":    {`<x:a> <x:p> "t"@en-GB<x:g> .`, `<x:a> <x:p> "t"@en-GB <x:g>`},
		"a datatype":              {`<x:a> <x:p> "05"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g> .`, `<x:a> <x:p> "05"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g>`},
		"the datatype of texts":   {`<x:a> <x:p> "t"^^<http://www.w3.org/2001/XMLSchema#string> <x:g> .`, `<x:a> <x:p> "t" <x:g>`},
		"the same twice":          {"<x:a> <x:p> <x:b> <x:g> .\n<x:a>  <x:p> <x:b> <x:g> .", `<x:a> <x:p> <x:b> <x:g>`},
		"an IRI like a text":      {"<x:a> <x:p> <x:a> <x:g> .\n<x:a> <x:p> \"x:a\" <x:g> .", "<x:a> <x:p> <x:a> <x:g>\n<x:a> <x:p> \"x:a\" <x:g>"},
		"a beginning of another":  {"<x:a> <x:p> <x:b> <x:g> .\n<x:a> <x:p> <x:bb> <x:g> .", "<x:a> <x:p> <x:b> <x:g>\n<x:a> <x:p> <x:bb> <x:g>"},
		"ours with a colon":       {"<" + base + "x:a> <x:p> <" + base + "_:b> <" + base + "> .", `<` + base + `x:a> <x:p> <` + base + `_:b> <` + base + `>`},
		"nothing":                 {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			view, _ := readQuads(t, row.text)
			var lines []string
			for q := range view.Quads() {
				lines = append(lines, q.String())
			}
			if got := strings.Join(lines, "\n"); got != row.want {
				t.Errorf("got\n%s\nwant\n%s", got, row.want)
			}
		})
	}
}

func TestQuadsThatStandAgainAreCounted(t *testing.T) {
	if _, report := readQuads(t, "<x:a> <x:p> <x:b> <x:g> .\n<x:a> <x:p> <x:b> <x:g> .\n"); report.Quads != 1 || report.Repeated != 1 {
		t.Errorf("%+v", report)
	}
}

func TestWhatIsNoQuad(t *testing.T) {
	for text, want := range map[string]string{
		"<x:a":                            "all.nq:1:1: an IRI does not end",
		"<x:a> <x:p> <x:b> <x:g>":         "all.nq:1:24: the quad does not end in a full stop",
		"<x:a> <x:p> <x:b> <x:g> . <x:a>": "all.nq:1:27: something stands behind the full stop",
		"<x:a> <x:p> .":                   "all.nq:1:13: there is no object",
		"\"t\" <x:p> <x:b> .":             "all.nq:1:1: there is no subject",
		"<x:a> _:p <x:b> .":               "all.nq:1:7: there is no predicate",
		"<x:a> <x:p> <x:b> \"g\" .":       "all.nq:1:19: there is no graph",
		"<x:a> <x:p> \"t .":               "all.nq:1:14: a text does not end",
		`<x:a> <x:p> "t\" .`:              "all.nq:1:14: a text does not end",
		`<x:a> <x:p> "\x" .`:              "all.nq:1:17: an escape in a text names no character",
		`<x:a> <x:p> "\uD800" .`:          "an escape in a text names no character",
		`<x:a> <x:p> "\u12" .`:            "an escape in a text names no character",
		`<x:\t> <x:p> <x:b> .`:            "an escape in an IRI names no character",
		"<> <x:p> <x:b> .":                `"" is no IRI`,
		"<a b:c> <x:p> <x:b> .":           `"a b:c" is no IRI`,
		"<place/a> <x:p> <x:b> .":         "<place/a> is relative; write " + graph.DefaultBase + " before it",
		"<" + graph.DefaultBase + "place/a> <x:p> <place/a> .": "<place/a> is relative",
		"_:b <x:p> <_:b> .":                  `"_:b" is no IRI`,
		"<x:a> <x:p> \"t\"@ .":               "a text has an @, but no language",
		"<x:a> <x:p> \"t\"@a_b .":            "is not a language tag",
		"<x:a> <x:p> \"t\"^^<a b> .":         `"a b" is not an IRI`,
		"<x:a> <x:p> \"t\"^^<x:d .":          "a datatype does not end",
		"<x:a> <x:p> \"t\xff\" .":            "a text is not UTF-8",
		"<x:a\xff> <x:p> \"t\" .":            "an IRI is not UTF-8",
		"_: <x:p> <x:b> .":                   "is no blank node",
		"# fine\n<x:a> <x:p> <x:b> .\n<x:a>": "all.nq:3:6: there is no predicate",
	} {
		_, _, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), strings.NewReader(text))
		if faults, faulty := errors.AsType[loader.Faults](err); !faulty || len(faults) != 1 || !strings.Contains(faults[0].String(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestFaultsOfQuadsAreToldTogetherButNotWithoutEnd(t *testing.T) {
	_, _, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), strings.NewReader(strings.Repeat("<x:a>\n<x:a> <x:p> <x:b> .\n", 1000)))
	if faults, faulty := errors.AsType[loader.Faults](err); !faulty || len(faults) != 100 || faults[99].Line != 199 {
		t.Errorf("got %v", err)
	}
}

func TestFilesOfQuadsThatCannotBeRead(t *testing.T) {
	text := strings.Repeat("<x:a> <x:p> <x:b> <x:g> .\n", 10_000)
	packed, zipped := gzipped(t, text), zstdPacked(t, text)
	damaged := []byte(packed)
	damaged[len(damaged)/2] ^= 0xff
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, row := range []struct {
		name string
		ctx  context.Context
		file io.Reader
		want string
	}{
		{"gzip that is cut off", t.Context(), strings.NewReader(packed[:len(packed)-20]), "unexpected EOF"},
		{"zstd that is cut off", t.Context(), strings.NewReader(zipped[:len(zipped)-2]), "unexpected EOF"},
		{"gzip that is damaged", t.Context(), bytes.NewReader(damaged), "gzip"},
		{"a head of gzip alone", t.Context(), strings.NewReader("\x1f\x8b"), "EOF"},
		{"a line without end", t.Context(), io.MultiReader(strings.NewReader("<x:a> <x:p> \""), &endless{left: 20 << 20}), "a line is longer than 16777216 bytes"},
		{"a disk that fails", t.Context(), io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("the disk is gone"))), "the disk is gone"},
		{"nobody waits", cancelled, strings.NewReader(text), "context canceled"},
	} {
		if _, _, err := (loader.QuadFile{Name: "all.nq"}).Read(row.ctx, row.file); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

// endless is a text of one letter.
type endless struct{ left int }

func (e *endless) Read(into []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	for i := range into {
		into[i] = 'a'
	}
	e.left -= len(into)
	return len(into), nil
}

// Lines of all lengths lie across the blocks in which a file is read.
func TestALongFileIsReadWhole(t *testing.T) {
	var text strings.Builder
	want := 0
	for text.Len() < 6<<20 {
		fmt.Fprintf(&text, "<x:a%d> <x:p> \"%s\" <x:g> .\n", want, strings.Repeat("钢", want*7%5000))
		want++
	}
	told := 0
	file := loader.QuadFile{Name: "all.nq", Progress: func(quads int, bytes int64) {
		if quads < told || bytes > int64(text.Len()) {
			t.Errorf("%d quads after %d", quads, told)
		}
		told = quads
	}}
	view, report, err := file.Read(t.Context(), iotest.HalfReader(strings.NewReader(text.String())))
	if err != nil || view.Size() != want || told != want || report.Bytes != int64(text.Len()) {
		t.Errorf("%d of %d quads, %d told: %v", report.Quads, want, told, err)
	}
}

func drawTerm(iri bool) *rapid.Generator[graph.Term] {
	return rapid.Custom(func(t *rapid.T) graph.Term {
		if iri || rapid.Bool().Draw(t, "IRI") {
			return graph.IRI("x:" + rapid.StringMatching(`[a-zé钢/#]{1,6}`).Draw(t, "IRI"))
		}
		value := rapid.String().Draw(t, "value")
		switch rapid.IntRange(0, 2).Draw(t, "form") {
		case 0:
			return graph.LanguageText(value, rapid.SampledFrom([]string{"en", "zh-Hans", "fr-CA"}).Draw(t, "language"))
		case 1:
			return graph.Typed(value, "x:"+rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "datatype"))
		}
		return graph.Text(value)
	})
}

func TestAnyQuadsComeBackAsTheyWere(t *testing.T) {
	drawQuad := rapid.Custom(func(t *rapid.T) graph.Quad {
		return graph.Quad{Subject: drawTerm(true).Draw(t, "subject"), Predicate: drawTerm(true).Draw(t, "predicate"), Object: drawTerm(false).Draw(t, "object"), Graph: drawTerm(true).Draw(t, "graph")}
	})
	rapid.Check(t, func(rt *rapid.T) {
		quads := rapid.SliceOfNDistinct(drawQuad, 0, 20, func(q graph.Quad) graph.Quad { return q }).Draw(rt, "quads")
		var text []byte
		for _, q := range quads {
			text = graph.AppendNQuad(text, q, graph.DefaultBase)
		}
		view, _, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), bytes.NewReader(text))
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		if got, want := quadsOf(view), quadsOf(graph.NewView(slices.Clone(quads))); !slices.Equal(got, want) {
			rt.Fatalf("%v became %v", want, got)
		}
	})
}

// FuzzQuads reads any bytes: there are faults, or a graph that comes back from its quads.
func FuzzQuads(f *testing.F) {
	f.Add([]byte(nquads(quadsOf(loadOne(f, worldSource)))))
	f.Add([]byte("_:a <x:p> \"\\u94A2\"@zh-hans .\n# remark\n<x:a> <x:p> \"1\"^^<x:d> <x:g> ."))
	f.Fuzz(func(t *testing.T, text []byte) {
		view, _, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), bytes.NewReader(text))
		if err != nil {
			return
		}
		var back []byte
		for q := range view.Quads() {
			back = graph.AppendNQuad(back, q, graph.DefaultBase)
		}
		again, _, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), bytes.NewReader(back))
		if err != nil || again.Fingerprint() != view.Fingerprint() {
			t.Fatalf("%q became %q: %v", text, back, err)
		}
	})
}
