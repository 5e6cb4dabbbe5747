package export

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/width"
)

// maxCell is how many characters a cell holds, counted in UTF-16, by "Excel
// specifications and limits" of Microsoft's support pages.
const maxCell = 32_767

// cutMark ends a text that was too long for a cell.
const cutMark = "… [cut here: a cell of Excel holds 32,767 characters]"

// Widths of columns, in digits of the standard font.
const (
	narrowest = 8
	widest    = 48
)

// sheet is one sheet of things of one kind, of relations or of claims.
type sheet struct {
	name    string
	about   string   // what its rows are
	columns []Column // that it may have
	used    []bool   // whether it has them
	widths  []int
	rows    int // without the header

	part   string // of the package
	stream *excelize.StreamWriter
	row    int // that was written last, from 1
	links  links
}

// measure takes note of a row that will be written.
func (s *sheet) measure(cells []cell) {
	if s.used == nil {
		s.used, s.widths = make([]bool, len(cells)), make([]int, len(cells))
	}
	s.rows++
	for i, c := range cells {
		if c.value == nil {
			continue
		}
		s.used[i] = true
		s.widths[i] = max(s.widths[i], breadth(c.value))
	}
}

// breadth is how many digits wide a value is shown, up to the widest: Chinese
// characters are two, and of a text of several lines all are shown in one.
func breadth(value any) int {
	text := plain(value)
	if number, is := value.(float64); is && number == math.Trunc(number) {
		return len(text) + len(text)/3 // with its thousands apart
	}
	n := 0
	for _, r := range text {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
		if n >= widest {
			break
		}
	}
	return n
}

// begin writes all that stands before the first row, and the header.
func (s *sheet) begin(file *excelize.File, styles cellStyles) error {
	var header []any
	var digits []int
	for i, column := range s.columns {
		if s.used != nil && s.used[i] {
			header = append(header, excelize.Cell{StyleID: styles.header, Value: column.Name})
			// The arrow of the filter stands beside the name.
			digits = append(digits, min(max(s.widths[i]+2, len(column.Name)+4, narrowest), widest))
		}
	}
	if len(header) == 0 {
		header = append(header, excelize.Cell{StyleID: styles.header, Value: s.columns[0].Name})
	}
	corner, err := excelize.CoordinatesToCellName(len(header), s.rows+1)
	if err != nil {
		return err
	}
	// Programs that read row by row believe this; excelize would leave it at A1.
	if err := file.SetSheetDimension(s.name, "A1:"+corner); err != nil {
		return err
	}
	if s.stream, err = file.NewStreamWriter(s.name); err != nil {
		return err
	}
	for i, n := range digits {
		if err := s.stream.SetColWidth(i+1, i+1, float64(n)); err != nil {
			return err
		}
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := file.AutoFilter(s.name, "A1:"+corner, nil); err != nil {
		return err
	}
	s.row = 1
	return s.stream.SetRow("A1", header)
}

// write writes the next row.
func (s *sheet) write(b *book, cells []cell) error {
	s.row++
	var row []any
	for i, c := range cells {
		if !s.used[i] {
			continue
		}
		if c.value == nil {
			row = append(row, nil)
			continue
		}
		written := excelize.Cell{Value: cellValue(c.value)}
		if number, is := c.value.(float64); is && number == math.Trunc(number) {
			written.StyleID = b.styles.thousands
		}
		if to := b.target(c); to != "" {
			at, err := excelize.CoordinatesToCellName(len(row)+1, s.row)
			if err != nil {
				return err
			}
			if s.links.add(at, to) {
				written.StyleID = b.styles.link
			}
		}
		row = append(row, written)
	}
	return s.stream.SetRow(fmt.Sprintf("A%d", s.row), row)
}

// cellValue is a value as a cell holds it: numbers and truths as such, all else as a
// text, which is never taken for a formula.
func cellValue(value any) any {
	switch value.(type) {
	case int64, float64, bool:
		return value
	}
	return cellText(plain(value))
}

// cellText is a text without what cells cannot hold: characters that XML 1.0 forbids
// become U+FFFD, and what is too long ends with a mark.
func cellText(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 {
			return r
		}
		return utf8.RuneError
	}, text)
	if len(clean) <= maxCell || unitsOf(clean) <= maxCell {
		return clean
	}
	room := maxCell - unitsOf(cutMark)
	for i, r := range clean {
		if room -= unitsOf(string(r)); room < 0 {
			return clean[:i] + cutMark
		}
	}
	return clean
}

// unitsOf is how long a text is in UTF-16.
func unitsOf(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x10000 {
			n++
		}
	}
	return n
}

// cellStyles are the styles that cells have, by number.
type cellStyles struct {
	header, link, thousands, title, prose int
}

func newCellStyles(file *excelize.File) (cellStyles, error) {
	var styles cellStyles
	for _, style := range []struct {
		id  *int
		how excelize.Style
	}{
		{&styles.header, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}}},
		{&styles.link, excelize.Style{Font: &excelize.Font{Color: "0563C1", Underline: "single"}}},
		{&styles.thousands, excelize.Style{NumFmt: 3}}, // #,##0
		{&styles.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}}},
		{&styles.prose, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	} {
		id, err := file.NewStyle(&style.how)
		if err != nil {
			return styles, err
		}
		*style.id = id
	}
	return styles, nil
}
