package graph

import "testing"

// A graph that is taken as it is may have labels in languages that names are not in here.
func TestALabelInAnyLanguageIsFoundInTheOrderAsked(t *testing.T) {
	place := Undescribed("place/jinan")
	place.Labels = map[string]string{"fr": "Tsinan", English: "Jinan", Simplified: "济南"}
	v := NewView(Encode([]*Thing{place}, nil))
	node, _ := v.Node("place/jinan")
	for _, row := range []struct {
		languages []string
		want      Name
	}{
		{[]string{English, "fr"}, Name{Text: "Jinan", Language: English, Preferred: true}},
		{[]string{"fr", English}, Name{Text: "Tsinan", Language: "fr", Preferred: true}},
		{[]string{"it", Traditional, Simplified}, Name{Text: "济南", Language: Simplified, Preferred: true}},
		{[]string{Traditional}, Name{Text: "place/jinan"}},
	} {
		if got := node.Name(row.languages); got != row.want || node.Label(row.languages) != row.want.Text {
			t.Errorf("in %v: %+v, %q, want %+v", row.languages, got, node.Label(row.languages), row.want)
		}
	}
}
