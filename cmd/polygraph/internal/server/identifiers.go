package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// identifiers answers /id/…, where every IRI of the graph leads: what is known of a
// thing or a claim, as a page for people or as RDF for programs, whichever the client
// wants more.
type identifiers struct {
	views   resolvers.Views
	options Options
	log     *slog.Logger
}

// representation is one form in which something is described.
type representation struct {
	mediaType string
	name      string // in the parameter format
	format    string // of exports; empty for the page
}

var representations = []representation{
	{"text/html", "html", ""},
	{"text/turtle", "turtle", "turtle"},
	{"application/ld+json", "jsonld", "jsonld-framed"},
	{"application/n-quads", "nquads", "nquads"},
	{"application/trig", "trig", "trig"},
}

// chosen is the representation that a client wants most: by the parameter format, or by
// the header Accept. Turtle is for those who take anything; people's browsers say that
// they want a page.
func chosen(r *http.Request) (representation, error) {
	if name := r.URL.Query().Get("format"); name != "" {
		for _, form := range representations {
			if form.name == name {
				return form, nil
			}
		}
		return representation{}, badRequest("%.40q is no format of descriptions; they are html, turtle, jsonld, nquads, trig", name)
	}
	header := strings.Join(r.Header.Values("Accept"), ",")
	best, most := representation{}, 0.0
	for _, form := range representations {
		wanted := accepts(header, form.mediaType)
		if form.format == "turtle" && wanted == most && wanted > 0 && !strings.Contains(header, "text/html") {
			wanted += 0.0001 // of forms that are wanted alike
		}
		if wanted > most {
			best, most = form, wanted
		}
	}
	if most == 0 {
		return best, &refusal{status: http.StatusNotAcceptable, code: "NOT_ACCEPTABLE", message: "things are described as text/html, text/turtle, application/ld+json, application/n-quads or application/trig"}
	}
	return best, nil
}

func (i *identifiers) handler() http.Handler {
	return compressed(i.options.Limits.timed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept, Accept-Language")
		if err := i.serve(w, r); err != nil {
			refuse(w, r, refusalOf(err, i.log))
		}
	})))
}

func (i *identifiers) serve(w http.ResponseWriter, r *http.Request) error {
	name, view := r.PathValue("name"), i.views.View()
	w.Header().Set("Cache-Control", "public, no-cache")
	switch name {
	case graph.GraphClaims, graph.GraphCurated: // named graphs, which the whole dataset holds
		http.Redirect(w, r, "/export/trig", http.StatusSeeOther)
		return nil
	case "dataset", "shapes", "vocabulary", graph.ContextName, "frame.json":
		return i.describe(w, r, name, view)
	}
	if owner, known := view.Owner(name); known { // a section of a document, or a statement of a time
		http.Redirect(w, r, "/id/"+string(owner), http.StatusSeeOther)
		return nil
	}
	form, err := chosen(r)
	if err != nil {
		return err
	}
	id, piece, err := described(view, name)
	if err != nil {
		return err
	}
	etag := (&exports{program: i.options.Version, base: i.options.Base}).etag(view, form.mediaType+" "+string(id)+" "+r.Header.Get("Accept-Language"), nil)
	w.Header().Set("ETag", etag)
	w.Header().Set("Link", links(id))
	if unchanged(r, etag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	wanted := graph.Fallback(resolvers.AcceptedLanguages(r.Header.Get("Accept-Language"))...)
	var body bytes.Buffer
	mediaType := form.mediaType
	if form.format == "" {
		mediaType += "; charset=utf-8"
		err = writePage(&body, newPage(view, id, wanted, i.options))
	} else {
		err = writeDescription(r.Context(), &body, form.format, piece, export.Options{Languages: wanted, Base: i.options.Base})
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self' 'sha256-"+pageStyleHash+"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	_, err = body.WriteTo(w)
	return err
}

func writeDescription(ctx context.Context, w *bytes.Buffer, name string, piece *graph.Selection, o export.Options) error {
	format, err := export.LookupFormat(name)
	if err != nil {
		return err
	}
	return format.Write(ctx, w, piece, o)
}

// links tell where the other forms are.
func links(id graph.ID) string {
	var list []string
	for _, form := range representations {
		list = append(list, fmt.Sprintf(`</id/%s?format=%s>; rel="alternate"; type="%s"`, id, form.name, form.mediaType))
	}
	return strings.Join(list, ", ")
}

// described is what is said of a thing or a claim: its relations in both directions
// with their claims, and the names of what is at their far ends.
func described(v *graph.View, name string) (graph.ID, *graph.Selection, error) {
	id, err := graph.ParseID(name)
	if err != nil {
		return "", nil, &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("there is no %.80q: %v", name, err)}
	}
	answers := v.Gather()
	if claim := v.Claim(id); claim != nil {
		answers.Claims(claim)
		return id, answers.Selection(), nil
	}
	if _, err := v.Require(id); err != nil {
		return "", nil, err
	}
	answers.Thing(id)
	answers.Edges(v.Around(id)...)
	return id, answers.Selection(), nil
}

// describe answers for the descriptions of the dataset and of its vocabulary.
func (i *identifiers) describe(w http.ResponseWriter, r *http.Request, name string, view *graph.View) error {
	var body bytes.Buffer
	mediaType, err := "text/turtle; charset=utf-8", error(nil)
	switch name {
	case "dataset":
		err = export.Dataset(&body, view, export.DatasetOptions{Base: i.options.Base, Site: i.options.Site, Licence: i.options.Licence, Version: i.options.Version})
	case "shapes":
		err = export.Shapes(&body, i.options.Base)
	case "vocabulary":
		err = export.Vocabulary(&body, i.options.Base)
	case graph.ContextName:
		mediaType = "application/ld+json"
		body, err = asJSON(map[string]any{"@context": graph.JSONLDContext(base(i.options))})
	case "frame.json":
		mediaType = "application/ld+json"
		body, err = asJSON(export.JSONLDFrame(base(i.options)))
	}
	if err != nil {
		return err
	}
	etag := (&exports{program: i.options.Version, base: i.options.Base}).etag(view, name+i.options.Site+i.options.Licence, nil)
	w.Header().Set("ETag", etag)
	if unchanged(r, etag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	w.Header().Set("Content-Type", mediaType)
	_, err = body.WriteTo(w)
	return err
}

func asJSON(value any) (bytes.Buffer, error) {
	var out bytes.Buffer
	text, err := json.Marshal(value)
	if err == nil {
		err = json.Indent(&out, text, "", "  ")
	}
	return out, err
}
