package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Row is one claim with everything that belongs to it, flat: the table behind
// the graph. Fields that a claim does not have are left out.
type Row struct {
	ID         graph.ID  `json:"id"`
	Document   graph.ID  `json:"document"`
	SourceFile string    `json:"sourceFile"`
	Line       int       `json:"line"`
	Span       *TextSpan `json:"span,omitempty"`
	Mentions   []string  `json:"mentions"`
	Subject    End       `json:"subject"`
	Predicate  string    `json:"predicate"`
	Object     End       `json:"object"`

	Stance graph.Stance `json:"stance,omitempty"`
	Part   int          `json:"part,omitempty"` // which number of the subject's formula

	Post graph.ID `json:"post,omitempty"` // of a tenure, with where it is held
	At   graph.ID `json:"at,omitempty"`

	Metric     graph.ID         `json:"metric,omitempty"`
	Comparator graph.Comparator `json:"comparator,omitempty"`
	Value      *float64         `json:"value,omitempty"` // in base units: 2000亿元 is 2e11, 6 % is 6
	ValueMax   *float64         `json:"valueMax,omitempty"`
	ScaleClass string           `json:"scaleClass,omitempty"`
	Unit       graph.Unit       `json:"unit,omitempty"`
	Scope      string           `json:"scope,omitempty"`
	Baseline   string           `json:"baseline,omitempty"`
	From       graph.Date       `json:"from,omitempty"`
	By         graph.Date       `json:"by,omitempty"`
	Until      graph.Date       `json:"until,omitempty"`
	Within     graph.Duration   `json:"within,omitempty"`
	Recurrence graph.Duration   `json:"recurrence,omitempty"`
	Stretch    bool             `json:"stretch,omitempty"`
	Reading    string           `json:"reading,omitempty"`
}

// TextSpan is where on its line a claim stands, as graph.TextSpan counts it.
type TextSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Hash  string `json:"hash,omitempty"`
}

// End is the subject or the object of a claim.
type End struct {
	ID      graph.ID            `json:"id"`
	Kind    graph.Kind          `json:"kind"`
	Labels  map[string]string   `json:"labels"`
	Aliases map[string][]string `json:"aliases"`
}

// NewRow flattens a claim.
func NewRow(v *graph.View, c *graph.Claim) Row {
	row := Row{
		ID: c.ID, Document: c.Document, Line: c.Line, Mentions: append([]string{}, c.Mentions...),
		Subject: end(v, c.Subject), Predicate: c.Predicate, Object: end(v, c.Object),
		Stance: c.Stance, Part: c.Part, From: cmp.Or(c.Span.From, c.Period.From), By: c.Period.By, Within: c.Period.Within, Until: c.Span.Until,
		Recurrence: c.Recurrence, Baseline: c.Baseline, Reading: c.Reading,
	}
	if document := v.Thing(c.Document); document != nil && document.Source != nil {
		row.SourceFile = document.Source.File
	}
	if s := c.TextSpan; s.Known() {
		row.Span = &TextSpan{s.Start, s.End, s.Hash}
	}
	if q := c.Quantity; q != nil {
		row.Comparator, row.Value, row.ValueMax, row.ScaleClass, row.Unit = q.Comparator, &q.Value, q.ValueMax, q.ScaleClass, q.Unit
	}
	if object := v.Thing(c.Object); object != nil && object.Holding != nil {
		row.Post, row.At = object.Holding.Post, object.Holding.At
	}
	if object := v.Thing(c.Object); object != nil && object.Measure != nil {
		m := object.Measure
		row.Metric, row.Scope, row.Stretch = m.Metric, m.Scope, m.Stretch
		row.From, row.By, row.Within = m.Period.From, m.Period.By, m.Period.Within
	}
	return row
}

func end(v *graph.View, id graph.ID) End {
	e := End{ID: id, Kind: id.Kind(), Labels: map[string]string{}, Aliases: map[string][]string{}}
	if thing := v.Thing(id); thing != nil {
		e.Labels, e.Aliases = thing.Labels, thing.Aliases
	}
	return e
}

// ClaimsJSON writes claims as JSON Lines, one Row a line.
func ClaimsJSON(w io.Writer, v *graph.View, claims []*graph.Claim) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // ">" is a comparator that people grep for
	for _, claim := range claims {
		if err := encoder.Encode(NewRow(v, claim)); err != nil {
			return err
		}
	}
	return nil
}

// ClaimsText writes claims as tab-separated lines for people and for grep: file
// and line, subject, predicate, object, what qualifies the claim, mentions.
func ClaimsText(w io.Writer, v *graph.View, claims []*graph.Claim) error {
	for _, claim := range claims {
		row := NewRow(v, claim)
		if _, err := fmt.Fprintf(w, "%s:%d\t%s\t%s\t%s\t%s\t%s\n", row.SourceFile, row.Line, row.Subject.ID, row.Predicate, row.Object.ID,
			qualifiers(claim, row), strings.Join(row.Mentions, " | ")); err != nil {
			return err
		}
	}
	return nil
}

func qualifiers(c *graph.Claim, row Row) string {
	var list []string
	add := func(text string) {
		if text != "" {
			list = append(list, text)
		}
	}
	add(string(row.Stance))
	if c.Quantity != nil && row.Metric == "" {
		add("scale " + c.Quantity.String())
	} else if c.Quantity != nil {
		add(c.Quantity.String())
	}
	if row.Stretch {
		add("stretch")
	}
	if row.Part != 0 {
		add(fmt.Sprintf("part %d", row.Part))
	}
	for _, dated := range []struct {
		word, value string
	}{{"from ", string(row.From)}, {"by ", string(row.By)}, {"until ", string(row.Until)}, {"within ", string(row.Within)}, {"every ", string(row.Recurrence)}, {"against ", row.Baseline}} {
		if dated.value != "" {
			add(dated.word + dated.value)
		}
	}
	return strings.Join(list, ", ")
}
