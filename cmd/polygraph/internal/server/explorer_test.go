package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/polygraph-kg/polygraph/graph"
)

const builtPage = `<!doctype html><html lang="en"><title>polygraph</title></html>`

func builtExplorer(t *testing.T) http.Handler {
	t.Helper()
	store := graph.NewStore(nil)
	addPlace(t, store, "place/jinan", "Jinan")
	return explorerOf(fstest.MapFS{
		"index.html":            {Data: []byte(builtPage)},
		"favicon.svg":           {Data: []byte("<svg/>")},
		"assets/index-abc12.js": {Data: []byte("go()")},
	}, store)
}

func TestTheExplorerHasManyAddresses(t *testing.T) {
	t.Parallel()
	const browser = "text/html,application/xhtml+xml,*/*;q=0.8"
	for _, c := range []struct {
		path, accept, acceptLanguage string
		status                       int
		body, cacheControl           string
	}{
		{"/", browser, "", 200, `lang="en"`, "no-cache"},
		{"/", "*/*", "", 200, `lang="en"`, "no-cache"},
		{"/", browser, "zh-CN,zh;q=0.9,en;q=0.8", 200, `lang="zh-Hans"`, "no-cache"},
		{"/", browser, "zh-TW", 200, `lang="zh-Hans"`, "no-cache"},
		{"/", browser, "en-GB,zh;q=0.5", 200, `lang="en"`, "no-cache"},
		{"/", browser, "de", 200, `lang="en"`, "no-cache"},
		{"/matrix", browser, "", 200, "polygraph", "no-cache"},
		{"/thing/place/jinan", browser, "", 200, "polygraph", "no-cache"},
		{"/thing/claim/0123456789abcdef", browser, "", 404, "polygraph", "no-cache"},
		{"/thing/place/nowhere", browser, "", 404, "polygraph", "no-cache"},
		{"/thing/", browser, "", 404, "polygraph", "no-cache"},
		{"/matrix/x", browser, "", 404, "polygraph", "no-cache"},
		{"/nowhere", browser, "zh", 404, `lang="zh-Hans"`, "no-cache"},
		{"/nowhere", "application/json", "", 404, "404 page not found", ""},
		{"/index.html", browser, "", 404, "polygraph", "no-cache"},
		{"/favicon.svg", "image/*", "", 200, "<svg/>", "no-cache"},
		{"/assets/index-abc12.js", "*/*", "", 200, "go()", "public, max-age=31536000, immutable"},
		{"/assets/index-old.js", "*/*", "", 404, "404 page not found", ""},
		{"/assets/", "*/*", "", 404, "404 page not found", ""},
	} {
		request := httptest.NewRequest(http.MethodGet, c.path, nil)
		request.Header.Set("Accept", c.accept)
		request.Header.Set("Accept-Language", c.acceptLanguage)
		answer := httptest.NewRecorder()
		builtExplorer(t).ServeHTTP(answer, request)
		body, _ := io.ReadAll(answer.Result().Body)
		if answer.Code != c.status || !strings.Contains(string(body), c.body) || answer.Header().Get("Cache-Control") != c.cacheControl {
			t.Errorf("%s (%s; %s): %d, %q, %s", c.path, c.accept, c.acceptLanguage, answer.Code, answer.Header().Get("Cache-Control"), body)
		}
		if policy := answer.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", c.path, policy)
		}
	}
}

func TestThePageIsNotSentAgain(t *testing.T) {
	t.Parallel()
	ask := func(tag string) *httptest.ResponseRecorder {
		request := httptest.NewRequest(http.MethodGet, "/targets", nil)
		request.Header.Set("If-None-Match", tag)
		answer := httptest.NewRecorder()
		builtExplorer(t).ServeHTTP(answer, request)
		return answer
	}
	first := ask("")
	if again := ask(first.Header().Get("ETag")); first.Code != http.StatusOK || again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("%d, then %d", first.Code, again.Code)
	}
}

// The server and the page agree on which pages there are.
func TestThePagesAreThoseOfTheExplorer(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../../../../web/explorer/src/App.tsx")
	if err != nil {
		t.Fatal(err)
	}
	pages := []string{"/"}
	for _, found := range regexp.MustCompile(`(?m)^  '(/[a-z]*/?)\*?': later`).FindAllStringSubmatch(string(source), -1) {
		pages = append(pages, found[1])
	}
	slices.Sort(pages)
	known := slices.Sorted(slices.Values(explorerPages))
	if !slices.Equal(pages, known) {
		t.Errorf("the server knows %q, and the page has %q", known, pages)
	}
}
