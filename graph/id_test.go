package graph

import (
	"strings"
	"testing"
)

func TestParseIDTakesAKindAndAReadableName(t *testing.T) {
	for _, row := range []struct {
		text string
		kind Kind
		name string
	}{
		{"place/jinan", Place, "jinan"},
		{"official/wang-zhonglin", Official, "wang-zhonglin"},
		{"metric/5g-base-stations", Metric, "5g-base-stations"},
		{"claim/0123456789abcdef", ClaimKind, "0123456789abcdef"},
		{"target/place.jinan.output.2025", Target, "place.jinan.output.2025"},
		{"tenure/wang.mayor.place.jinan.2018-03", Tenure, "wang.mayor.place.jinan.2018-03"},
	} {
		id, err := ParseID(row.text)
		if err != nil || id.Kind() != row.kind || id.Name() != row.name {
			t.Errorf("%s is %q, a %s named %q, %v; want a %s named %q", row.text, id, id.Kind(), id.Name(), err, row.kind, row.name)
		}
	}
}

func TestParseIDRefusesWhatIsNoIDAndSaysWhatToWrite(t *testing.T) {
	const shape, name = "place/jinan", "lower-case letters"
	for text, says := range map[string]string{
		"":                   shape,
		"jinan":              shape,
		"city/jinan":         "the kinds are place, official",
		"Place/jinan":        "the kinds are",
		" place/jinan":       "the kinds are",
		"/jinan":             "the kinds are",
		"http://x.org/jinan": "the kinds are",
		"place/":             name,
		"place/Jinan":        name,
		"place/ji nan":       name,
		"place/jinan\n":      name,
		"place/jinan/x":      name,
		"place/-jinan":       name,
		"place/jinan-":       name,
		"place/ji--nan":      name,
		"place/济南":           name,
		"place/ｊinan":        name, // a full-width letter
		"place/jinan.west":   name, // would make names that join IDs by dots ambiguous
		"target/a..b":        name,
		"target/.a":          name,
	} {
		if id, err := ParseID(text); err == nil {
			t.Errorf("%q was taken as %s", text, id)
		} else {
			refused(t, err, CodeInvalid, says)
		}
	}
}

func TestAnIDHasTwoHundredBytesAtMost(t *testing.T) {
	longest := "place/" + strings.Repeat("a", MaxIDLength-len("place/"))
	if _, err := ParseID(longest); err != nil {
		t.Error(err)
	}
	_, err := ParseID(longest + "a")
	refused(t, err, CodeInvalid, "200")
	if len(err.Error()) > MaxIDLength {
		t.Errorf("the message repeats it: %v", err)
	}
	_, err = build(t, `place/jinan`).Require(ID(longest + "a"))
	refused(t, err, CodeInvalid, "200")
}

func TestAMalformedIDHasNoKind(t *testing.T) {
	for _, id := range []ID{"", "jinan", "city/jinan"} {
		if id.Kind() != "" {
			t.Errorf("%q has the kind %s", id, id.Kind())
		}
	}
}

func TestScopesBecomePartsOfNames(t *testing.T) {
	for text, want := range map[string]string{
		"above designated size":  "above-designated-size",
		"industry/steel":         "industry-steel",
		"Hundred-billion  class": "hundred-billion-class",
		"(core)":                 "core",
	} {
		if got := slug(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func FuzzParseID(f *testing.F) {
	for _, seed := range []string{"place/jinan", "target/place.jinan.output.2025", "place/", "/", "place/a--b", "place/a.b", "place/\x00", "地/方"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := ParseID(text)
		if err != nil {
			refused(t, err, CodeInvalid)
			return
		}
		if id.Kind() == "" || id.Kind().Info().Prefix+"/"+id.Name() != text {
			t.Fatalf("%q was taken as %q, a %q", text, id, id.Kind())
		}
		// Every ID must be fit to be an IRI and a part of a generated name.
		if err := (Quad{IRI(text), IRI(text), IRI(text), IRI(text)}).check(); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(id.dotted(), "/") {
			t.Fatalf("%q is %q in a generated name", id, id.dotted())
		}
	})
}
