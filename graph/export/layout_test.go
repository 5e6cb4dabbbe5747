package export

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/spatial/r2"

	"github.com/polygraph-kg/polygraph/graph"
)

func laidOut(ctx context.Context, s *graph.Selection) map[graph.ID]point {
	return (&job{ctx: ctx, piece: s, Options: Options{Languages: graph.Fallback()}}).properties().layout()
}

func TestLayoutPlacesEveryNodeTheSameEachTime(t *testing.T) {
	piece := awkward(t).All()
	first := laidOut(t.Context(), piece)
	things, _, claims := piece.Size()
	if len(first) != things+claims {
		t.Errorf("%d nodes have places, of %d", len(first), things+claims)
	}
	if !maps.Equal(first, laidOut(t.Context(), awkward(t).All())) {
		t.Error("the same graph is laid out otherwise")
	}
}

// Bodies are moved in parts, side by side where there are several processors.
func TestTheNumberOfProcessorsMovesNothing(t *testing.T) {
	moved := func(processors int) []r2.Vec {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		var pairs [][2]int
		for i := range 999 {
			pairs = append(pairs, [2]int{i / 3, i + 1})
		}
		bodies, springs := bodiesOf(1000, pairs...)
		islands := islandsOf(bodies, springs)
		if len(islands) != 1 {
			t.Fatalf("%d islands", len(islands))
		}
		for range 10 {
			islands[0].step(0.5)
		}
		var at []r2.Vec
		for _, b := range bodies {
			at = append(at, b.at)
		}
		return at
	}
	if one := moved(1); !slices.Equal(one, moved(4)) || one[0] == one[1] {
		t.Error("one processor moves bodies otherwise than four")
	}
}

func TestLayoutIsGivenUp(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	if got := laidOut(ended, awkward(t).All()); got != nil {
		t.Errorf("placed %d nodes for nobody", len(got))
	}
	var many []*graph.Thing
	for i := range maxLaidOut + 1 {
		many = append(many, &graph.Thing{ID: graph.ID(fmt.Sprintf("industry/i%d", i)), Kind: graph.Industry, Labels: map[string]string{"en": "one"}})
	}
	v := view(t, many, nil)
	if got := laidOut(t.Context(), v.All()); got != nil {
		t.Errorf("placed %d nodes, which are too many", len(got))
	}
}

// bodiesOf are so many bodies, related as "0-1 1-2".
func bodiesOf(count int, pairs ...[2]int) ([]*body, []spring) {
	bodies := make([]*body, count)
	for i := range bodies {
		bodies[i] = &body{radius: 5}
	}
	var springs []spring
	for _, pair := range pairs {
		springs = append(springs, spring{bodies[pair[0]], bodies[pair[1]], 1})
	}
	return bodies, springs
}

func TestIslandsStandInRowsBelowTheLargest(t *testing.T) {
	bodies, springs := bodiesOf(9, [2]int{0, 1}, [2]int{4, 5}, [2]int{5, 6}, [2]int{6, 4})
	if !arrange(t.Context(), bodies, springs) {
		t.Fatal("given up")
	}
	lowest := min(bodies[4].at.Y, bodies[5].at.Y, bodies[6].at.Y)
	for _, i := range []int{2, 3, 7, 8} {
		if bodies[i].at.Y >= lowest {
			t.Errorf("%d, which is alone, is not below the largest island: %v, %v", i, bodies[i].at.Y, lowest)
		}
	}
	if bodies[7].at.Y != bodies[8].at.Y {
		t.Error("two that are alone are not in one row")
	}
}

func TestNothingIsALayoutToo(t *testing.T) {
	if !arrange(t.Context(), nil, nil) {
		t.Error("given up")
	}
}

func TestNodesDoNotOverlap(t *testing.T) {
	bodies, springs := random(2_000)
	if !arrange(t.Context(), bodies, springs) {
		t.Fatal("given up")
	}
	overlaps := 0
	for i, a := range bodies {
		for _, b := range bodies[:i] {
			if r2.Norm(r2.Sub(a.at, b.at)) < a.radius+b.radius {
				overlaps++
			}
		}
	}
	if overlaps > 0 {
		t.Errorf("%d pairs of nodes overlap", overlaps)
	}
}

// The approximation stays near the sum over all bodies, and no body feels itself.
func TestFarBodiesAreFeltTogether(t *testing.T) {
	bodies, springs := random(500)
	islandsOf(bodies, springs)
	all := quadrantOf(bodies)
	for _, b := range bodies[:50] {
		var exact r2.Vec
		for _, other := range bodies {
			v := r2.Sub(other.at, b.at)
			exact = r2.Add(exact, r2.Scale(-repulsion*other.radius/max(1, r2.Norm2(v)), v))
		}
		if off := r2.Norm(r2.Sub(all.push(b), exact)); off > 0.05*math.Sqrt(r2.Norm2(exact))+5 {
			t.Errorf("%v instead of %v", all.push(b), exact)
		}
	}
}

// random is a graph of some hubs with many leaves, as the curated graph is.
func random(count int) ([]*body, []spring) {
	source := rand.New(rand.NewPCG(3, 4))
	bodies := make([]*body, count)
	var springs []spring
	for i := range bodies {
		bodies[i] = &body{radius: 4 + 8*source.Float64()}
		for range 2 {
			if i > 0 && source.IntN(10) > 0 {
				springs = append(springs, spring{bodies[i], bodies[int(float64(i)*math.Pow(source.Float64(), 4))], 1})
			}
		}
	}
	return bodies, springs
}

// Of 2,000 nodes and about 3,600 relations.
func BenchmarkLayout(b *testing.B) {
	for b.Loop() {
		bodies, springs := random(2_000)
		if !arrange(b.Context(), bodies, springs) || bodies[0].at == bodies[1].at {
			b.Fatal("not laid out")
		}
	}
}
