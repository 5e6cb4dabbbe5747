package server

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// exports answers /export/{format} with files of the graph, or of a piece of it. What they
// say depends on the state of the graph, the address and the program alone, so that caches
// can keep them by the ETag.
type exports struct {
	views   resolvers.Views
	ask     export.Asker // nil where clients may ask nothing of their own
	limits  Limits
	gate    *gate
	control string // the header Cache-Control
	base    string
	program string // which version of the program writes the files
	log     *slog.Logger
}

func newExports(views resolvers.Views, options Options, g *gate, log *slog.Logger) *exports {
	limits := options.Limits
	asked := resolvers.Options{Limits: limits.Limits, Introspection: options.Introspection, Suggestions: options.Suggestions}
	e := &exports{views, resolvers.Asker(asked, log), limits, g, options.shared("no-cache"), options.Base, options.Version, log}
	if options.Trusted != nil && options.Trusted.only {
		e.ask = nil
	}
	return e
}

// handler answers for /export/. The whole of an export may take long, each piece of it
// may not.
func (e *exports) handler() http.Handler {
	return resting(compressed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, code: "METHOD_NOT_ALLOWED", message: "exports answer GET and HEAD"})
			return
		}
		if e.limits.Exports == 0 {
			refuse(w, r, &refusal{status: http.StatusForbidden, code: "EXPORTS_DISABLED", message: "this server gives out no exports"})
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), e.limits.ExportTime)
		defer cancel()
		if control := http.NewResponseController(w); r.ProtoMajor > 1 {
			_ = control.SetWriteDeadline(time.Time{})
			defer func() { _ = control.SetWriteDeadline(time.Now().Add(e.patience())) }()
		}
		if err := e.serve(ctx, w, r); err != nil {
			// It may come after the time in which other answers are written.
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(e.patience()))
			refuse(w, r, refusalOf(ctx, err, e.log))
		}
	})))
}

// patience is how long a client may take for a piece of an export.
func (e *exports) patience() time.Duration { return headerTime + e.limits.Time }

// compressed sends answers as gzip or zstd, as the client likes, unless they are
// compressed already.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.EnableZstd(true), gzhttp.PreferZstd(true), gzhttp.ContentTypeFilter(func(mediaType string) bool {
		mediaType, _, _ = strings.Cut(mediaType, ";")
		return !slices.Contains([]string{"application/zip", "image/png", typeWorkbook}, mediaType)
	}))
	if err != nil {
		panic("options of compression that no request can change: " + err.Error())
	}
	return wrap(next)
}

const typeWorkbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// serve writes the export, or returns why it writes nothing.
func (e *exports) serve(ctx context.Context, w http.ResponseWriter, r *http.Request) (err error) {
	format, err := export.LookupFormat(r.PathValue("format"))
	if err != nil {
		return &refusal{status: http.StatusNotFound, code: string(graph.CodeNotFound), message: err.Error()}
	}
	asked, err := readExport(r.URL)
	if err != nil {
		return err
	}
	if asked.Question != "" && e.ask == nil {
		return &refusal{status: http.StatusForbidden, code: "DOCUMENT_NOT_TRUSTED", message: "this server runs trusted documents alone; choose by around, kind or predicate"}
	}
	view, err := look(w, r, e.views)
	if err != nil {
		return err
	}
	header, tag := w.Header(), etag(view, e.program, e.base, format.Name, r.URL.Query().Encode())
	cached := func() {
		header.Set("ETag", tag)
		header.Set("Cache-Control", e.control) // keep it, and ask whether it is still right
	}
	if unchanged(r, tag) { // who has the tag was answered before
		cached()
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if !format.Available() {
		return &refusal{status: http.StatusNotImplemented, code: "NOT_IMPLEMENTED", message: fmt.Sprintf("%s needs the program %q, which this server does not have; dot and gexf need no program", format.Name, format.Needs)}
	}
	// One of the few places of exports first, and then a turn, as every request has.
	who := queued(r.Context())
	place, err := e.gate.exports.Begin(ctx, who)
	if err != nil {
		return notNow(err)
	}
	defer place.End()
	turn, err := e.gate.turns.Begin(ctx, who)
	if err != nil {
		return notNow(err)
	}
	defer turn.End()
	ctx = withTurn(ctx, turn)
	ctx, end := observe.Span(ctx, "export "+format.Name)
	defer func() { end(err) }()
	piece, err := asked.Select(ctx, view, format, e.ask)
	if err != nil {
		return err
	}
	if err := format.Check(piece); err != nil {
		return err
	}
	mediaType, extension := format.MediaType, format.Extension
	if len(format.Files) > 0 {
		mediaType, extension = "application/zip", "."+format.Name+".zip"
	}
	out := &file{steadyWriter: steadyWriter{w: w, deadline: http.NewResponseController(w).SetWriteDeadline, patience: e.patience(), lapses: r.ProtoMajor > 1}, pause: func() { turn.Pause(ctx) }}
	out.begin = func() {
		cached()
		if strings.HasPrefix(mediaType, "text/") || mediaType == "image/svg+xml" {
			mediaType += "; charset=utf-8"
		}
		header.Set("Content-Type", mediaType)
		header.Set("Content-Disposition", disposition(format)+`; filename="`+fileName(format, asked, tag)+extension+`"`)
		header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox") // an SVG is a page
	}
	if r.Method == http.MethodHead {
		out.begin()
		return nil
	}
	err = format.Write(ctx, out, piece, export.Options{Languages: asked.Languages(), Base: e.base})
	if err == nil || !out.begun {
		return err
	}
	// Half a file must not look like a whole one.
	e.log.WarnContext(ctx, "an export was cut off", "format", format.Name, "error", err)
	panic(http.ErrAbortHandler)
}

// disposition tells a browser to show what it can show, and to save all else.
func disposition(f export.Format) string {
	if slices.Contains([]string{"svg", "png", "mermaid", "dot"}, f.Name) {
		return "inline"
	}
	return "attachment"
}

// file sends an export piece by piece.
type file struct {
	steadyWriter
	begin func()
	pause func() // lets others go first; nil for nothing
	begun bool
}

func (f *file) Write(piece []byte) (int, error) {
	if !f.begun {
		f.begin()
		f.begun = true
	}
	if f.pause != nil {
		f.pause()
	}
	return f.steadyWriter.Write(piece)
}

// The parameters of an export in its address.
var exportParameters = []string{"question", "around", "depth", "kind", "predicate", "asOf", "language", "claims"}

// readExport reads what an address asks for. Lists are repeated or joined by commas.
func readExport(address *url.URL) (export.Request, error) {
	values, err := url.ParseQuery(address.RawQuery)
	if err != nil {
		return export.Request{}, badRequest("the address cannot be read; write reserved characters as %%XX")
	}
	for _, name := range slices.Sorted(maps.Keys(values)) { // so that the same is refused in the same words
		list := values[name]
		if !slices.Contains(exportParameters, name) {
			return export.Request{}, badRequest("%.40q is no parameter of an export; they are %s", name, strings.Join(exportParameters, ", "))
		}
		if slices.Contains(list, "") {
			return export.Request{}, badRequest("%s in the address is empty; leave it out to choose all", name)
		}
		if len(list) > 1 && !slices.Contains([]string{"around", "kind", "predicate"}, name) {
			return export.Request{}, badRequest("%s stands in the address twice", name)
		}
	}
	asked := export.Request{
		Question: values.Get("question"), Around: items(values["around"]), Kinds: items(values["kind"]), Predicates: items(values["predicate"]),
		AsOf: values.Get("asOf"), Language: values.Get("language"),
	}
	if values.Has("depth") {
		if asked.Depth, err = strconv.Atoi(values.Get("depth")); err != nil {
			return asked, badRequest("depth must be a number, such as 2")
		}
	}
	if values.Has("claims") {
		claims, err := strconv.ParseBool(values.Get("claims"))
		if err != nil {
			return asked, badRequest("claims must be true or false")
		}
		asked.Claims = &claims
	}
	return asked, nil
}

func items(lists []string) []string {
	var all []string
	for _, list := range lists {
		for item := range strings.SplitSeq(list, ",") {
			if item = strings.TrimSpace(item); item != "" {
				all = append(all, item)
			}
		}
	}
	return all
}

// fileName is what a saved export is called, without its ending: different pieces have
// different names.
func fileName(f export.Format, asked export.Request, tag string) string {
	name := "polygraph"
	if f.Name == "gexf12" || f.Name == "jsonld-framed" { // which share their ending with others
		name += "-" + f.Name
	}
	if asked.Question+asked.AsOf+asked.Language == "" && asked.Claims == nil && len(asked.Around)+len(asked.Kinds)+len(asked.Predicates) == 0 {
		return name
	}
	return name + "-" + strings.Trim(tag, `W/"`)[:8]
}

// formatList answers /export/ with the formats that there are.
func (e *exports) formatList() http.Handler {
	type row struct {
		Name      string `json:"name"`
		Title     string `json:"title"`
		For       string `json:"for"`
		MediaType string `json:"mediaType"`
		Size      string `json:"size"`
		Available bool   `json:"available"`
		URL       string `json:"url"`
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		rows := []row{}
		for _, f := range export.Formats() {
			rows = append(rows, row{f.Name, f.Title, f.For, f.MediaType, f.Limit.String(), f.Available() && e.limits.Exports > 0, "/export/" + f.Name})
		}
		writeJSON(w, typeJSON, http.StatusOK, map[string]any{"formats": rows, "parameters": exportParameters})
	})
}
