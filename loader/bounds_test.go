package loader_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/polygraph-kg/polygraph/loader"
)

// faultsOf are those of a file that is loaded beside the world.
func faultsOf(t *testing.T, name, text string) loader.Faults {
	t.Helper()
	_, err := loader.Load(t.Context(), openStore(t), []loader.Source{worldSource, {Files: fstest.MapFS{name: {Data: []byte(text)}}}}, nil)
	faults, ok := errors.AsType[loader.Faults](err)
	if !ok {
		t.Fatalf("%s is not refused with faults: %v", name, err)
	}
	return faults
}

// What a file holds may be anything; what is said of it is a line for a screen.
func TestFaultsAreShortWhateverTheFileHolds(t *testing.T) {
	long := strings.Repeat("钢x", 100_000)
	for name, text := range map[string]string{
		"key.yaml":       long + ": 1\n",
		"entity.yaml":    "entities:\n- id: place/a\n  labels: {en: A}\n  level: " + long + "\n",
		"name.yaml":      "entities:\n- id: place/a\n  labels: {en: [" + long + "]}\n  level: city\n  " + long + ": 2\n",
		"edge.yaml":      document("claims:\n- {claim: " + long + " is a, line: 1, mentions: [a]}\n"),
		"amount.yaml":    document("claims:\n- {claim: place/jinan hasTarget metric/output-value, line: 1, amount: " + long + ", mentions: [a]}\n"),
		"alias.yaml":     "entities: *" + strings.Repeat("x", 200_000) + "\n",
		"tag.yaml":       "entities: !" + strings.Repeat("x", 200_000) + " [\n",
		"places.csv":     "id," + long + "\nplace/a,\n",
		"industries.csv": "id,labels.en,\nindustry/a,a," + long + "\n",
		"literal.nq":     `<a:b> <c:d> "` + long + "\" <e:f> .\n",
		"iri.nq":         "<a:" + long + "> <c:d> \"a\" <e:f> .\n",
		"term.jsonld":    `{"` + long + `": 1}`,
		"context.jsonld": `{"@context": "http://127.0.0.1:1/` + long + `"}`,
		"id.jsonld":      `{"@context": "context.json", "id": "` + long + `", "graph": [{"id": "place/a", "label": {"en": "a"}}]}`,
		"twice.jsonld":   `{"` + long + `": 1, "` + long + `": 2}`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, fault := range faultsOf(t, name, text) {
				if line := fault.String(); len(line) > 2200 || strings.Contains(line, "\ufffd") {
					t.Errorf("%d bytes: %.300s", len(line), line)
				}
			}
		})
	}
	_, _, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), strings.NewReader(`<a:b> <c:d> "`+long+"\n<a:"+long+" a> <c:d> .\n<a:b> <c:d> \"x\"@"+long+" ."))
	if err == nil || len(err.Error()) > 5000 {
		t.Errorf("%.300v", err)
	}
}

func TestAFileHasABoundedNumberOfFaults(t *testing.T) {
	for name, text := range map[string]string{
		"list.yaml":  "entities:\n" + strings.Repeat("- 1\n", 1500),
		"lines.nq":   strings.Repeat("x\n", 1500),
		"places.csv": "id,labels.en,level\n" + strings.Repeat("place/a\n", 1500),
		"refer.yaml": "entities:\n- {id: industry/a, labels: {en: a}, broader: [industry/x" + strings.Repeat(", industry/y", 1) + "]}\n" + many("- {id: industry/n%d, labels: {en: n%[1]d}, broader: industry/m%[1]d}\n", 1500),
	} {
		t.Run(name, func(t *testing.T) {
			faults := faultsOf(t, name, text)
			if len(faults) != 1001 {
				t.Fatalf("%d faults", len(faults))
			}
			if last := faults[1000]; !strings.Contains(last.Wrong, "more than 1000 faults") {
				t.Errorf("the last is %s", last)
			}
		})
	}
}

