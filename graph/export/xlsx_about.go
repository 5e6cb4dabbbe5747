package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// about writes the first sheet: what this is, what each sheet has and what its columns
// mean.
func (b *book) about() error {
	// How many rows it has is known at its end only; it need not say.
	if err := b.file.SetSheetDimension(aboutSheet, ""); err != nil {
		return err
	}
	stream, err := b.file.NewStreamWriter(aboutSheet)
	if err != nil {
		return err
	}
	for column, digits := range []float64{24, 16, 90} {
		if err := stream.SetColWidth(column+1, column+1, digits); err != nil {
			return err
		}
	}
	page := aboutPage{book: b, stream: stream}
	page.line(excelize.Cell{StyleID: b.styles.title, Value: "A policy graph whose every edge can be checked"})
	page.line("Places, industries, programmes and what documents say of them, written by polygraph.")
	page.line()
	page.heading("sheet", "rows", "what it has")
	for _, s := range b.sheets {
		page.leading(s.name, fmt.Sprintf("'%s'!A1", s.name), int64(s.rows), s.about)
	}
	page.line()
	page.heading("How to read it")
	for _, sentence := range b.guidance() {
		page.line(sentence)
	}
	page.line()
	page.heading("column", "type", "what it means")
	for _, column := range b.columns() {
		page.line(column.Name, string(column.Type), excelize.Cell{StyleID: b.styles.prose, Value: column.Description})
	}
	page.line()
	page.heading("Sources")
	page.line("The documents belong to their publishers and are not in here. What is here are facts, names, figures and locators: for each claim the document, the line and a few words that stand there.")
	if page.err != nil {
		return page.err
	}
	return stream.Flush()
}

func (b *book) guidance() []string {
	lines := []string{
		"Each row of a sheet is one thing, relation or claim. Blue cells lead to the row of the thing that they name, as long as no sheet was sorted; IDs stay the same everywhere.",
		"A column that no row of a sheet would fill is left out. Items of a list have \"; \" between them; what claims say on a relation is in one order, so that the lists can be read side by side.",
		"Amounts are in the unit beside them: 2000亿元 is 200,000,000,000 CNY.",
	}
	var cut []string
	for _, s := range b.sheets {
		if s.links.cut {
			cut = append(cut, s.name)
		}
	}
	if len(cut) > 0 {
		lines = append(lines, fmt.Sprintf("Excel opens no more than 65,530 links in a sheet: in %s only the first cells lead somewhere. Their IDs tell the rest.", strings.Join(cut, " and ")))
	}
	return lines
}

// columns are those of all sheets; one that several have is explained once.
func (b *book) columns() []Column {
	list := []Column{
		{"label", Text, "the name of a thing or a claim, or what joins two things, in the language that was asked for"},
		{"id", Text, "what identifies it, in every export and in the API"},
		{"subject, object", Text, "of a relation or a claim: the names of the things that it joins; their IDs are in subjectId and objectId"},
		{"documentTitle", Text, "of a claim: the name of the document that states it"},
		{"predicate", Text, "of a claim: the relation that it states"},
		{"line", Integer, "of a claim: line of the document's file, from 1"},
	}
	for _, s := range b.sheets {
		for i, column := range s.columns {
			if s.used != nil && s.used[i] && column.Description != "" && !slices.Contains(list, column) {
				list = append(list, column)
			}
		}
	}
	return list
}

// aboutPage is a sheet that is written line by line. The first error ends it.
type aboutPage struct {
	*book
	stream *excelize.StreamWriter
	row    int
	err    error
}

func (p *aboutPage) line(cells ...any) {
	p.row++
	if p.err == nil && len(cells) > 0 {
		p.err = p.stream.SetRow(fmt.Sprintf("A%d", p.row), cells)
	}
}

func (p *aboutPage) heading(cells ...string) {
	bold := make([]any, len(cells))
	for i, text := range cells {
		bold[i] = excelize.Cell{StyleID: p.styles.header, Value: text}
	}
	p.line(bold...)
}

// leading is a line whose first cell leads to a place in the workbook.
func (p *aboutPage) leading(text, to string, others ...any) {
	p.line(append([]any{excelize.Cell{StyleID: p.styles.link, Value: text}}, others...)...)
	if p.err == nil {
		p.err = p.file.SetCellHyperLink(aboutSheet, fmt.Sprintf("A%d", p.row), to, "Location")
	}
}
