package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// pathLine writes a path as the things on it, with arrows in the direction of
// each edge.
func pathLine(from ID) func([]Edge) string {
	return func(path []Edge) string {
		text, at := string(from), from
		for _, e := range path {
			if e.Subject() == at {
				text += " -" + e.Predicate() + "→ "
			} else {
				text += " ←" + e.Predicate() + "- "
			}
			at = e.Other(at)
			text += string(at)
		}
		return text
	}
}

func TestAllShortestPathsAreFoundInBothDirectionsOfEdges(t *testing.T) {
	v := build(t, `
		place/jinan prioritises industry/steel @document/a:1
		place/zibo prioritises industry/steel @document/a:2
		place/jinan prioritises industry/chips @document/a:3
		place/zibo supports industry/chips @document/a:4
		place/jinan cooperatesWith place/heze @document/a:5
		place/heze cooperatesWith place/dezhou @document/a:6
		place/dezhou cooperatesWith place/zibo @document/a:7
		place/weihai prioritises industry/fishery @document/a:8`)
	for _, row := range []struct {
		name     string
		from, to ID
		length   int
		limit    int
		want     string
	}{
		{"one edge", "place/jinan", "industry/steel", 5, 10, `place/jinan -prioritises→ industry/steel`},
		{"one edge, against its direction", "industry/steel", "place/jinan", 5, 10, `industry/steel ←prioritises- place/jinan`},
		{"two edges, two ways, and none of the longer ways", "place/jinan", "place/zibo", 8, 10, `
			place/jinan -prioritises→ industry/chips ←supports- place/zibo
			place/jinan -prioritises→ industry/steel ←prioritises- place/zibo`},
		{"no more than wanted", "place/jinan", "place/zibo", 8, 1, `place/jinan -prioritises→ industry/chips ←supports- place/zibo`},
		{"exactly as long as allowed", "place/jinan", "place/dezhou", 2, 10, `place/jinan -cooperatesWith→ place/heze -cooperatesWith→ place/dezhou`},
		{"longer than allowed", "place/jinan", "place/dezhou", 1, 10, ``},
		{"not connected", "place/jinan", "place/weihai", 8, 10, ``},
	} {
		t.Run(row.name, func(t *testing.T) {
			paths, err := v.Paths(t.Context(), PathQuestion{From: row.from, To: row.to, Length: row.length, Paths: row.limit})
			if err != nil {
				t.Fatal(err)
			}
			listed(t, paths, pathLine(row.from), row.want)
		})
	}
}

func TestTwoRelationsBetweenTwoThingsAreTwoPaths(t *testing.T) {
	v := build(t, `
		place/jinan builds cluster/chips @document/a:1
		place/jinan plans cluster/chips @document/b:1`)
	paths, err := v.Paths(t.Context(), PathQuestion{From: "place/jinan", To: "cluster/chips", Length: 3, Paths: 10})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, paths, pathLine("place/jinan"), `
		place/jinan -builds→ cluster/chips
		place/jinan -plans→ cluster/chips`)
	same(t, "the claim on the way", sources(paths[0][0].Claims()), "a:1")
}

// Everybody who is mayor is two steps from everybody else who is.
func TestNoPathRunsThroughPostsAndMetrics(t *testing.T) {
	v := build(t, `
		official/wang holds post/mayor @document/a:1 of=place/jinan
		official/sun holds post/mayor @document/a:2 of=place/zibo
		place/jinan hasTarget metric/output @document/a:3 amount=7 by=2025
		place/zibo hasTarget metric/output @document/a:4 amount=7 by=2025`)
	for _, row := range []struct {
		from, to ID
		want     string
	}{
		{"official/wang", "official/sun", ``},
		{"place/jinan", "place/zibo", ``},
		{"place/jinan", "official/sun", ``},
		// Who asks for one gets there all the same.
		{"official/wang", "post/mayor", `official/wang -holds→ tenure/wang.mayor.place.jinan -post→ post/mayor`},
		{"metric/output", "place/zibo", `metric/output ←metric- target/place.zibo.output.by-2025 ←hasTarget- place/zibo`},
		{"official/wang", "place/jinan", `official/wang -holds→ tenure/wang.mayor.place.jinan -at→ place/jinan`},
	} {
		paths, err := v.Paths(t.Context(), PathQuestion{From: row.from, To: row.to, Length: MaxPathLength, Paths: MaxPaths})
		if err != nil {
			t.Fatal(err)
		}
		listed(t, paths, pathLine(row.from), row.want)
	}
}