// many repeats a line with its number.
func many(format string, count int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// Each took minutes to hours, or would: that it ends is the test.
func TestSmallFilesThatTakeLongAreRefused(t *testing.T) {
	const context = `"@context": "context.json"`
	for title, row := range map[string]struct{ name, text, want string }{
		"a table of half a million columns": {"places.csv", "id," + strings.Repeat("x,", 1<<19) + "\n", "has 524290 columns"},
		"a context in each of many nodes":   {"a.jsonld", `[` + strings.Repeat(`{`+context+`}, `, 200_000) + `{}]`, "more than 100 contexts"},
		"contexts within each other":        {"a.jsonld", strings.Repeat(`{`+context+`, "partOf": `, 2000) + "1" + strings.Repeat("}", 2000), "more than 100 deep"},
		"deep lists":                        {"a.jsonld", strings.Repeat("[", 9000) + strings.Repeat("]", 9000), "more than 100 deep"},
		"a context that a term brings": {"a.jsonld", `{"@context": {"a": {"@id": "x:a", "@context": {` + many(`"t%d": "x:t", `, 20_000) + `"z": "x:z"}}}, "a": [` +
			strings.Repeat(`{"b": 1}, `, 50_000) + "{}]}", "would be read too often"},
		"our context that a term brings": {"a.jsonld", `{"@context": {"a": {"@id": "x:a", ` + context + `}}, "a": [` + strings.Repeat(`{"b": 1}, `, 50_000) + "{}]}", "would be read too often"},
		"laughs":                         {"a.yaml", "entities:\n- &a [x,x,x,x,x,x,x,x,x]\n" + laughs(30) + "- *a30\n", "a label is not text"},
		"deep YAML":                      {"a.yaml", "entities: " + strings.Repeat("[", 100_000), "max depth"},
		"many documents":                 {"a.yaml", strings.Repeat("---\na: 1\n", 100_000), "a second YAML document"},
	} {
		t.Run(title, func(t *testing.T) {
			if got := faultsOf(t, row.name, row.text).Error(); !strings.Contains(got, row.want) {
				t.Errorf("got %.500s; want %q in it", got, row.want)
			}
		})
	}
}

// laughs are lists, of which each has that before it nine times.
func laughs(count int) string {
	var b strings.Builder
	before := "a"
	for i := 1; i <= count; i++ {
		name := fmt.Sprintf("a%d", i)
		fmt.Fprintf(&b, "- &%s {labels: {en: [%s*%s]}}\n", name, strings.Repeat("*"+before+", ", 8), before)
		before = name
	}
	return b.String()
}

// Whoever writes a file must not make the loader open addresses that they cannot.
func TestNoContextIsFetched(t *testing.T) {
	const name = `"@type": "a:b"`
	for title, text := range map[string]string{
		"http":             `{"@context": "http://127.0.0.1:1/c.json"}`,
		"https":            `{"@context": "https://127.0.0.1:1/c.json"}`,
		"ftp":              `{"@context": "ftp://127.0.0.1:1/c.json"}`,
		"a file":           `{"@context": "file:///etc/passwd"}`,
		"a host alone":     `{"@context": "//127.0.0.1:1/c.json"}`,
		"a path":           `{"@context": "/etc/passwd"}`,
		"a relative path":  `{"@context": "../../etc/passwd"}`,
		"ours, elsewhere":  `{"@context": "http://127.0.0.1:1/id/context.json"}`,
		"ours with a part": `{"@context": "context.json?a=b"}`,
		"another base":     `{"@context": [{"@base": "http://127.0.0.1:1/"}, "other.json"]}`,
		"in a list":        `{"@context": ["context.json", "http://127.0.0.1:1/c.json"], ` + name + `}`,
		"an import":        `{"@context": {"@import": "http://127.0.0.1:1/c.json"}, ` + name + `}`,
		"of a term":        `{"@context": {"p": {"@id": "a:p", "@context": "http://127.0.0.1:1/c.json"}}, "p": {"q": 1}}`,
		"of a type":        `{"@context": {"T": {"@id": "a:T", "@context": "http://127.0.0.1:1/c.json"}}, "@type": "T"}`,
		"of a node within": `{"a:p": {"@context": "http://127.0.0.1:1/c.json", "q": 1}}`,
		"not propagated":   `{"@context": {"@propagate": false, "@import": "http://127.0.0.1:1/c.json"}, ` + name + `}`,
		"of a graph":       `{"@graph": [{"@context": ["http://127.0.0.1:1/c.json"], ` + name + `}]}`,
		"of what is above": `{"@included": [{"@context": "http://127.0.0.1:1/c.json", ` + name + `}]}`,
	} {
		t.Run(title, func(t *testing.T) {
			got := faultsOf(t, "a.jsonld", text).Error()
			if !strings.Contains(got, "contexts from elsewhere are not fetched") {
				t.Error(got)
			}
		})
	}
}

// A file that is not what it is given as is one fault, not one for each of its lines.
func TestAFileThatIsNoQuadsIsOneFault(t *testing.T) {
	for title, row := range map[string]struct{ text, want string }{
		"a program":              {"\x7fELF\x02\x01\x01\x00" + strings.Repeat("\x00\x01\n", 1000), "the file is no text"},
		"a zip":                  {zipOf(t, packedFile{"a.nq", nquads(nil)}), "the file is no text"},
		"a text of another kind": {strings.Repeat("entities:\n- id: place/jinan\n", 100), "the file is no N-Quads"},
		"another encoding":       {"\xff\xfe<\x00a\x00:\x00b\x00>\x00 \x00", "the file is no text"},
	} {
		t.Run(title, func(t *testing.T) {
			_, _, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), strings.NewReader(row.text))
			if faults, _ := errors.AsType[loader.Faults](err); len(faults) != 1 || !strings.Contains(faults[0].Wrong, row.want) || !strings.Contains(faults[0].Remedy, "N-Quads") {
				t.Errorf("%v", err)
			}
		})
	}
}

