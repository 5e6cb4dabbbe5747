package server

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strings"

	"github.com/klauspost/compress/gzhttp"
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
	gate    *gate
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
	{"application/json", "jsonld", "jsonld-framed"}, // who asks for JSON gets what JSON-LD is
	{"application/xhtml+xml", "html", ""},
}

// listed are those that are offered.
var listed = representations[:5]

// chosen is the representation that a client wants most: by the parameter format, or by
// the header Accept. Turtle is for those who take anything; people's browsers say that
// they want a page.
func chosen(r *http.Request) (representation, error) {
	for name := range r.URL.Query() {
		if name != "format" {
			return representation{}, badRequest("%.40q is no parameter of a description; format is the only one", name)
		}
	}
	if name := r.URL.Query().Get("format"); name != "" {
		for _, form := range listed {
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
	return resting(gzhttp.GzipHandler(i.options.Limits.timed(i.gate.turns.around(i.gate.roomy(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept, Accept-Language")
		if err := i.serve(w, r); err != nil {
			refuseThing(w, r, refusalOf(r.Context(), err, i.log))
		}
	}))))))
}

func (i *identifiers) serve(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	view, err := look(w, r, i.views)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", i.options.shared("no-cache"))
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
	id, err := find(view, name)
	if err != nil {
		return err
	}
	tag := etag(view, i.options.Version, i.options.Base, form.mediaType, string(id), r.Header.Get("Accept-Language"))
	w.Header().Set("ETag", tag)
	w.Header().Set("Link", links(id))
	if unchanged(r, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	wanted := graph.Fallback(resolvers.AcceptedLanguages(r.Header.Get("Accept-Language"))...)
	body := &growing{ctx: r.Context(), most: i.options.Limits.AnswerBytes}
	mediaType := form.mediaType
	if form.format == "" {
		mediaType = "text/html"
		err = writePage(body, newPage(view, id, wanted, i.options))
	} else {
		err = writeDescription(r.Context(), body, form.format, view, id, export.Options{Languages: wanted, Base: i.options.Base})
	}
	if err != nil {
		return err
	}
	if strings.HasPrefix(mediaType, "text/") {
		mediaType += "; charset=utf-8"
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self' 'sha256-"+pageStyleHash+"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	leaveRoom(r.Context())
	return body.send(w, r, i.gate.answers)
}

func writeDescription(ctx context.Context, w io.Writer, name string, v *graph.View, id graph.ID, o export.Options) error {
	format, err := export.LookupFormat(name)
	if err != nil {
		return err
	}
	piece, err := described(ctx, v, id)
	if err != nil {
		return err
	}
	return format.Write(ctx, w, piece, o)
}

// links tell where the other forms are.
func links(id graph.ID) string {
	var list []string
	for _, form := range listed {
		list = append(list, fmt.Sprintf(`</id/%s?format=%s>; rel="alternate"; type="%s"`, id, form.name, form.mediaType))
	}
	return strings.Join(list, ", ")
}

// find is the ID of a thing or a claim that there is.
func find(v *graph.View, name string) (graph.ID, error) {
	id, err := graph.ParseID(name)
	if err != nil {
		return "", &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("there is no %.80q: %v", name, err)}
	}
	if v.Claim(id) != nil {
		return id, nil
	}
	_, err = v.Require(id)
	return id, err
}

// described is what is said of a thing or a claim: its relations in both directions
// with their claims, and the names of what is at their far ends.
func described(ctx context.Context, v *graph.View, id graph.ID) (*graph.Selection, error) {
	answers := v.Gather()
	if claim := v.Claim(id); claim != nil {
		answers.Claims(claim)
	} else {
		answers.Thing(id)
		answers.Edges(v.Around(id)...)
	}
	return answers.Selection(ctx)
}

// refuseThing tells a browser as a page what it tells others as JSON.
func refuseThing(w http.ResponseWriter, r *http.Request, why *refusal) {
	if accepts(strings.Join(r.Header.Values("Accept"), ","), "text/html") < 1 || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		refuse(w, r, why)
		return
	}
	refusing(w, r, why)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'")
	w.WriteHeader(why.status)
	_, _ = fmt.Fprintf(w, "<!DOCTYPE html>\n<html lang=\"en\"><title>polygraph</title><p>%s</p></html>\n", html.EscapeString(why.message))
}

// describe answers for the descriptions of the dataset and of its vocabulary.
func (i *identifiers) describe(w http.ResponseWriter, r *http.Request, name string, view *graph.View) error {
	var body bytes.Buffer
	mediaType, err := "text/turtle", error(nil)
	if strings.HasSuffix(name, ".json") {
		mediaType = typeLinkedData
	}
	if wanted := r.URL.Query().Get("format"); wanted != "" && (wanted != "turtle" || mediaType == typeLinkedData) || accepts(strings.Join(r.Header.Values("Accept"), ","), mediaType) == 0 {
		return &refusal{status: http.StatusNotAcceptable, code: "NOT_ACCEPTABLE", message: name + " is " + mediaType}
	}
	site := cmp.Or(i.options.Site, ownSite(r))
	switch name {
	case "dataset":
		err = export.Dataset(&body, view, export.DatasetOptions{Base: i.options.Base, Site: site, Licence: i.options.Licence})
	case "shapes":
		err = export.Shapes(&body, i.options.Base)
	case "vocabulary":
		err = export.Vocabulary(&body, i.options.Base)
	case graph.ContextName:
		body, err = asJSON(map[string]any{"@context": graph.JSONLDContext(base(i.options))})
	case "frame.json":
		body, err = asJSON(export.JSONLDFrame(base(i.options)))
	}
	if err != nil {
		return err
	}
	tag := etag(view, i.options.Version, i.options.Base, name, site, i.options.Licence)
	w.Header().Set("ETag", tag)
	if unchanged(r, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if strings.HasPrefix(mediaType, "text/") {
		mediaType += "; charset=utf-8"
	}
	w.Header().Set("Content-Type", mediaType)
	_, err = body.WriteTo(w)
	return err
}

const typeLinkedData = "application/ld+json"

// ownSite is where the client found the server, so that addresses in a description are
// whole; empty where the client does not say it as a host is written.
func ownSite(r *http.Request) string {
	if !hostPattern.MatchString(r.Host) {
		return ""
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

var hostPattern = regexp.MustCompile(`^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?$`)

func asJSON(value any) (bytes.Buffer, error) {
	var out bytes.Buffer
	text, err := json.Marshal(value)
	if err == nil {
		err = json.Indent(&out, text, "", "  ")
	}
	return out, err
}
