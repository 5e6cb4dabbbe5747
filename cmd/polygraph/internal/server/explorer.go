package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
	"github.com/polygraph-kg/polygraph/web"
)

// explorerPages are the addresses of the explorer's views, as web/explorer/src/App.tsx has them.
// What ends with / has more behind it.
var explorerPages = []string{"/", "/search", "/thing/", "/graph", "/matrix", "/compare", "/targets", "/clusters", "/formulas", "/regions", "/conflicts", "/holders"}

func isExplorerPage(path string) bool {
	return slices.ContainsFunc(explorerPages, func(page string) bool {
		if page != "/" && strings.HasSuffix(page, "/") {
			return strings.HasPrefix(path, page) && path != page
		}
		return path == page
	})
}

// explorerPolicy lets the page load its own files alone, and nothing that is written into it.
const explorerPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// explorer serves the page that shows the graph. It is one file for all its addresses, at which its program looks, in
// each of its languages; other addresses have it, too, and the status of a page that there is not.
func explorer(views resolvers.Views) http.Handler {
	files, ok := web.Explorer()
	if !ok {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" { // GraphiQL is built or says why it is not
				http.Redirect(w, r, "/graphiql/", http.StatusFound)
				return
			}
			http.NotFound(w, r)
		})
	}
	return explorerOf(files, views)
}

func explorerOf(files fs.FS, views resolvers.Views) http.Handler {
	pages := map[string]wholePage{}
	for _, language := range []string{graph.English, graph.Simplified} {
		pages[language] = newWholePage(files, language)
	}
	assets := &static{files: files}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", explorerPolicy)
		if name := strings.TrimPrefix(r.URL.Path, "/"); name != "index.html" && assets.has(name) {
			w.Header().Set("Cache-Control", "no-cache")
			if strings.HasPrefix(r.URL.Path, "/assets/") { // with a hash in its name: it never changes
				w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			assets.serve(w, r, name)
			return
		}
		known := isExplorerPage(r.URL.Path)
		if id, ofThing := strings.CutPrefix(r.URL.Path, "/thing/"); ofThing && known {
			view := views.View()
			node, found := view.Node(graph.ID(id))
			known = found && node.IsThing() || view.Claim(graph.ID(id)) != nil
		}
		if !known && !strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.NotFound(w, r)
			return
		}
		pages[pageLanguage(r)].serve(w, r, known)
	})
}

// pageLanguage is the one of the explorer's languages that a browser would rather have.
func pageLanguage(r *http.Request) string {
	for _, language := range resolvers.AcceptedLanguages(strings.Join(r.Header.Values("Accept-Language"), ",")) {
		if strings.HasPrefix(language, "zh") {
			return graph.Simplified
		}
		if strings.HasPrefix(language, "en") {
			break
		}
	}
	return graph.English
}

// wholePage is the file in one language.
type wholePage struct {
	text []byte
	tag  string
}

func newWholePage(files fs.FS, language string) wholePage {
	text, _ := fs.ReadFile(files, "index.html") // which is there
	text = bytes.Replace(text, []byte(`<html lang="en">`), []byte(`<html lang="`+language+`">`), 1)
	sum := sha256.Sum256(text)
	return wholePage{text, `W/"` + base64.RawURLEncoding.EncodeToString(sum[:9]) + `"`}
}

func (p wholePage) serve(w http.ResponseWriter, r *http.Request, known bool) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-cache")
	header.Add("Vary", "Accept-Language")
	if !known {
		header.Add("Vary", "Accept")
		w.WriteHeader(http.StatusNotFound)
		if r.Method != http.MethodHead {
			_, _ = w.Write(p.text)
		}
		return
	}
	header.Set("ETag", p.tag)
	http.ServeContent(w, r, "index.html", time.Time{}, bytes.NewReader(p.text))
}
