package loader_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/longbridgeapp/opencc"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// dataset is the embedded data, loaded once for all tests: a View never changes.
// Faults of the data fail every test that asks for it.
func dataset(t testing.TB) *graph.View {
	t.Helper()
	view, err := loadDataset()
	if err != nil {
		t.Fatalf("the dataset cannot be loaded:\n%v", err)
	}
	return view
}

var loadDataset = sync.OnceValues(func() (*graph.View, error) {
	store := graph.NewStore(nil)
	if _, err := loader.Load(context.Background(), store, []loader.Source{{Name: "data", Files: data.Files}}, nil); err != nil {
		return nil, err
	}
	return store.View(), store.Close()
})

func TestDatasetDocuments(t *testing.T) {
	view := dataset(t)
	documents := view.Things(graph.Document)
	if len(documents) != 5 {
		t.Errorf("%d documents, want 5", len(documents))
	}
	for _, document := range documents {
		if len(view.ClaimsAbout(document.ID)) == 0 {
			t.Errorf("%s makes no claims", document.ID)
		}
		// Roll-ups and "since when" go by it.
		if !document.Source.Date.Known() {
			t.Errorf("%s has no date", document.ID)
		}
	}
}

func TestDatasetCodesOfPlaces(t *testing.T) {
	view := dataset(t)
	// The first two digits of a code in GB/T 2260 are the province's.
	provinces := map[graph.ID]string{"place/shandong": "37", "place/jilin": "22"}
	coded := []string{"city", "county", "district"}
	withoutCode := []graph.ID{} // places that truly have none would be listed here
	checked := 0
	for _, place := range view.Things(graph.Place) {
		if !slices.Contains(coded, place.Level) {
			continue
		}
		for province, digits := range provinces {
			if !everPartOf(view, place.ID, province) {
				continue
			}
			checked++
			if len(place.Codes) == 0 && !slices.Contains(withoutCode, place.ID) {
				t.Errorf("%s, a %s, has no code", place.ID, place.Level)
			}
			for _, code := range place.Codes {
				if !strings.HasPrefix(code.Value, digits) {
					t.Errorf("%s in %s has the code %s, which does not begin with %s", place.ID, province, code.Value, digits)
				}
				if place.Level != "city" && !underItsCity(view, place, code) {
					t.Errorf("%s has the code %s, which does not begin as that of its city of the time", place.ID, code.Value)
				}
			}
		}
	}
	if checked < 20 { // Shandong's seventeen cities, Changchun, and some districts
		t.Errorf("only %d places were checked", checked)
	}
}

// everPartOf tells whether the place is or was, by way of others, part of the region.
func everPartOf(v *graph.View, place, region graph.ID) bool {
	return place == region || slices.ContainsFunc(v.Thing(place).PartOf, func(whole graph.DatedID) bool {
		return everPartOf(v, whole.ID, region)
	})
}

// underItsCity tells whether a code begins with the four digits of a city that
// the place belonged to when the code began to hold.
func underItsCity(v *graph.View, place *graph.Thing, code graph.DatedTag) bool {
	return slices.ContainsFunc(place.PartOf, func(whole graph.DatedID) bool {
		return (whole.From == code.From || whole.Holds(code.From)) &&
			slices.ContainsFunc(v.Thing(whole.ID).Codes, func(city graph.DatedTag) bool { return city.Value[:4] == code.Value[:4] })
	})
}

func TestDatasetCodesAreOfOnePlaceEach(t *testing.T) {
	view := dataset(t)
	holder := make(map[string]graph.ID)
	for _, kind := range []graph.Kind{graph.Place, graph.Industry} {
		for _, thing := range view.Things(kind) {
			for _, code := range thing.Codes {
				if other, taken := holder[code.Value]; taken {
					t.Errorf("%s and %s have the code %s", other, thing.ID, code.Value)
				}
				holder[code.Value] = thing.ID
			}
		}
	}
}

