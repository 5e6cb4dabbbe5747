package loader_test

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// Our own words, so that nothing of a real source is copied here.
const (
	eastSource = "A headline about steel\n" +
		"The mayor spoke of hydrogen, and of 鋼鐵產業.\n" +
		"Nothing more was said.\n"
	eastClaims = `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 1
  mentions: [headline about, steel]
- claim: place/gangcheng prioritises industry/hydrogen
  line: 2
  mentions: [hydrogen, 鋼鐵產業]
`
)

func sources(text string) fs.FS {
	return fstest.MapFS{"east.txt": &fstest.MapFile{Data: []byte(text)}}
}

func TestVerifyComparesMentionsWithTheSource(t *testing.T) {
	edit := func(from, to string) string {
		if !strings.Contains(eastClaims, from) {
			t.Fatalf("%q does not stand in the claims", from)
		}
		return strings.Replace(eastClaims, from, to, 1)
	}
	for _, c := range []struct {
		name     string
		claims   string
		sources  fs.FS
		mentions int
		want     string // a line each, where ? stands for the ID of the claim
	}{
		{"all is found", eastClaims, sources(eastSource), 4, ""},
		{"the source has Windows line ends", eastClaims, sources(strings.ReplaceAll(eastSource, "\n", "\r\n")), 4, ""},
		{"the source begins with a byte order mark", eastClaims, sources("\ufeff" + eastSource), 4, ""},
		{"the source's last line has no end", edit("line: 2\n  mentions: [hydrogen, 鋼鐵產業]", "line: 3\n  mentions: [Nothing more]"),
			sources(strings.TrimSuffix(eastSource, "\n")), 3, ""},

		{"a mention stands nowhere", edit("[hydrogen, ", "[hydrogen, ammonia, "), sources(eastSource), 5,
			`east.txt:2: ?: the mention "ammonia" does not stand on the line`},
		{"a mention stands on another line", edit("line: 2", "line: 3"), sources(eastSource), 4, `
east.txt:3: ?: the mention "hydrogen" does not stand on the line; it stands on line 2
east.txt:3: ?: the mention "鋼鐵產業" does not stand on the line; it stands on line 2`},
		{"a mention in other letters is another mention", edit("about, steel", "about, Steel"), sources(eastSource), 4,
			`east.txt:1: ?: the mention "Steel" does not stand on the line`},
		{"simplified characters are not the traditional ones", edit("鋼鐵產業", "钢铁产业"), sources(eastSource), 4,
			`east.txt:2: ?: the mention "钢铁产业" does not stand on the line`},
		{"a line beyond the end", edit("line: 2", "line: 4"), sources(eastSource), 2,
			`east.txt:4: ?: the source has only 3 lines`},
		{"a line far beyond the end", edit("line: 2", "line: 9000000"), sources(eastSource), 2,
			`east.txt:9000000: ?: the source has only 3 lines`},
		{"the source is empty", eastClaims, sources(""), 2, `
east.txt:1: ?: the mention "headline about" does not stand on the line
east.txt:1: ?: the mention "steel" does not stand on the line
east.txt:2: ?: the source has only 1 lines`},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := openStore(t)
			load(t, store, worldSource, folder(map[string]string{"east.yaml": document(c.claims)}))
			result, err := loader.Verify(t.Context(), store.View(), c.sources, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range result.Discrepancies {
				claim := store.View().Claim(d.Claim)
				if claim == nil || claim.Document != d.Document || claim.Line != d.Line {
					t.Errorf("%s is of the claim %+v", d, claim)
				}
				got = append(got, strings.Replace(d.String(), string(d.Claim), "?", 1))
			}
			if got, want := strings.Join(got, "\n"), strings.TrimPrefix(c.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if result.Claims != 2 || result.Mentions != c.mentions {
				t.Errorf("%d claims and %d mentions were checked, want 2 and %d", result.Claims, result.Mentions, c.mentions)
			}
			if result.Discrepancies == nil {
				t.Error("the list is null in JSON, want an empty one")
			}
		})
	}
}