// Remarks say nothing, and may pack to next to nothing.
func TestPackedQuadsSwellSoFarAndNoFurther(t *testing.T) {
	remark := "#" + strings.Repeat("x", 1<<20) + "\n"
	for name, packed := range map[string]string{"gzip": gzipped(t, remark), "zstd": zstdPacked(t, remark)} {
		text := strings.Repeat(packed, 80) // parts that follow each other are one text
		_, report, err := loader.QuadFile{Name: "all.nq"}.Read(t.Context(), strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), "more than 500 times as long") {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
		if _, _, err := (loader.QuadFile{Name: "all.nq"}).Read(t.Context(), strings.NewReader(packed)); err != nil {
			t.Errorf("%s: what is short may pack well: %v", name, err)
		}
	}
}

// A file of which nobody knows how long it is, as of a device, is not read on for ever.
func TestAFileThatIsTooLongIsNotRead(t *testing.T) {
	for name, size := range map[string]int64{"it says so": 1<<30 + 1} {
		files := longFile{MapFS: fstest.MapFS{"a.yaml": {}}, size: size}
		_, err := loader.Load(t.Context(), openStore(t), []loader.Source{{Files: files}}, nil)
		if faults, _ := errors.AsType[loader.Faults](err); len(faults) != 1 || !strings.Contains(faults[0].Wrong, "longer than 1073741824 bytes") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// longFile is a folder whose one file tells a length, and has no text.
type longFile struct {
	fstest.MapFS
	size int64
}

func (l longFile) Open(name string) (fs.File, error) {
	if name != "a.yaml" {
		return l.MapFS.Open(name)
	}
	return l, nil
}

func (l longFile) Stat() (fs.FileInfo, error) { return l, nil }
func (longFile) Read([]byte) (int, error)     { panic("it is read") }
func (longFile) Close() error                 { return nil }
func (longFile) Name() string                 { return "a.yaml" }
func (l longFile) Size() int64                { return l.size }
func (longFile) Mode() fs.FileMode            { return 0o444 }
func (longFile) ModTime() time.Time           { return time.Time{} }
func (longFile) IsDir() bool                  { return false }
func (longFile) Sys() any                     { return nil }
