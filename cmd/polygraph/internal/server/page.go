package server

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"io"
	"net/url"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

// page is what is known of a thing or a claim, for people.
type page struct {
	ID, IRI, Title, Language string
	Kind                     string
	Facts                    []fact
	Statement                *statement // of a claim
	Groups                   []group
	Forms                    []link
	Export                   string // address of the drawing of what lies around it
	Claims                   string // of a document: address of its claims
}

// fact is an attribute; what its values name is linked.
type fact struct {
	Name, Description string
	Values            []link
}

type statement struct {
	Subject, Object, Document link
	Reads, Evidence           string
}

// group is the relations of a thing that read alike.
type group struct {
	Reads string
	Rows  []relationRow
	More  int // that the page leaves out
}

type relationRow struct {
	To      link
	Curated bool
	Claims  []link // by their evidence
}

type link struct{ Address, Text, Title string }

// shownRelations is how many relations of one reading a page shows; a program reads all
// of them from the other forms.
const shownRelations = 200

func newPage(v *graph.View, id graph.ID, languages []string, o Options) page {
	named := v.NameOf(id, languages)
	p := page{ID: string(id), IRI: graph.FullIRI(string(id), base(o)), Title: named.Text, Language: named.Language, Kind: id.Kind().Info().Label}
	for _, f := range export.Facts(v, id, languages) {
		p.Facts = append(p.Facts, newFact(f))
	}
	for _, form := range listed[1:] {
		p.Forms = append(p.Forms, link{"?format=" + form.name, form.name, form.mediaType})
	}
	to := func(id graph.ID) link { return link{"/id/" + string(id), v.NameOf(id, languages).Text, string(id)} }
	if c := v.Claim(id); c != nil {
		predicate, _ := graph.LookupPredicate(c.Predicate)
		p.Statement = &statement{to(c.Subject), to(c.Object), to(c.Document), predicate.Label, export.Evidence(v, c)}
		return p
	}
	p.Export = "/export/svg?" + url.Values{"around": {string(id)}}.Encode()
	if id.Kind() == graph.Document {
		p.Export, p.Claims = "", "/export/xlsx?"+url.Values{"question": {`claims(filter: {document: ["` + string(id) + `"]})`}}.Encode()
	}
	for _, forward := range []bool{true, false} {
		for _, predicate := range graph.Vocabulary() {
			if predicate.Symmetric() && !forward {
				continue
			}
			g := group{Reads: predicate.Label}
			if !forward {
				g.Reads = predicate.InverseLabel
			}
			for _, edge := range v.Relations(id, predicate.Name, forward) {
				if len(g.Rows) == shownRelations {
					g.More++
					continue
				}
				row := relationRow{To: to(edge.Other(id)), Curated: edge.Curated()}
				for _, claim := range edge.Claims() {
					row.Claims = append(row.Claims, link{"/id/" + string(claim.ID), export.Evidence(v, claim), string(claim.ID)})
				}
				g.Rows = append(g.Rows, row)
			}
			if len(g.Rows) > 0 {
				p.Groups = append(p.Groups, g)
			}
		}
	}
	return p
}

// newFact links IDs to their pages, and IRIs to where they lead.
func newFact(f export.Fact) fact {
	shown := fact{Name: f.Name, Description: f.Description}
	for _, text := range f.Values {
		l := link{Text: text}
		switch _, err := graph.ParseID(text); {
		case f.Name == "sameAs":
			l.Address = text
		case err == nil:
			l.Address = "/id/" + text
		}
		shown.Values = append(shown.Values, l)
	}
	return shown
}

func base(o Options) string {
	if o.Base == "" {
		return graph.DefaultBase
	}
	return o.Base
}

func writePage(w io.Writer, p page) error { return pageTemplate.Execute(w, p) }

// pageStyle stands in the page itself, so that it needs nothing else; the policy of its
// contents allows it by its hash and no other.
const pageStyle = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}` +
	`h1{margin-bottom:0}h2{font-size:1.1rem;margin:1.5rem 0 .25rem}code{font-size:.9em}ul{margin:.25rem 0;padding-left:1.25rem}` +
	`table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.15rem 1rem .15rem 0;font-weight:normal}th{white-space:nowrap;font-style:italic}` +
	`.evidence{font-size:.9em}.evidence a{color:inherit}`

var pageStyleHash = func() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return base64.StdEncoding.EncodeToString(sum[:])
}()

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"style": func() template.CSS { return pageStyle }}).Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}} · polygraph</title>
{{range .Forms}}<link rel="alternate" type="{{.Title}}" href="{{.Address}}">
{{end}}<style>{{style}}</style>
</head>
<body>
<main>
<h1{{with .Language}} lang="{{.}}"{{end}}><bdi>{{.Title}}</bdi></h1>
<p>{{.Kind}} · <code>{{.ID}}</code> · <code>{{.IRI}}</code></p>
{{with .Statement}}<p><a href="{{.Subject.Address}}"><bdi>{{.Subject.Text}}</bdi></a> {{.Reads}} <a href="{{.Object.Address}}"><bdi>{{.Object.Text}}</bdi></a></p>
<p>Stated in <a href="{{.Document.Address}}"><bdi>{{.Document.Text}}</bdi></a>: <bdi>{{.Evidence}}</bdi></p>
{{end}}{{with .Facts}}<table>
{{range .}}<tr><th scope="row" title="{{.Description}}">{{.Name}}</th><td>{{range $i, $v := .Values}}{{if $i}}; {{end}}{{if .Address}}<a href="{{.Address}}"><bdi>{{.Text}}</bdi></a>{{else}}<bdi>{{.Text}}</bdi>{{end}}{{end}}</td></tr>
{{end}}</table>
{{end}}{{with .Claims}}<p><a href="{{.}}">Its claims, as a workbook</a></p>
{{end}}{{range .Groups}}<h2>{{.Reads}}</h2>
<ul>
{{range .Rows}}<li><a href="{{.To.Address}}" title="{{.To.Title}}"><bdi>{{.To.Text}}</bdi></a>{{if and .Curated (not .Claims)}} <span class="evidence">(curated)</span>{{end}}{{with .Claims}}
<ul class="evidence">
{{range .}}<li><a href="{{.Address}}"><bdi>{{.Text}}</bdi></a></li>
{{end}}</ul>{{end}}</li>
{{end}}{{with .More}}<li>and {{.}} more, in the other forms below</li>
{{end}}</ul>
{{end}}<h2>Other forms</h2>
<ul>
{{range .Forms}}<li><a href="{{.Address}}">{{.Title}}</a></li>
{{end}}{{with .Export}}<li><a href="{{.}}">a drawing of what lies around it</a></li>
{{end}}</ul>
</main>
</body>
</html>
`))