// A document that is asked for by name must be there; of others it is told that
// they were not checked.
func TestVerifyTellsOfADocumentThatIsNotThere(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": document(eastClaims)}))
	empty := fstest.MapFS{"west.txt": &fstest.MapFile{}}
	all, err := loader.Verify(t.Context(), store.View(), empty, nil)
	if err != nil || len(all.Discrepancies) != 0 || all.Claims != 0 || len(all.Absent) != 1 {
		t.Errorf("of all documents: %+v, %v", all, err)
	}
	named, err := loader.Verify(t.Context(), store.View(), empty, func(graph.ID) bool { return true })
	if err != nil || len(named.Discrepancies) != 1 || named.Discrepancies[0].Problem != "the source file is not in the folder" || len(named.Absent) != 0 {
		t.Errorf("of a document that is named: %+v, %v", named, err)
	}
	if got := named.Discrepancies[0].String(); got != "east.txt: the source file is not in the folder" {
		t.Errorf("of a document that is named: %q", got)
	}
	silent := openStore(t)
	load(t, silent, worldSource, folder(map[string]string{"east.yaml": document("")}))
	named, err = loader.Verify(t.Context(), silent.View(), empty, func(graph.ID) bool { return true })
	if err != nil || len(named.Discrepancies) != 1 || named.Discrepancies[0].Document != "document/east" {
		t.Errorf("of a document that is named and makes no claims: %+v, %v", named, err)
	}
}

// What no loader has checked may stand in a store all the same.
func TestClaimsAndPartsOfNoLineAreNoReasonToStop(t *testing.T) {
	store := openStore(t)
	things := []*graph.Thing{{ID: "document/east", Kind: graph.Document, Source: &graph.Source{File: "east.txt",
		Sections: []graph.Section{{Line: 0, Title: map[string]string{graph.English: "Begin"}}},
		Reviewed: []graph.Review{{Line: -1, Reason: "a greeting"}}}}}
	claims := []*graph.Claim{{ID: "claim/a", Document: "document/east", Line: 0, Mentions: []string{"steel"}, Subject: "place/a", Predicate: "prioritises", Object: "industry/b"}}
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: graph.Encode(things, claims)}); err != nil {
		t.Fatal(err)
	}
	result, err := loader.Verify(t.Context(), store.View(), sources(eastSource), nil)
	if err != nil || len(result.Discrepancies) != 1 || result.Discrepancies[0].Problem != "the source has only 3 lines" {
		t.Errorf("verify says %+v, %v", result, err)
	}
	all, err := loader.Cover(t.Context(), store.View(), sources(eastSource), nil)
	if err != nil || len(all) != 1 || len(all[0].Problems) != 2 {
		t.Errorf("coverage says %+v, %v", all, err)
	}
}

