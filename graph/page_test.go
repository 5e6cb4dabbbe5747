package graph

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func self(s string) string { return s }

// words are a list of texts that are in their own order.
func words(items []string) List[string] {
	return List[string]{Items: items, of: &listing[string]{own: func(*List[string]) []Ordering[string] { return []Ordering[string]{byText(self)} }}}
}

// at is the cursor of a text among words.
func at(text string) string { return cursor{At: []sortKey{{Text: text}}}.String() }

func ptr[T any](value T) *T { return &value }

func TestAPageIsCutForwardsOrBackwards(t *testing.T) {
	items := []string{"a", "c", "e", "g"}
	for name, row := range map[string]struct {
		page     Page
		want     string
		previous bool
		next     bool
	}{
		"everything":                        {Page{}, "a c e g", false, false},
		"the first":                         {Page{First: ptr(2)}, "a c", false, true},
		"the first after one":               {Page{First: ptr(2), After: ptr(at("c"))}, "e g", true, false},
		"the first after the last":          {Page{First: ptr(2), After: ptr(at("g"))}, "", true, false},
		"more than there are":               {Page{First: ptr(9)}, "a c e g", false, false},
		"the last":                          {Page{Last: ptr(2)}, "e g", true, false},
		"the last before one":               {Page{Last: ptr(2), Before: ptr(at("e"))}, "a c", false, true},
		"the last before the first":         {Page{Last: ptr(2), Before: ptr(at("a"))}, "", false, true},
		"the first between two":             {Page{First: ptr(9), After: ptr(at("a")), Before: ptr(at("g"))}, "c e", true, true},
		"the last between two":              {Page{Last: ptr(1), After: ptr(at("a")), Before: ptr(at("g"))}, "e", true, true},
		"between two that are swapped":      {Page{After: ptr(at("e")), Before: ptr(at("c"))}, "", true, true},
		"none of the first":                 {Page{First: ptr(0)}, "", false, true},
		"none of the last":                  {Page{Last: ptr(0)}, "", true, false},
		"after an item that was removed":    {Page{First: ptr(1), After: ptr(at("d"))}, "e", true, true},
		"before an item that was removed":   {Page{Last: ptr(1), Before: ptr(at("d"))}, "c", true, true},
		"after an item beyond the last one": {Page{First: ptr(1), After: ptr(at("z"))}, "", true, false},
		"as many as can be had":             {Page{First: ptr(MaxPage)}, "a c e g", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			slice, err := words(items).Page(t.Context(), row.page)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(slice.Items, " "); got != row.want || slice.HasPrevious() != row.previous || slice.HasNext() != row.next || slice.Total() != 4 {
				t.Errorf("the page is %q of %d (more before: %v, after: %v), want %q of 4 (%v, %v)", got, slice.Total(), slice.HasPrevious(), slice.HasNext(), row.want, row.previous, row.next)
			}
		})
	}
}

func TestAPageOfTheUsualSizeIsGivenWhenNoneIsAskedFor(t *testing.T) {
	items := make([]string, DefaultPage+1)
	for i := range items {
		items[i] = fmt.Sprintf("%03d", i)
	}
	slice, err := words(items).Page(t.Context(), Page{})
	if err != nil || len(slice.Items) != DefaultPage || !slice.HasNext() {
		t.Errorf("%d items, %v", len(slice.Items), err)
	}
}

func TestPagesThatCannotBeHad(t *testing.T) {
	for name, row := range map[string]struct {
		page Page
		says string
	}{
		"both ends":                {Page{First: ptr(1), Last: ptr(1)}, "first and last exclude each other"},
		"both ends, of nothing":    {Page{First: ptr(0), Last: ptr(0)}, "first and last exclude each other"},
		"less than nothing":        {Page{First: ptr(-1)}, "a page of -1"},
		"less than nothing, last":  {Page{Last: ptr(-1)}, "a page of -1"},
		"too much":                 {Page{First: ptr(101)}, "0 to 100 can be had"},
		"too much, last":           {Page{Last: ptr(101)}, "0 to 100 can be had"},
		"an empty cursor":          {Page{After: ptr("")}, "a cursor is not one that this server gave out"},
		"a key as a cursor":        {Page{After: ptr("place/jinan")}, "a cursor is not one that this server gave out"},
		"a cursor of another kind": {Page{Before: ptr(base64.RawURLEncoding.EncodeToString([]byte("offset:3")))}, "a cursor is not one that this server gave out"},
		"a cursor that was cut":    {Page{Before: ptr(at("place/jinan")[:5])}, "a cursor is not one that this server gave out"},
	} {
		t.Run(name, func(t *testing.T) {
			slice, err := words([]string{"a", "b"}).Page(t.Context(), row.page)
			refused(t, err, CodeInvalid, row.says)
			if len(slice.Items) > 0 {
				t.Errorf("all the same there is %v", slice.Items)
			}
		})
	}
}

func TestACursorHidesAnyKey(t *testing.T) {
	for _, key := range []string{"", "place/jinan", "钢城区", "after:", "a b\n", "<&>"} {
		got, err := parseCursor(at(key))
		if err != nil || len(got.At) != 1 || got.At[0].Text != key {
			t.Errorf("the cursor of %q is read as %v, %v", key, got, err)
		}
		if key != "" && strings.Contains(at(key), key) {
			t.Errorf("the cursor of %q shows it", key)
		}
	}
}

func TestWalkingPageByPageVisitsEachItemOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfNDistinct(rapid.StringN(0, 3, -1), 0, 30, rapid.ID[string]).Draw(t, "items")
		slices.Sort(items)
		size, backwards := rapid.IntRange(1, 12).Draw(t, "size"), rapid.Bool().Draw(t, "backwards")
		page := Page{First: &size}
		if backwards {
			page = Page{Last: &size}
		}
		var visited []string
		for round := 0; ; round++ {
			if round > len(items) {
				t.Fatalf("after %d rounds there is more", round)
			}
			slice, err := words(items).Page(context.Background(), page)
			if err != nil {
				t.Fatal(err)
			}
			if slice.Total() != len(items) || len(slice.Items) > size {
				t.Fatalf("a page of %d has %d items of %d", size, len(slice.Items), slice.Total())
			}
			more, back := slice.HasNext(), slice.HasPrevious()
			if backwards {
				visited = slices.Concat(slice.Items, visited)
				more, back = back, more
			} else {
				visited = append(visited, slice.Items...)
			}
			if back != (round > 0) {
				t.Fatalf("in round %d there are others behind = %v", round, back)
			}
			if !more {
				break
			}
			if backwards {
				page.Before = ptr(at(slice.Items[0]))
			} else {
				page.After = ptr(at(slice.Items[len(slice.Items)-1]))
			}
		}
		if !slices.Equal(visited, items) {
			t.Fatalf("visited are %q, want %q", visited, items)
		}
	})
}

// An item that goes between two requests takes no other with it.
func TestAWalkSurvivesTheRemovalOfItsCursor(t *testing.T) {
	items := []string{"a", "b", "c", "d"}
	slice, err := words(items).Page(t.Context(), Page{First: ptr(2)})
	if err != nil {
		t.Fatal(err)
	}
	after := at(slice.Items[1])
	slice, err = words([]string{"a", "c", "d"}).Page(t.Context(), Page{First: ptr(2), After: &after})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the next page", slice.Items, []string{"c", "d"})
}

func TestTheFrontOfAnAnswerByMerit(t *testing.T) {
	items := []int{9, 7, 8}
	for _, row := range []struct{ first, want int }{{1, 1}, {3, 3}, {MaxPage, 3}} {
		got, err := First(items, row.first)
		if err != nil || !slices.Equal(got, items[:row.want]) {
			t.Errorf("the first %d are %v, %v", row.first, got, err)
		}
	}
	for _, first := range []int{0, -1, MaxPage + 1} {
		got, err := First(items, first)
		refused(t, err, CodeInvalid, "1 to 100 can be had")
		if got != nil {
			t.Errorf("the first %d are %v", first, got)
		}
	}
}

func TestTheNearestIsTheOneThatWasProbablyMeant(t *testing.T) {
	for _, row := range []struct {
		text, candidates, want string
	}{
		{"place/jinnan", "place/jinan place/jining", "place/jinan"},
		{"prioritizes", "prioritises anchors", "prioritises"},
		{"place/jinan", "place/jinan place/jinin", "place/jinan"}, // itself
		{"ab", "ac", "ac"}, // one letter may always differ
		{"ab", "cd", ""},
		{"钢城区", "钢都区", "钢都区"},
		{"jinan", "qingdao", ""},
		{"jinan", "", ""},
		{"abcx", "abcz abcy", "abcy"}, // as near as the other, and before it
		{"abcdefghi", "abcdefxyz", "abcdefxyz"},
		{"abcdefghi", "abcdewxyz", ""},
		{strings.Repeat("a", 1<<20), "place/jinan", ""}, // costs no time either
		{"钢城区委员", "莱芜市委员", ""},                          // three of five letters differ, however many bytes they have
		{"钢城区", "济南区", ""},
	} {
		candidates := strings.Fields(row.candidates)
		for _, list := range [][]string{candidates, slices.SortedFunc(slices.Values(candidates), func(a, b string) int { return cmp.Compare(b, a) })} {
			if got := Nearest(row.text, slices.Values(list)); got != row.want {
				t.Errorf("nearest to %q of %v is %q, want %q", row.text, list, got, row.want)
			}
		}
	}
}

func TestTheNearestIDIsOfTheSameKindOrOfTheSameName(t *testing.T) {
	for _, row := range []struct {
		id               ID
		candidates, want string
	}{
		{"place/jinnan", "place/jinan place/jining", "place/jinan"},
		{"place/jinnan", "industry/jinan place/zibo", ""},            // near, but of another kind
		{"place/steel", "industry/steel place/steep", "place/steep"}, // its own kind first
		{"place/steel", "metric/steel industry/steel", "industry/steel"},
		{"place/a", "place/b", "place/b"},
		{"place/a", "industry/b", ""},
		{"place/a", "", ""},
		{"nonsense", "place/jinan", ""},
		{"", "place/jinan", ""},
	} {
		var candidates []ID
		for _, text := range strings.Fields(row.candidates) {
			candidates = append(candidates, ID(text))
		}
		for range 2 { // in either order
			if got := NearestID(row.id, slices.Values(candidates)); got != ID(row.want) {
				t.Errorf("nearest to %q of %v is %q, want %q", row.id, candidates, got, row.want)
			}
			slices.Reverse(candidates)
		}
	}
}
