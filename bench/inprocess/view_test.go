package main

import (
	"slices"
	"testing"

	"github.com/polygraph-kg/polygraph/bench/plain"
	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/graph"
)

// The View and the loops that were written by hand answer alike, so that what is measured
// of both is the same work.
func TestViewAnswersAsLoopsByHandDo(t *testing.T) {
	made, err := policy.New(3, 60_000)
	if err != nil {
		t.Fatal(err)
	}
	index := plain.New(made.Pieces())
	asked := &answerer{view: graph.NewView(slices.Collect(made.Quads()))}
	for _, q := range questions.All() {
		t.Run(q.Name, func(t *testing.T) {
			drawn := q.Draw(index, 24)
			if len(drawn) == 0 {
				t.Fatal("nothing is drawn")
			}
			for _, v := range drawn {
				want, err := q.Facts(index, v, q.Append(index, nil, v))
				if err != nil {
					t.Fatalf("%+v: %v", v, err)
				}
				if err := asked.answer(t.Context(), q.Name, v); err != nil {
					t.Fatalf("%+v: %v", v, err)
				}
				got, err := q.Facts(index, v, asked.text)
				if err != nil {
					t.Fatalf("%+v: %v", v, err)
				}
				if !slices.Equal(want, got) {
					t.Errorf("%+v: %s", v, questions.Differ(want, got))
				}
			}
		})
	}
}

// Each walk leads to as many things as was counted by hand.
func TestWalksLeadWhereTheyDidByHand(t *testing.T) {
	made, err := policy.New(3, 60_000)
	if err != nil {
		t.Fatal(err)
	}
	view := graph.NewView(slices.Collect(made.Quads()))
	for _, w := range plain.New(made.Pieces()).Walks(12) {
		if got := follow(view, w); got != w.Results {
			t.Errorf("%d relations from %s lead to %d things, not %d", w.Hops, w.From, got, w.Results)
		}
	}
}
