package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/polygraph-kg/polygraph/graph"
)

// aboutSheet is the first sheet.
const aboutSheet = "About"

// writeXLSX writes a workbook of Office Open XML (ECMA-376) for people who filter and
// sort: a sheet for each kind of thing, one for relations and one for claims, with
// links from each mention of a thing to its row.
//
// The piece is read twice, first for what the sheets must know before their first row:
// which columns they have, how wide these are, and in which row each thing will stand.
// Rows themselves are not held in memory; large sheets wait in temporary files.
func writeXLSX(j *job) error {
	plan, err := planned(j)
	if err != nil {
		return err
	}
	if err := plan.fit(maxRows); err != nil {
		return err
	}
	b := &book{propertyGraph: j.properties(), plan: plan, file: excelize.NewFile()}
	defer b.file.Close() // and its temporary files; nothing is to be lost in them
	if err := b.write(); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	if err := j.ended(); err != nil {
		return err
	}
	out, err := j.create("")
	if err != nil {
		return err
	}
	return writePackage(b.file, b.links(), j.pausing, out)
}

// plan is what the sheets must know before their first row.
type plan struct {
	sheets    []*sheet              // in the order of the workbook, without About
	byKind    map[graph.Kind]*sheet // those of nodes
	relations *sheet
	// rows are where each thing stands in the sheet of its kind, and firstClaim where
	// the first claim about a thing stands.
	rows, firstClaim map[graph.ID]int
}

// planned reads the piece once. Nobody is told of its progress: it is half of the way
// at most, and the same items come again.
func planned(j *job) (*plan, error) {
	quiet := *j
	quiet.Progress = nil
	g := quiet.properties()
	p := &plan{byKind: map[graph.Kind]*sheet{}, relations: &sheet{name: "Relations", about: "What joins two things: one row, however many claims state it.", columns: relationColumns}, rows: map[graph.ID]int{}, firstClaim: map[graph.ID]int{}}
	for n := range g.nodes() {
		s := p.byKind[n.kind]
		if s == nil {
			info := n.kind.Info()
			s = &sheet{name: strings.ToUpper(info.Plural[:1]) + info.Plural[1:], about: info.Description, columns: thingColumns}
			if n.claim != nil {
				s.columns = claimColumns
			}
			p.byKind[n.kind] = s
		}
		s.measure(g.cellsOfNode(n))
		p.rows[n.id] = s.rows + 1
		if n.claim != nil {
			for _, id := range []graph.ID{n.claim.Subject, n.claim.Object, n.claim.Document} {
				if _, met := p.firstClaim[id]; !met {
					p.firstClaim[id] = s.rows + 1
				}
			}
		}
	}
	for e := range g.edges() {
		if e.edge == (graph.Edge{}) {
			break // what leads from claims stands in their own rows
		}
		p.relations.measure(g.cellsOfRelation(e))
	}
	for _, info := range graph.Kinds() {
		if s := p.byKind[info.Kind]; s != nil && info.Kind != graph.ClaimKind {
			p.sheets = append(p.sheets, s)
		}
	}
	p.sheets = append(p.sheets, p.relations)
	if claims := p.byKind[graph.ClaimKind]; claims != nil {
		p.sheets = append(p.sheets, claims)
	}
	return p, quiet.ended()
}

// fit tells whether each sheet, with the row of its header, has at most so many rows.
func (p *plan) fit(most int) error {
	for _, s := range p.sheets {
		if s.rows+1 > most {
			return invalid("the sheet %s would have %d rows with its header, and a sheet of Excel has %d at most; choose less of the graph, or parquet or csv, which have no such bound", s.name, s.rows+1, most)
		}
	}
	return nil
}

// book is the workbook being written.
type book struct {
	*propertyGraph
	*plan
	file   *excelize.File
	styles cellStyles
}

func (b *book) write() error {
	if err := b.file.SetSheetName("Sheet1", aboutSheet); err != nil {
		return err
	}
	for _, s := range b.sheets {
		index, err := b.file.NewSheet(s.name)
		if err != nil {
			return err
		}
		s.part = fmt.Sprintf("xl/worksheets/sheet%d.xml", index+1)
	}
	if err := b.describe(); err != nil {
		return err
	}
	var err error
	if b.styles, err = newCellStyles(b.file); err != nil {
		return err
	}
	for _, s := range b.sheets {
		if err := s.begin(b.file, b.styles); err != nil {
			return err
		}
	}
	for n := range b.nodes() {
		if err := b.byKind[n.kind].write(b, b.cellsOfNode(n)); err != nil {
			return err
		}
	}
	for e := range b.edges() {
		if e.edge == (graph.Edge{}) {
			continue
		}
		if err := b.relations.write(b, b.cellsOfRelation(e)); err != nil {
			return err
		}
	}
	for _, s := range b.sheets {
		if err := s.stream.Flush(); err != nil {
			return err
		}
	}
	return b.about()
}

// describe sets the properties of the document. It has no time of its making: the same
// piece is the same file.
func (b *book) describe() error {
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "polygraph"}); err != nil {
		return err
	}
	return b.file.SetDocProps(&excelize.DocProperties{Title: "A policy graph", Creator: "polygraph"})
}

// target is where a cell leads, as a place in the workbook; empty where it leads
// nowhere in it.
func (b *book) target(c cell) string {
	sheet, row := b.byKind[c.to.Kind()], b.rows[c.to]
	if c.claims {
		sheet, row = b.byKind[graph.ClaimKind], b.firstClaim[c.to]
	}
	if sheet == nil || row == 0 {
		return ""
	}
	return fmt.Sprintf("'%s'!A%d", sheet.name, row)
}

// links are those of the sheets, by the names of their parts.
func (b *book) links() map[string]*links {
	found := map[string]*links{}
	for _, s := range b.sheets {
		found[s.part] = &s.links
	}
	return found
}
