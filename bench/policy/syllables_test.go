package policy

import (
	"testing"

	"github.com/longbridgeapp/opencc"

	"github.com/polygraph-kg/polygraph/graph"
)

// IDs of places are two syllables without a mark between them, so no two pairs may
// read the same.
func TestPairsOfSyllablesReadDifferently(t *testing.T) {
	seen := make(map[string]string)
	for _, a := range firstOfPlace {
		for _, b := range secondOfPlace {
			n := joined(a, b)
			if other := seen[n.slug]; other != "" {
				t.Errorf("%s and %s are both %s", n.hans, other, n.slug)
			}
			seen[n.slug] = n.hans
		}
	}
}

func TestAtlasRepeatsNoName(t *testing.T) {
	a := newAtlas(newDice(1))
	seen := make(map[string]bool)
	for range 7 * len(firstOfPlace) * len(secondOfPlace) {
		n := a.name()
		if _, err := graph.ParseID("place/" + n.slug); err != nil || seen[n.slug] {
			t.Fatalf("%s: %v, seen %t", n.slug, err, seen[n.slug])
		}
		seen[n.slug] = true
	}
}

// The table of characters is as OpenCC has it.
func TestTraditionalNames(t *testing.T) {
	converter, err := opencc.New("s2t")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, list := range [][]syllable{firstOfPlace, secondOfPlace} {
		for _, s := range list {
			names = append(names, s.hans)
		}
	}
	_, industries := newIndustries(newDice(1), 500)
	for _, i := range industries {
		names = append(names, i.hans)
	}
	for _, list := range [][]term{bodies, companyKinds, projectKinds, platformKinds, themes, publications} {
		for _, word := range list {
			names = append(names, word.hans)
		}
	}
	for _, hans := range names {
		want, err := converter.Convert(hans)
		if err != nil {
			t.Fatal(err)
		}
		if got := traditional.Replace(hans); got != want {
			t.Errorf("%s is %s, and should be %s", hans, got, want)
		}
	}
}

// The second of a skew is half as frequent as the first.
func TestSkewIsZipfs(t *testing.T) {
	d, s := newDice(1), newSkew(100)
	times := make([]int, 100)
	for range 100_000 {
		times[s.draw(d)]++
	}
	for rank, n := range times[:5] {
		if want := times[0] / (rank + 1); n < want*9/10 || n > want*11/10 {
			t.Errorf("rank %d is drawn %d times, want about %d", rank, n, want)
		}
	}
}