func TestDatasetLabels(t *testing.T) {
	view := dataset(t)
	simplified, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	latin := []graph.ID{"industry/5g"} // called so in Chinese too
	checked := 0
	for _, kind := range graph.Kinds() {
		named := make(map[string]graph.ID)
		for _, thing := range view.Things(kind.Kind) {
			if kind.Minted {
				continue // its label is made of those of others
			}
			for language, label := range thing.Labels {
				// Slogans are shared by several places; other names tell things apart.
				if other, taken := named[language+label]; taken && kind.Kind != graph.Programme {
					t.Errorf("%s and %s are both called %q", other, thing.ID, label)
				}
				named[language+label] = thing.ID
			}
			if label := thing.Labels[graph.Simplified]; label != "" && isASCII(label) && !slices.Contains(latin, thing.ID) {
				t.Errorf("%s is called %q in Chinese", thing.ID, label)
			}
			for _, name := range thing.Names() {
				if name.Language != graph.Simplified {
					continue
				}
				checked++
				if converted, err := simplified.Convert(name.Text); err != nil || converted != name.Text {
					t.Errorf("%s is called %q in zh-Hans, which in simplified characters is %q (%v)", thing.ID, name.Text, converted, err)
				}
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d names were checked", checked)
	}
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}

// The answers below are read off the sources by a person. Each names the lines.

func TestDatasetPlacesThatShareSteel(t *testing.T) {
	view := dataset(t)
	answers, err := view.SharedPriorities(t.Context(), graph.PriorityQuestion{Industries: []graph.ID{"industry/steel"}, Narrower: true})
	if err != nil {
		t.Fatal(err)
	}
	var places []graph.ID
	for _, answer := range answers {
		places = append(places, answer.Place().ID())
		if len(answer.Stances()) == 0 {
			t.Errorf("%s has no stance", answer.Place().ID())
		}
		for _, priority := range answer.Priorities() {
			if len(priority.Claims()) == 0 {
				t.Errorf("%s prioritises %s, says who?", priority.Place().ID(), priority.Industry().ID())
			}
			for _, claim := range priority.Claims() {
				if claim.Stance == "" || len(claim.Mentions) == 0 {
					t.Errorf("%s (%s:%d) has stance %q and mentions %q", claim.ID, claim.Document, claim.Line, claim.Stance, claim.Mentions)
				}
			}
		}
	}
	if want := []graph.ID{"place/gangcheng", "place/laiwu", "place/rizhao"}; !slices.Equal(places, want) {
		t.Errorf("steel is prioritised by %v, want %v", places, want)
	}
}

func TestDatasetOnlyGangchengPrioritisesHydrogen(t *testing.T) {
	view := dataset(t)
	for _, c := range []struct {
		rollUp bool
		want   graph.ID
	}{{false, "place/gangcheng"}, {true, "place/jinan"}} {
		answers, err := view.SharedPriorities(t.Context(), graph.PriorityQuestion{Industries: []graph.ID{"industry/hydrogen"}, Narrower: true, RollUp: c.rollUp})
		if err != nil {
			t.Fatal(err)
		}
		if len(answers) != 1 || answers[0].Place().ID() != c.want {
			t.Fatalf("rolled up %v: hydrogen is prioritised by %+v, want %s alone", c.rollUp, answers, c.want)
		}
		// Only the Chinese article says so; the English report has not a word of it.
		if languages := answers[0].Languages(); !slices.Equal(languages, []string{graph.Traditional}) {
			t.Errorf("rolled up %v: it is said in %v, want zh-Hant", c.rollUp, languages)
		}
		for _, priority := range answers[0].Priorities() {
			if priority.Place().ID() != "place/gangcheng" {
				t.Errorf("rolled up %v: the priority is that of %s", c.rollUp, priority.Place().ID())
			}
		}
	}
}

func TestDatasetTwoPlusFour(t *testing.T) {
	formulas, err := dataset(t).Formulas(t.Context(), graph.FormulaQuestion{Formula: "2+4", Place: "place/gangcheng"})
	if err != nil {
		t.Fatal(err)
	}
	if len(formulas) != 1 || formulas[0].Programme.ID != "programme/gangcheng-2-plus-4" || len(formulas[0].Parts) != 2 {
		t.Fatalf("got %+v, want programme/gangcheng-2-plus-4 with two parts", formulas)
	}
	for i, want := range []struct {
		size    int
		members []graph.ID
		scale   string
	}{
		{2, []graph.ID{"industry/fine-steel", "industry/prefabricated-building"}, "hundred-billion-yuan"},
		// Five for four: the documents disagree, see the conflict below.
		{4, []graph.ID{"industry/auto-parts", "industry/equipment-manufacturing", "industry/intelligent-manufacturing",
			"industry/new-energy-and-environmental-protection", "industry/new-materials"}, "ten-billion-yuan"},
	} {
		part := formulas[0].Parts[i]
		var members []graph.ID
		for _, member := range part.Members {
			members = append(members, member.Member)
			if scales := member.Scales(); len(scales) != 1 || scales[0].ScaleClass != want.scale {
				t.Errorf("part %d: %s has the scales %v, want %s", i+1, member.Member, scales, want.scale)
			}
		}
		if part.Position != i+1 || part.Size != want.size || !slices.Equal(members, want.members) {
			t.Errorf("part %d: position %d, size %d, members %v; want size %d, members %v", i+1, part.Position, part.Size, members, want.size, want.members)
		}
	}
}

func TestDatasetDocumentsDisagreeOnOneMember(t *testing.T) {
	view := dataset(t)
	var got []string
	for _, conflict := range view.Conflicts() {
		if conflict.Kind != graph.MembersDiffer {
			continue
		}
		got = append(got, fmt.Sprintf("%s part %d", conflict.About, conflict.Part))
		for _, side := range conflict.Sides {
			got = append(got, fmt.Sprintf("  %s: %s", side.Value, lines(view, side.Claims)))
		}
	}
	want := []string{
		"programme/gangcheng-2-plus-4 part 2",
		"  industry/equipment-manufacturing: 000:11 003:10",
		"  industry/intelligent-manufacturing: 003:6",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestDatasetGangchengPromisesTwoHundredBillion(t *testing.T) {
	view := dataset(t)
	targets, err := view.Promises(t.Context(), graph.PromiseQuestion{Place: "place/gangcheng", Metric: "metric/output-value", Due: &graph.DateRange{From: "2025", To: "2025"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, target := range targets {
		if target.Target.Measure.Of != "place/gangcheng" {
			continue
		}
		for _, claim := range target.Claims {
			q := claim.Quantity
			got = append(got, fmt.Sprintf("%s %g %s by %s, %s", q.Comparator, q.Value, q.Unit, target.Target.Measure.Period.By, lines(view, []*graph.Claim{claim})))
		}
	}
	if want := []string{"> 2e+11 CNY by 2025, 003:16"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// In the piece on Shandong one mayor speaks after the other: claims within a city stand
// between the first and the last line of its mayor, and no claim is of two cities,
// though most of them run one programme.
func TestDatasetEachMayorHasHisOwnLines(t *testing.T) {
	view := dataset(t)
	for city, want := range map[graph.ID][2]int{
		"place/jinan": {10, 22}, "place/qingdao": {24, 28}, "place/yantai": {30, 38}, "place/zibo": {40, 48}, "place/zaozhuang": {50, 52},
		"place/dongying": {54, 58}, "place/weifang": {60, 62}, "place/jining": {64, 68}, "place/taian": {70, 76}, "place/weihai": {78, 82},
		"place/rizhao": {84, 90}, "place/laiwu": {92, 102}, "place/linyi": {104, 106}, "place/dezhou": {108, 110}, "place/liaocheng": {112, 116},
		"place/binzhou": {118, 124}, "place/heze": {126, 128},
	} {
		filter := &graph.ClaimFilter{Documents: []graph.ID{"document/shandong-17-mayors"}, Within: []graph.ID{city}}
		claims, err := view.FilterClaims(t.Context(), view.Claims(), filter, "")
		if err != nil || len(claims) == 0 {
			t.Fatal(city, err)
		}
		if got := [2]int{claims[0].Line, claims[len(claims)-1].Line}; got != want {
			t.Errorf("%s has lines %d to %d, want %d to %d", city, got[0], got[1], want[0], want[1])
		}
	}
}

// lines names claims by the number of their source file and the line, in order.
func lines(v *graph.View, claims []*graph.Claim) string {
	list := make([]string, len(claims))
	for i, claim := range claims {
		number, _, _ := strings.Cut(v.Thing(claim.Document).Source.File, "_")
		list[i] = fmt.Sprintf("%s:%d", number, claim.Line)
	}
	slices.SortFunc(list, cmp.Compare[string])
	return strings.Join(list, " ")
}
