package page

import "testing"

func TestTablesStandBetweenTheirMarks(t *testing.T) {
	text, err := Fill("a\n<!-- measured: loads -->\nold\n<!-- end -->\nz\n", map[string]string{"loads": "| new |\n"})
	if want := "a\n<!-- measured: loads -->\n\n| new |\n\n<!-- end -->\nz\n"; err != nil || text != want {
		t.Errorf("%q, %v; wanted %q", text, err, want)
	}
	if _, err := Fill("<!-- measured: weather -->\n<!-- end -->", nil); err == nil {
		t.Error("a mark for which nothing was measured passes unnoticed")
	}
	theirs := "<!-- measured: weather -->\nrain\n<!-- end -->"
	if text, err := Fill(theirs, nil, "weather"); err != nil || text != theirs {
		t.Errorf("what another program fills became %q, %v", text, err)
	}
}

func TestColumnsOfNumbersStandToTheRight(t *testing.T) {
	table := NewTable("who", ":how many")
	table.Row("a", "1")
	if want := "| who | how many |\n|---|---:|\n| a | 1 |\n"; table.String() != want {
		t.Errorf("%q; wanted %q", table.String(), want)
	}
}