func TestPathsNeedTwoThingsAndBounds(t *testing.T) {
	v := build(t, `place/jinan prioritises industry/steel @document/a:1`)
	for name, row := range map[string]struct {
		from, to      ID
		length, limit int
		code          Code
	}{
		"an unknown start":  {"place/jinnan", "industry/steel", 3, 3, CodeNotFound},
		"an unknown end":    {"place/jinan", "industry/stele", 3, 3, CodeNotFound},
		"one thing":         {"place/jinan", "place/jinan", 3, 3, CodeInvalid},
		"no length":         {"place/jinan", "industry/steel", 0, 3, CodeInvalid},
		"a negative length": {"place/jinan", "industry/steel", -1, 3, CodeInvalid},
		"too long":          {"place/jinan", "industry/steel", MaxPathLength + 1, 3, CodeInvalid},
		"no paths":          {"place/jinan", "industry/steel", 3, 0, CodeInvalid},
		"too many paths":    {"place/jinan", "industry/steel", 3, MaxPaths + 1, CodeInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := v.Paths(t.Context(), PathQuestion{From: row.from, To: row.to, Length: row.length, Paths: row.limit})
			refused(t, err, row.code)
		})
	}
}

func TestACancelledSearchForPathsStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	paths, err := build(t, `place/jinan prioritises industry/steel @document/a:1`).Paths(ctx, PathQuestion{From: "place/jinan", To: "industry/steel", Length: 3, Paths: 3})
	refused(t, err, CodeUnavailable)
	if !errors.Is(err, context.Canceled) || paths != nil {
		t.Errorf("%v, %v", paths, err)
	}
}

func TestPathsAreThoseThatTryingAllWaysFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		things := []string{"place/a", "place/b", "enterprise/c", "enterprise/d", "organisation/e", "organisation/f"}
		facts := strings.Join(things, "\n") + "\n"
		for line := range rapid.IntRange(0, 9).Draw(t, "edges") {
			from, to := rapid.SampledFrom(things).Draw(t, "from"), rapid.SampledFrom(things).Draw(t, "to")
			if from != to {
				facts += fmt.Sprintf("%s %s %s @document/a:%d\n", from, rapid.SampledFrom([]string{"cooperatesWith", "supports"}).Draw(t, "predicate"), to, line+1)
			}
		}
		v := build(t, facts)
		length := rapid.IntRange(1, 5).Draw(t, "length")
		edges := slices.Concat(v.Edges("cooperatesWith"), v.Edges("supports"))
		var shortest []string
		for depth := 1; depth <= length && shortest == nil; depth++ {
			var try func(at ID, path []Edge)
			try = func(at ID, path []Edge) {
				if at == "enterprise/d" {
					if len(path) == depth {
						shortest = append(shortest, pathLine("place/a")(path))
					}
					return
				}
				for _, e := range edges {
					if len(path) < depth && (e.Subject() == at || e.Object() == at) {
						try(e.Other(at), append(slices.Clone(path), e))
					}
				}
			}
			try("place/a", nil)
		}
		paths, err := v.Paths(context.Background(), PathQuestion{From: "place/a", To: "enterprise/d", Length: length, Paths: MaxPaths})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, path := range paths {
			got = append(got, pathLine("place/a")(path))
		}
		slices.Sort(got)
		slices.Sort(shortest)
		if len(shortest) <= MaxPaths && !slices.Equal(got, shortest) {
			t.Fatalf("the paths are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(shortest, "\n"))
		}
	})
}
