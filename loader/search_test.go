package loader_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/longbridgeapp/opencc"
	"golang.org/x/text/unicode/norm"

	"github.com/polygraph-kg/polygraph/graph"
)

// search finds things in the dataset.
func search(t testing.TB, view *graph.View, text string) []graph.Match {
	t.Helper()
	matches, err := view.Search(t.Context(), text, nil)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return matches
}

func findsFirst(t testing.TB, view *graph.View, text string, wanted graph.ID) bool {
	t.Helper()
	matches := search(t, view, text)
	if len(matches) > 0 && matches[0].Node.ID() == wanted {
		return true
	}
	got := graph.ID("nothing")
	if len(matches) > 0 {
		got = matches[0].Node.ID()
	}
	t.Logf("%q finds %s, want %s", text, got, wanted)
	return false
}

// rate is how often something succeeds.
type rate struct{ hits, all int }

func (r *rate) count(hit bool) {
	r.all++
	if hit {
		r.hits++
	}
}

// atLeast fails the test where fewer than so many of a hundred succeeded.
func (r *rate) atLeast(t *testing.T, percent float64, what string) {
	t.Helper()
	t.Logf("%s: %d of %d", what, r.hits, r.all)
	if float64(r.hits)*100 < percent*float64(r.all) {
		t.Errorf("%s: %d of %d are found first, want %g %%", what, r.hits, r.all, percent)
	}
}

// The list has what people type: one row a name, and what it should find first. Its
// rows with slips, in another order and of labels in pinyin or traditional characters
// were made of names drawn at random, the others by hand.
func TestSearchFindsWhatPeopleType(t *testing.T) {
	content, err := os.ReadFile("testdata/search.tsv")
	if err != nil {
		t.Fatal(err)
	}
	view := dataset(t)
	var total rate
	classes := make(map[string]*rate)
	for i, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 || view.Thing(graph.ID(fields[2])) == nil {
			t.Fatalf("row %d is no class, text and ID of a thing: %q", i+2, line)
		}
		if classes[fields[0]] == nil {
			classes[fields[0]] = new(rate)
		}
		hit := findsFirst(t, view, fields[1], graph.ID(fields[2]))
		classes[fields[0]].count(hit)
		total.count(hit)
	}
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		classes[class].atLeast(t, 90, class)
	}
	total.atLeast(t, 98, "all")
}

// sharedNames are the folded names that more than one thing has.
func sharedNames(things []*graph.Thing) map[string]bool {
	holder, shared := make(map[string]graph.ID), make(map[string]bool)
	for _, thing := range things {
		for _, name := range thing.Names() {
			text := bare(name.Text)
			if other, taken := holder[text]; taken && other != thing.ID {
				shared[text] = true
			}
			holder[text] = thing.ID
		}
	}
	return shared
}

// bare is a text in lower case without tones, accents, spaces and marks.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(text))
}

// namedThings are all things that are looked for by name.
func namedThings(view *graph.View) []*graph.Thing {
	var things []*graph.Thing
	for _, kind := range graph.Kinds() {
		if !kind.Minted {
			things = append(things, view.Things(kind.Kind)...)
		}
	}
	return things
}

func TestSearchFindsEachThingByItsNames(t *testing.T) {
	traditional, err := opencc.New("s2t")
	if err != nil {
		t.Fatal(err)
	}
	view := dataset(t)
	things := namedThings(view)
	shared := sharedNames(things)
	rates := map[string]*rate{"label": {}, "traditional": {}, "pinyin without tones": {}}
	try := func(what, text string, thing *graph.Thing) {
		if !shared[bare(text)] {
			rates[what].count(findsFirst(t, view, text, thing.ID))
		}
	}
	for _, thing := range things {
		for language, label := range thing.Labels {
			if shared[bare(label)] {
				continue
			}
			try("label", label, thing)
			switch language {
			case graph.Simplified:
				text, err := traditional.Convert(label)
				if err != nil {
					t.Fatal(err)
				}
				try("traditional", text, thing)
			case graph.Pinyin:
				try("pinyin without tones", bare(label), thing)
			}
		}
	}
	for what, r := range rates {
		r.atLeast(t, 99.5, what)
	}
}

// mistype makes one slip in a text: a letter is missing, doubled, another one, or
// changed over with the next.
func mistype(random *rand.Rand, text string) string {
	letters := []rune(text)
	for {
		i := random.IntN(len(letters) - 1)
		if !unicode.IsLetter(letters[i]) {
			continue
		}
		slip := slices.Clone(letters)
		switch random.IntN(4) {
		case 0:
			slip = slices.Delete(slip, i, i+1)
		case 1:
			slip = slices.Insert(slip, i, letters[i])
		case 2:
			slip[i] = rune('a' + random.IntN(26))
		case 3:
			slip[i], slip[i+1] = slip[i+1], slip[i]
		}
		if string(slip) != text {
			return string(slip)
		}
	}
}

func TestSearchFindsEachThingDespiteASlip(t *testing.T) {
	view := dataset(t)
	things := namedThings(view)
	shared := sharedNames(things)
	random := rand.New(rand.NewPCG(20180305, 17))
	var found rate
	for _, thing := range things {
		if label := thing.Labels[graph.English]; len(bare(label)) >= 6 && !shared[bare(label)] {
			found.count(findsFirst(t, view, mistype(random, label), thing.ID))
		}
	}
	found.atLeast(t, 97, "English labels with a slip")
}

func BenchmarkSearchTheDataset(b *testing.B) {
	view := dataset(b)
	search(b, view, "first") // makes the index
	for _, row := range []struct{ name, text string }{
		{"one-letter", "g"},
		{"beginning", "gangch"},
		{"whole", "Gangcheng District"},
		{"words", "steel deep laiwu"},
		{"typo", "prefabricted bulding"},
		{"long-typo", "Comprehensve Pilot Zone for Replacing Old Growth Drivrs"},
		{"pinyin", "xinjiudongnengzhuanhuan"},
		{"traditional", "新舊動能轉換"},
		{"initials", "gcq"},
		{"nothing", "porcelain vases"},
	} {
		b.Run(row.name, func(b *testing.B) {
			for b.Loop() {
				search(b, view, row.text)
			}
		})
	}
}
