package export

import (
	"archive/zip"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/polygraph-kg/polygraph/graph"
)

func openXLSX(t *testing.T, s *graph.Selection) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(written(t, "xlsx", s, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

// Each sheet as text, a row a line, with what links lead to.
func TestXLSX(t *testing.T) {
	book := openXLSX(t, awkward(t).All())
	var all strings.Builder
	for _, sheet := range book.GetSheetList() {
		fmt.Fprintf(&all, "== %s\n", sheet)
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if c > 0 {
					all.WriteString(" | ")
				}
				if text != "" {
					fmt.Fprintf(&all, "%q", text)
				}
				if linked, to, _ := book.GetCellHyperLink(sheet, at); linked {
					all.WriteString(" → " + to)
				}
			}
			all.WriteString("\n")
		}
	}
	golden(t, "xlsx.golden.txt", all.String())
}

// Programs that read row by row believe what a sheet says of its size.
func TestXLSXSaysHowLargeSheetsAre(t *testing.T) {
	book := openXLSX(t, awkward(t).All())
	for sheet, want := range map[string]string{"Places": "A1:J4", "Documents": "A1:I3"} {
		if got, err := book.GetSheetDimension(sheet); err != nil || got != want {
			t.Errorf("%s says that it is %s, want %s (%v)", sheet, got, want, err)
		}
	}
}

// Without claims there is no sheet of them, and nothing leads there.
func TestXLSXWithoutClaims(t *testing.T) {
	book := openXLSX(t, awkward(t).All().WithClaims(false))
	for _, sheet := range book.GetSheetList() {
		if sheet == "Claims" {
			t.Error("there is a sheet of claims")
		}
	}
	if linked, to, _ := book.GetCellHyperLink("Places", "J4"); linked {
		t.Errorf("the number of claims leads to %s", to)
	}
}

func TestXLSXOfNothing(t *testing.T) {
	nothing, err := awkward(t).Select(t.Context(), graph.SelectionQuestion{Kinds: []graph.Kind{graph.Figure}})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(openXLSX(t, nothing).GetSheetList()); got != "[About Relations]" {
		t.Errorf("the sheets are %s", got)
	}
}

func TestXLSXBeginsWithItsContentTypes(t *testing.T) {
	text := written(t, "xlsx", awkward(t).All(), Options{})
	parts, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	if first := parts.File[0].Name; first != "[Content_Types].xml" {
		t.Errorf("the first part is %s", first)
	}
	for _, part := range parts.File {
		if !part.Modified.IsZero() && part.Modified.Year() > 1980 {
			t.Errorf("%s is of %s", part.Name, part.Modified)
		}
	}
}

func TestCellText(t *testing.T) {
	long := strings.Repeat("汉", maxCell)
	wide := strings.Repeat("😀", maxCell/2) // two characters each in UTF-16
	for _, test := range []struct{ name, text, want string }{
		{"what looks like a formula", "=1+1", "=1+1"},
		{"line breaks and tabs", "a\nb\r\nc\td", "a\nb\r\nc\td"},
		{"control characters", "a\x00b\x0bc\u001fd", "a\ufffdb\ufffdc\ufffdd"},
		{"what is no character", "a\uffffb", "a\ufffdb"},
		{"broken UTF-8", "a\xffb", "a\ufffdb"},
		{"as long as a cell", long, long},
		{"longer", long + "字", strings.Repeat("汉", maxCell-unitsOf(cutMark)) + cutMark},
		{"of wide characters, as long as a cell", wide, wide},
		{"of wide characters, longer", wide + "😀", strings.Repeat("😀", (maxCell-unitsOf(cutMark))/2) + cutMark},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := cellText(test.text)
			if got != test.want {
				t.Errorf("%.40q … of %d becomes %.40q … of %d", test.text, unitsOf(test.text), got, unitsOf(got))
			}
			if unitsOf(got) > maxCell {
				t.Errorf("%d characters do not fit into a cell", unitsOf(got))
			}
		})
	}
}

// The row of the header counts, and each sheet for itself.
func TestSheetsThatAreTooLong(t *testing.T) {
	for _, test := range []struct {
		things, relations, claims int
		want                      string
	}{
		{maxRows - 1, maxRows - 1, maxRows - 1, ""},
		{maxRows, 0, 0, "the sheet Places would have 1048577 rows"},
		{0, maxRows, 0, "the sheet Relations would have 1048577 rows"},
		{0, 0, maxRows, "the sheet Claims would have 1048577 rows"},
	} {
		p := plan{sheets: []*sheet{{name: "Places", rows: test.things}, {name: "Relations", rows: test.relations}, {name: "Claims", rows: test.claims}}}
		err := p.fit(maxRows)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

func TestLinksOfASheet(t *testing.T) {
	var found links
	for i := range maxLinks {
		if !found.add(fmt.Sprintf("B%d", i+2), "'A & B'!A2") {
			t.Fatalf("no room for link %d", i)
		}
	}
	if found.cut || found.add("C1", "'A'!A1") || !found.cut {
		t.Error("one more than Excel allows was taken")
	}
	element := string(found.element())
	if want := `<hyperlinks><hyperlink ref="B2" location="&#39;A &amp; B&#39;!A2"/>`; !strings.HasPrefix(element, want) || !strings.HasSuffix(element, "</hyperlinks>") {
		t.Errorf("the element begins with %.100s", element)
	}
	if got := (&links{}).element(); got != nil {
		t.Errorf("without links there is %s", got)
	}
}

// A sheet that does not end as expected is no sheet into which links can be put.
func TestLinksNeedTheEndOfTheirSheet(t *testing.T) {
	for _, test := range []struct {
		chunks []string
		want   string // empty for an error
	}{
		{[]string{"<worksheet><sheetData/></worksheet>"}, "<worksheet><sheetData/>+</worksheet>"},
		{[]string{"<worksheet><sheetData/></work", "sheet", ">"}, "<worksheet><sheetData/>+</worksheet>"},
		{[]string{"<worksheet><tableParts/>"}, ""},
		{nil, ""},
	} {
		var out strings.Builder
		b := &beforeEnd{part: &out, name: "sheet", added: []byte("+")}
		for _, chunk := range test.chunks {
			if _, err := b.Write([]byte(chunk)); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.finish(); (err == nil) != (test.want != "") || err == nil && out.String() != test.want {
			t.Errorf("%q becomes %q, %v", test.chunks, out.String(), err)
		}
	}
}
