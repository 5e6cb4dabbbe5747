package server

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

// holding starts a server for a graph of which the test may change the state.
func holding(t *testing.T, options Options, quads []graph.Quad) (*httptest.Server, *graph.Store) {
	t.Helper()
	store := graph.NewStore(nil)
	if _, err := store.Apply(context.Background(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(Handler(store, options, func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)
	return server, store
}

func steelTown() []graph.Quad {
	claim := &graph.Claim{Document: "document/a", Line: 6, Mentions: []string{"steel"}, Subject: "place/jinan", Predicate: "prioritises", Object: "industry/steel", Stance: graph.Grow}
	claim.ID = graph.ClaimID(claim)
	return graph.Encode([]*graph.Thing{
		{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan <city>", "zh-Hans": "济南市"}, Level: "city", PartOf: []graph.DatedID{{ID: "place/shandong", Span: graph.Span{From: "1949"}}}},
		{ID: "place/shandong", Kind: graph.Place, Labels: map[string]string{"en": "Shandong"}, Level: "province"},
		{ID: "industry/steel", Kind: graph.Industry, Labels: map[string]string{"en": "steel"}},
		{ID: "document/a", Kind: graph.Document, Labels: map[string]string{"en": "A"}, Source: &graph.Source{File: "a.txt", Language: "en", Sections: []graph.Section{{Line: 1, Title: map[string]string{"en": "All"}}}}},
	}, []*graph.Claim{claim})
}

// get asks as a client that sees the answer as it travels.
func get(t *testing.T, address string, header ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	client := http.Client{Transport: &http.Transport{DisableCompression: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestEveryFormatIsServedAsWhatItIs(t *testing.T) {
	server, store := holding(t, DefaultOptions(), steelTown())
	for _, format := range export.Formats() {
		t.Run(format.Name, func(t *testing.T) {
			if !format.Available() {
				t.Skipf("%s is not installed", format.Needs)
			}
			response, body := get(t, server.URL+"/export/"+format.Name)
			if response.StatusCode != 200 {
				t.Fatalf("%d: %s", response.StatusCode, body)
			}
			var want bytes.Buffer
			if err := format.Write(t.Context(), &want, store.View().All().WithClaims(format.Claims), export.Options{}); err != nil {
				t.Fatal(err)
			}
			if body != want.String() {
				t.Error("the server writes other bytes than the command")
			}
			mediaType, name := format.MediaType, "polygraph"+format.Extension
			if format.Name == "gexf12" || format.Name == "jsonld-framed" {
				name = "polygraph-" + format.Name + format.Extension
			}
			if len(format.Files) > 0 {
				mediaType, name = "application/zip", "polygraph."+format.Name+".zip"
				if archive, err := zip.NewReader(strings.NewReader(body), int64(len(body))); err != nil || len(archive.File) != len(format.Files) {
					t.Errorf("it is no archive of its files: %v", err)
				}
			}
			if got, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";"); got != mediaType {
				t.Errorf("the media type is %s, want %s", got, mediaType)
			}
			if got := response.Header.Get("Content-Disposition"); !strings.HasSuffix(got, `; filename="`+name+`"`) {
				t.Errorf("it is disposed as %s, want the name %s", got, name)
			}
		})
	}
}

func TestWhatAnExportHolds(t *testing.T) {
	server, _ := holding(t, DefaultOptions(), steelTown())
	for _, row := range []struct {
		name, parameters string
		has, hasNot      []string
	}{
		{"the whole graph", "", []string{`"place/jinan"`, `"place/shandong"`, `"document/a"`, `"prioritises"`}, []string{`"is stated in"`}},
		{"with claims", "claims=true", []string{`"is stated in"`}, nil},
		{"a question", `question=` + url.QueryEscape(`sharedPriorities(industries: ["industry/steel"])`), []string{`"place/jinan"`, `"industry/steel"`}, []string{`"place/shandong":`}},
		{"what lies around a thing", "around=place/shandong", []string{`"place/shandong"`, `"place/jinan"`}, []string{`"industry/steel"`}},
		{"farther away", "around=place/shandong&depth=2", []string{`"industry/steel"`}, nil},
		{"kinds", "kind=Place", []string{`"place/shandong"`}, []string{`"industry/steel"`}},
		{"several kinds, in either way of writing lists", "kind=place,Industry&kind=Document", []string{`"place/shandong"`, `"industry/steel"`, `"document/a"`}, nil},
		{"relations", "predicate=prioritises", []string{`"place/jinan"`, `"industry/steel"`}, []string{`"place/shandong":`}},
		{"labels in a language", "language=zh-hans", []string{`"济南市"`}, nil},
		{"at a date", "asOf=1930", []string{`"place/jinan"`}, []string{`"partOf"`}},
	} {
		t.Run(row.name, func(t *testing.T) {
			response, body := get(t, server.URL+"/export/jgf?"+row.parameters)
			if response.StatusCode != 200 || !json.Valid([]byte(body)) {
				t.Fatalf("%d: %s", response.StatusCode, body)
			}
			for _, text := range row.has {
				if !strings.Contains(body, text) {
					t.Errorf("it has no %s: %s", text, body)
				}
			}
			for _, text := range row.hasNot {
				if strings.Contains(body, text) {
					t.Errorf("it has %s: %s", text, body)
				}
			}
		})
	}
}

func TestExportsThatCannotBeHad(t *testing.T) {
	options := DefaultOptions()
	server, _ := holding(t, options, steelTown())
	for _, row := range []struct {
		name, path string
		status     int
		code, says string
	}{
		{"no format", "/export/gefx", 404, "NOT_FOUND", "the formats are nquads"},
		{"an unknown parameter", "/export/gexf?kinds=Place", 400, "BAD_REQUEST", "they are question, around"},
		{"a parameter twice", "/export/gexf?depth=1&depth=2", 400, "BAD_REQUEST", "twice"},
		{"an escape that is none", "/export/gexf?kind=%zz", 400, "BAD_REQUEST", "cannot be read"},
		{"a depth that is no number", "/export/gexf?around=place/jinan&depth=far", 400, "BAD_REQUEST", "depth"},
		{"a depth around nothing", "/export/gexf?depth=2", 400, "INVALID_ARGUMENT", "name these too"},
		{"a question and a neighbourhood", "/export/gexf?around=place/jinan&question=anchors", 400, "INVALID_ARGUMENT", "one of the two"},
		{"a kind that there is not", "/export/gexf?kind=Town", 400, "INVALID_ARGUMENT", "the kinds are Place"},
		{"a relation that there is not", "/export/gexf?predicate=likes", 400, "INVALID_ARGUMENT", "the predicates are partOf"},
		{"a language that there is not", "/export/gexf?language=fr", 400, "INVALID_ARGUMENT", "zh-Hans"},
		{"a date that is none", "/export/gexf?asOf=soon", 400, "INVALID_ARGUMENT", "2018-03-05"},
		{"claims neither way", "/export/gexf?claims=maybe", 400, "BAD_REQUEST", "true or false"},
		{"an ID that nothing has", "/export/gexf?around=place/jinann", 404, "NOT_FOUND", `did you mean \"place/jinan\"`},
		{"a question that is none", "/export/gexf?question=nonsense", 400, "INVALID_ARGUMENT", "Cannot query field"},
		{"nothing asked, in an empty parameter", "/export/gexf?question=", 400, "BAD_REQUEST", "leave it out"},
		{"too much for the format", "/export/mermaid?around=place/jinan&depth=2&language=xx", 400, "INVALID_ARGUMENT", "no language"},
		{"a path out of the formats", "/export/..%2f..%2fetc%2fpasswd", 404, "NOT_FOUND", "is no format"},
	} {
		t.Run(row.name, func(t *testing.T) {
			response, body := get(t, server.URL+row.path)
			if response.StatusCode != row.status || !strings.Contains(body, `"code":"`+row.code+`"`) || !strings.Contains(body, row.says) {
				t.Errorf("%d %s, want %d %s with %q", response.StatusCode, body, row.status, row.code, row.says)
			}
			if response.Header.Get("Content-Disposition") != "" {
				t.Error("an error is disposed as a file")
			}
			if response.Header.Get("ETag") != "" || strings.Contains(response.Header.Get("Cache-Control"), "public") {
				t.Errorf("caches are told to keep an error: %v", response.Header)
			}
			if again, _ := get(t, server.URL+row.path, "If-None-Match", "*"); again.StatusCode != row.status {
				t.Errorf("asked whether it is unchanged, the status is %d", again.StatusCode)
			}
		})
	}
	post, err := http.Post(server.URL+"/export/gexf", "text/plain", strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	_ = post.Body.Close()
	if post.StatusCode != 405 || post.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d, allowed are %q", post.StatusCode, post.Header.Get("Allow"))
	}
	trusting := DefaultOptions()
	if trusting.Trusted, err = ReadTrusted([]byte(`{"a": "{ statistics { claims } }"}`), true); err != nil {
		t.Fatal(err)
	}
	strict, _ := holding(t, trusting, steelTown())
	if response, body := get(t, strict.URL+"/export/gexf?question=anchors"); response.StatusCode != 403 || !strings.Contains(body, "DOCUMENT_NOT_TRUSTED") {
		t.Errorf("a question where trusted documents alone run: %d %s", response.StatusCode, body)
	}
	if response, _ := get(t, strict.URL+"/export/gexf?kind=Place"); response.StatusCode != 200 {
		t.Errorf("a kind where trusted documents alone run: %d", response.StatusCode)
	}
	options.Limits.Exports = 0
	closed, _ := holding(t, options, steelTown())
	if response, body := get(t, closed.URL+"/export/gexf"); response.StatusCode != 403 || !strings.Contains(body, "EXPORTS_DISABLED") {
		t.Errorf("with no exports allowed: %d %s", response.StatusCode, body)
	}
}

// Each piece has a file name of its own, so that one download does not hide another.
func TestNamesOfFiles(t *testing.T) {
	server, _ := holding(t, DefaultOptions(), steelTown())
	names := map[string]string{}
	for _, path := range []string{"/export/xlsx", "/export/xlsx?kind=Place", "/export/xlsx?kind=Industry", "/export/xlsx?claims=false", "/export/gexf", "/export/gexf12"} {
		response, _ := get(t, server.URL+path)
		name := response.Header.Get("Content-Disposition")
		if other, taken := names[name]; taken {
			t.Errorf("%s and %s are both %s", other, path, name)
		}
		names[name] = path
	}
}

func TestTheListOfFormats(t *testing.T) {
	server, _ := holding(t, DefaultOptions(), steelTown())
	_, body := get(t, server.URL+"/export/")
	var list struct {
		Formats []struct{ Name, URL string }
	}
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Formats) != len(export.Formats()) || list.Formats[0].URL != "/export/nquads" {
		t.Errorf("%v: %s", err, body)
	}
}

func TestCachesKeepExportsUntilTheGraphChanges(t *testing.T) {
	server, store := holding(t, DefaultOptions(), steelTown())
	response, _ := get(t, server.URL+"/export/nquads")
	etag := response.Header.Get("ETag")
	if etag == "" || response.Header.Get("Cache-Control") != "public, no-cache" || !strings.Contains(strings.Join(response.Header.Values("Vary"), ","), "Accept-Encoding") {
		t.Errorf("caches are told %v", response.Header)
	}
	if response, body := get(t, server.URL+"/export/nquads", "If-None-Match", `"other", `+etag); response.StatusCode != 304 || body != "" || response.Header.Get("ETag") != etag {
		t.Errorf("unchanged: %d %q %s", response.StatusCode, body, response.Header.Get("ETag"))
	}
	for name, other := range map[string]string{"another format": "/export/trig", "another piece": "/export/nquads?kind=Place"} {
		if response, _ := get(t, server.URL+other, "If-None-Match", etag); response.StatusCode != 200 {
			t.Errorf("%s is told to be the same", name)
		}
	}
	// The same graph in another store, of another generation, is the same.
	again, twin := holding(t, DefaultOptions(), steelTown()[:5])
	if _, err := twin.Apply(t.Context(), graph.Diff(twin.View(), steelTown())); err != nil {
		t.Fatal(err)
	}
	if response, _ := get(t, again.URL+"/export/nquads", "If-None-Match", etag); response.StatusCode != 304 {
		t.Error("a second server of the same graph has another ETag")
	}
	if _, err := store.Apply(t.Context(), graph.Diff(store.View(), steelTown()[:5])); err != nil {
		t.Fatal(err)
	}
	if response, _ := get(t, server.URL+"/export/nquads", "If-None-Match", etag); response.StatusCode != 200 || response.Header.Get("ETag") == etag {
		t.Error("a changed graph is told to be the same")
	}
}

func TestExportsTravelCompressed(t *testing.T) {
	server, _ := holding(t, DefaultOptions(), steelTown())
	_, plain := get(t, server.URL+"/export/nquads")
	for encoding, open := range map[string]func(io.Reader) (io.Reader, error){
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"zstd": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
	} {
		response, body := get(t, server.URL+"/export/nquads", "Accept-Encoding", encoding)
		if response.Header.Get("Content-Encoding") != encoding {
			t.Fatalf("%s: it travels as %q", encoding, response.Header.Get("Content-Encoding"))
		}
		opened, err := open(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(opened); err != nil || string(text) != plain {
			t.Errorf("%s: it is not what it was: %v", encoding, err)
		}
	}
	if response, _ := get(t, server.URL+"/export/csv", "Accept-Encoding", "gzip, zstd"); response.Header.Get("Content-Encoding") != "" {
		t.Error("an archive is compressed once more")
	}
}

// HEAD tells what GET would, without writing the export.
func TestTheHeadOfAnExport(t *testing.T) {
	server, _ := holding(t, DefaultOptions(), steelTown())
	full, _ := get(t, server.URL+"/export/graphml")
	head, err := http.Head(server.URL + "/export/graphml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = head.Body.Close() }()
	for _, name := range []string{"Content-Type", "Content-Disposition", "ETag"} {
		if head.Header.Get(name) != full.Header.Get(name) {
			t.Errorf("%s is %q, by GET %q", name, head.Header.Get(name), full.Header.Get(name))
		}
	}
}

// A client that takes its time, but takes each piece, gets the whole export; one that
// takes nothing is let go of.
func TestExportsOutlastTheTimeOfAnAnswer(t *testing.T) {
	var things []*graph.Thing
	for i := range 40_000 {
		things = append(things, &graph.Thing{ID: graph.ID("place/n" + strings.Repeat("a", i%150) + "-" + string(rune('a'+i%26)) + strings.ToLower(strings.ReplaceAll(time.Duration(i).String(), ".", ""))), Kind: graph.Place, Level: "city"})
	}
	options := DefaultOptions()
	options.Limits.Time = 50 * time.Millisecond
	server, store := holding(t, options, graph.Encode(things, nil))
	// httptest's server has no time limits of its own; this one has, as Serve has.
	slow := httptest.NewUnstartedServer(server.Config.Handler)
	slow.Config.WriteTimeout = 300 * time.Millisecond
	slow.Start()
	t.Cleanup(slow.Close)
	response, err := http.Get(slow.URL + "/export/nquads")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, piece := 0, make([]byte, 1<<20)
	for range 5 {
		n, _ := io.ReadFull(response.Body, piece)
		body += n
		time.Sleep(100 * time.Millisecond)
	}
	rest, err := io.ReadAll(response.Body)
	want := 0
	for q := range store.View().All().Quads() {
		want += len(graph.AppendNQuad(nil, q, graph.DefaultBase))
	}
	if body += len(rest); err != nil || body != want {
		t.Errorf("%d of %d bytes arrived: %v", body, want, err)
	}
}