// A span is what a claim is held to; its line alone no longer counts.
func TestVerifyHoldsAClaimToItsSpan(t *testing.T) {
	const line = "The mayor spoke of hydrogen 🏭, and of 鋼鐵產業."
	hash := graph.HashText
	for _, c := range []struct{ name, span, mentions, source, want string }{
		{"the span reads as it did", "19-27 " + hash("hydrogen"), "hydrogen", line, ""},
		{"behind characters of several bytes", "38-42 " + hash("鋼鐵產業"), "鋼鐵產業", line, ""},
		{"a span that is wider than the mentions", "0-43 " + hash(line), "hydrogen, 鋼鐵產業", line, ""},
		{"the end of the line is behind its last character, not behind a Windows line end", "0-43 " + hash(line), "hydrogen", line + "\r\n", ""},
		{"the text changed elsewhere on the line", "19-27 " + hash("hydrogen"), "hydrogen", line + " So be it.", ""},
		{"the text before it grew", "19-27 " + hash("hydrogen"), "hydrogen", "So " + line,
			"the characters 19-27 do not read as they did when the claim was located; read the line again and run polygraph locate"},
		{"the text within it is another", "19-27 " + hash("hydrogen"), "drogen", strings.Replace(line, "hydrogen", "Hydrogen", 1),
			"the characters 19-27 do not read as they did when the claim was located; read the line again and run polygraph locate"},
		{"the span is counted in bytes", "40-52 " + hash("鋼鐵產業"), "鋼鐵產業", line, "the span 40-52 reaches beyond the line; run polygraph locate"},
		{"one character beyond the line", "38-44 " + hash("鋼鐵產業."), "鋼鐵產業", line, "the span 38-44 reaches beyond the line; run polygraph locate"},
		{"far beyond the line", "999999998-999999999 " + hash(""), "hydrogen", line, "the span 999999998-999999999 reaches beyond the line; run polygraph locate"},
		{"no hash", "19-27", "hydrogen", line, "the span has no hash; run polygraph locate"},
		{"a mention outside of the span", "19-27 " + hash("hydrogen"), "hydrogen, 鋼鐵產業", line,
			`the mention "鋼鐵產業" does not stand in the span; it stands on line 1`},
		{"a mention half outside of the span", "19-27 " + hash("hydrogen"), "of hydrogen", line,
			`the mention "of hydrogen" does not stand in the span; it stands on line 1`},
		{"a mention that stands nowhere", "19-27 " + hash("hydrogen"), "ammonia", line,
			`the mention "ammonia" does not stand in the span`},
	} {
		t.Run(c.name, func(t *testing.T) {
			claims := "claims:\n- claim: place/gangcheng prioritises industry/hydrogen\n  line: 1\n  span: " + c.span + "\n  mentions: [" + c.mentions + "]\n"
			store := openStore(t)
			load(t, store, worldSource, folder(map[string]string{"east.yaml": document(claims)}))
			result, err := loader.Verify(t.Context(), store.View(), sources(c.source), nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range result.Discrepancies {
				got = append(got, d.Problem)
			}
			if got := strings.Join(got, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if result.Claims != 1 || result.Spans != 1 {
				t.Errorf("%d claims and %d spans were checked, want one each", result.Claims, result.Spans)
			}
		})
	}
}

func TestVerifyKeepsToTheWantedDocuments(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": document(eastClaims), "west.yaml": west}))
	// The text of the other document is not there, and nobody asked for it.
	result, err := loader.Verify(t.Context(), store.View(), sources(eastSource), func(id graph.ID) bool { return id == "document/east" })
	if err != nil || len(result.Discrepancies) > 0 {
		t.Fatalf("got %+v, %v", result, err)
	}
	if result.Documents != 1 || result.Claims != 2 || result.Mentions != 4 || result.Spans != 0 {
		t.Errorf("got %+v, want 1 document, 2 claims, 4 mentions and no span", result)
	}
	result, err = loader.Verify(t.Context(), store.View(), sources(eastSource), func(id graph.ID) bool { return id == "document/west" })
	if err != nil || len(result.Discrepancies) != 1 || result.Documents != 0 || result.Claims != 0 || result.Mentions != 0 {
		t.Errorf("of the document that is not there: %+v, %v", result, err)
	}
}

func TestVerifyOpensASourceOfEachDocument(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": document(eastClaims), "west.yaml": west}))
	result, err := loader.Verify(t.Context(), store.View(), fstest.MapFS{
		"east.txt": &fstest.MapFile{Data: []byte(eastSource)},
		"west.txt": &fstest.MapFile{Data: []byte("steel\nhydrogen\n")},
		"more.txt": &fstest.MapFile{Data: []byte("of no document")},
	}, nil)
	if err != nil || len(result.Discrepancies) > 0 {
		t.Fatalf("got %+v, %v", result, err)
	}
	if result.Documents != 2 || result.Claims != 4 || result.Mentions != 6 {
		t.Errorf("got %+v, want 2 documents, 4 claims and 6 mentions", result)
	}
}

func TestVerifyStops(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": document(eastClaims)}))
	if _, err := loader.Verify(t.Context(), store.View(), deniedFS{sources(eastSource), "east.txt"}, nil); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "east.txt") {
		t.Errorf("of a source that may not be read it says %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := loader.Verify(ctx, store.View(), sources(eastSource), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("when cancelled it says %v", err)
	}
}

// sourcesFolder holds the documents of the dataset. It is not part of the project:
// the texts belong to their publishers. POLYGRAPH_SOURCES names another one.
func sourcesFolder(t *testing.T) string {
	t.Helper()
	folder := cmp.Or(os.Getenv("POLYGRAPH_SOURCES"), filepath.Join("..", "..", "shared", "sources"))
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("there is no folder of sources at %s (POLYGRAPH_SOURCES names another)", folder)
	}
	return folder
}

func TestEveryClaimOfTheDatasetStandsInItsSource(t *testing.T) {
	folder := sourcesFolder(t)
	view := dataset(t)
	result, err := loader.Verify(t.Context(), view, os.DirFS(folder), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Discrepancies {
		t.Error(d)
	}
	if result.Documents != len(view.Things(graph.Document)) || result.Claims != len(view.Claims()) || result.Mentions < result.Claims {
		t.Errorf("only %d documents, %d claims and %d mentions were checked", result.Documents, result.Claims, result.Mentions)
	}
}
