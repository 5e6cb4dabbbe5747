package graph

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func order(keys ...OrderKey) []Order {
	var list []Order
	for _, key := range keys {
		list = append(list, Order{By: key, Direction: Ascending})
	}
	return list
}

func falling(key OrderKey) []Order { return []Order{{By: key, Direction: Descending}} }

func TestListsAreOrderedByWhatTheyRestOn(t *testing.T) {
	v := build(t, policies+"\nplace/furnace-town in=industry/fine-steel\nplace/fine-town in=industry/fine-steel")
	ids := func(things ...ID) []*Thing {
		var list []*Thing
		slices.Sort(things)
		for _, id := range things {
			list = append(list, v.Thing(id))
		}
		return list
	}
	places := ids("place/jinan", "place/binzhou", "place/gangcheng", "place/pingyin")
	targets := ids("target/place.jinan.output.by-2025", "target/place.jinan.jobs.within-p5y", "target/place.binzhou.output.by-2030")
	for _, row := range []struct {
		name      string
		things    []*Thing
		order     []Order
		languages []string
		want      string
	}{
		{"by ID when nothing is asked for", places, nil, nil, "place/binzhou place/gangcheng place/jinan place/pingyin"},
		{"by ID, falling", places, falling(OrderByID), nil, "place/pingyin place/jinan place/gangcheng place/binzhou"},
		{"by most claims", places, falling(OrderByClaims), nil, "place/jinan place/gangcheng place/binzhou place/pingyin"},
		{"by fewest documents, then ID", places, order(OrderByDocuments), nil, "place/pingyin place/binzhou place/gangcheng place/jinan"},
		{"by English label", ids("place/jinan", "place/gangcheng", "industry/steel"), order(OrderByLabel), Fallback(English), "place/gangcheng place/jinan industry/steel"},
		{"by Chinese label, as pinyin orders them", ids("place/jinan", "place/gangcheng", "industry/hydrogen"), order(OrderByLabel), Fallback(Simplified), "place/gangcheng place/jinan industry/hydrogen"},
		{"by kind", ids("industry/steel", "place/jinan", "cluster/furnaces"), order(OrderByKind), nil, "place/jinan industry/steel cluster/furnaces"},
		{"newest first; without a date last", places, falling(OrderByLatest), nil, "place/gangcheng place/jinan place/binzhou place/pingyin"},
		{"oldest first; without a date last all the same", places, order(OrderByEarliest), nil, "place/gangcheng place/jinan place/binzhou place/pingyin"},
		{"by deadline, reckoned where it is relative", targets, order(OrderByDue), nil, "target/place.jinan.jobs.within-p5y target/place.jinan.output.by-2025 target/place.binzhou.output.by-2030"},
		{"by the largest value", targets, falling(OrderByValue), nil, "target/place.jinan.output.by-2025 target/place.binzhou.output.by-2030 target/place.jinan.jobs.within-p5y"},
		{"by stance", places, order(OrderByStance), nil, "place/binzhou place/gangcheng place/jinan place/pingyin"},
		{"by most places", ids("industry/fine-steel", "industry/hydrogen", "industry/steel"), falling(OrderByPlaces), nil, "industry/hydrogen industry/steel industry/fine-steel"},
		{"by most relations", ids("place/jinan", "place/pingyin", "industry/steel"), falling(OrderByRelations), nil, "place/jinan industry/steel place/pingyin"},
	} {
		t.Run(row.name, func(t *testing.T) {
			slice, err := v.ThingList(row.things).Page(t.Context(), Page{OrderBy: row.order, Languages: row.languages})
			if err != nil {
				t.Fatal(err)
			}
			var got []ID
			for _, thing := range slice.Items {
				got = append(got, thing.ID)
			}
			if joined(got) != row.want {
				t.Errorf("got  %s\nwant %s", joined(got), row.want)
			}
		})
	}
}

func TestEveryKeyOrdersEveryList(t *testing.T) {
	v := build(t, policies)
	for _, info := range OrderKeys() {
		page := Page{OrderBy: falling(info.Key), Languages: Fallback(English)}
		_, things := v.ThingList(v.AllThings()).Page(t.Context(), page)
		_, claims := v.ClaimList(v.Claims()).Page(t.Context(), page)
		_, edges := v.EdgeList(v.AllEdges()).Page(t.Context(), page)
		_, conflicts := AnswerList(v, v.Conflicts()).Page(t.Context(), page)
		for what, err := range map[string]error{"things": things, "claims": claims, "relations": edges, "conflicts": conflicts} {
			if err != nil {
				t.Errorf("%s by %s: %v", what, info.Key, err)
			}
		}
	}
}

func TestACursorOfAnotherOrderIsRefused(t *testing.T) {
	list := build(t, policies).ThingList(build(t, policies).AllThings())
	list.View = build(t, policies)
	byID, err := list.Page(t.Context(), Page{First: ptr(1)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = list.Page(t.Context(), Page{OrderBy: falling(OrderByClaims), After: ptr(byID.Cursor(0))})
	refused(t, err, CodeInvalid, "another order")
	_, err = list.Page(t.Context(), Page{OrderBy: order(OrderByID, OrderByLabel, OrderByKind, OrderByDue, OrderByValue, OrderByClaims)})
	refused(t, err, CodeInvalid, "6 keys")
	_, err = list.Page(t.Context(), Page{OrderBy: []Order{{By: "SIZE"}}})
	refused(t, err, CodeInvalid, `"SIZE"`)
}

// In whatever order and whichever way, walking page by page meets each item once,
// in one and the same order.
func TestWalkingAnyOrderVisitsEachItemOnce(t *testing.T) {
	v := build(t, policies)
	list := v.ClaimList(v.Claims())
	keys := OrderKeys()
	rapid.Check(t, func(t *rapid.T) {
		page := Page{Languages: Fallback(rapid.SampledFrom(Languages()).Draw(t, "language"))}
		for range rapid.IntRange(0, maxOrders).Draw(t, "keys") {
			page.OrderBy = append(page.OrderBy, Order{By: rapid.SampledFrom(keys).Draw(t, "key").Key, Direction: rapid.SampledFrom([]OrderDirection{Ascending, Descending}).Draw(t, "direction")})
		}
		whole, err := list.Page(context.Background(), page)
		if err != nil {
			t.Fatal(err)
		}
		size := rapid.IntRange(1, 7).Draw(t, "size")
		var forwards, backwards []*Claim
		for ahead := (Page{First: &size, OrderBy: page.OrderBy, Languages: page.Languages}); ; {
			slice, err := list.Page(context.Background(), ahead)
			if err != nil {
				t.Fatal(err)
			}
			forwards = append(forwards, slice.Items...)
			if !slice.HasNext() {
				break
			}
			ahead.After = ptr(slice.Cursor(len(slice.Items) - 1))
		}
		for back := (Page{Last: &size, OrderBy: page.OrderBy, Languages: page.Languages}); ; {
			slice, err := list.Page(context.Background(), back)
			if err != nil {
				t.Fatal(err)
			}
			backwards = slices.Concat(slice.Items, backwards)
			if !slice.HasPrevious() {
				break
			}
			back.Before = ptr(slice.Cursor(0))
		}
		if !slices.Equal(forwards, whole.Items) || !slices.Equal(backwards, whole.Items) {
			t.Fatalf("forwards %s\nbackwards %s\nwhole %s", sources(forwards), sources(backwards), sources(whole.Items))
		}
	})
}

// A cursor keeps its place when a commit adds and removes items around it.
func TestACursorOutlivesACommit(t *testing.T) {
	before := build(t, "place/a\nplace/c\nplace/e\n")
	slice, err := before.ThingList(before.AllThings()).Page(t.Context(), Page{First: ptr(2), OrderBy: falling(OrderByID)})
	if err != nil {
		t.Fatal(err)
	}
	after := build(t, "place/a\nplace/b\nplace/d\nplace/f\n") // c and e are gone
	next, err := after.ThingList(after.AllThings()).Page(t.Context(), Page{First: ptr(2), OrderBy: falling(OrderByID), After: ptr(slice.Cursor(1))})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, next.Items, func(t *Thing) string { return string(t.ID) }, "place/b\nplace/a")
}

func FuzzCursor(f *testing.F) {
	v := build(f, policies)
	list := v.ClaimList(v.Claims())
	slice, err := list.Page(f.Context(), Page{First: ptr(3)})
	if err != nil {
		f.Fatal(err)
	}
	for i := range slice.Items {
		c := slice.Cursor(i)
		f.Add(c)
	}
	f.Add("e30")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := list.Page(t.Context(), Page{After: &text}); err != nil && CodeOf(err) != CodeInvalid {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// leaving is the context of somebody who leaves when the work has looked so many times.
type leaving struct {
	context.Context
	looks *int
}

func (l leaving) Err() error {
	if *l.looks--; *l.looks < 0 {
		return context.Canceled
	}
	return nil
}

func TestSortingStopsWhenNobodyWaits(t *testing.T) {
	v := build(t, policies)
	list := v.ClaimList(slices.Repeat(v.Claims(), 100))
	looks := 10 // more than it takes to find the keys of 1,700 claims
	_, err := list.Page(leaving{t.Context(), &looks}, Page{OrderBy: []Order{{By: OrderByID}}})
	refused(t, err, CodeUnavailable, "given up")
}
