package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/polygraph-kg/polygraph/graph"
)

// thereAndBack goes through states of quads that look alike, chosen by chance and the same in
// each run, and back to earlier ones; then everything is read again by another process.
func thereAndBack(ctx context.Context, p *place) error {
	const steps = 12
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	chance := rand.New(rand.NewPCG(3, 4))
	all := append(quads(), numbered(0, 30)...)
	states := [][]graph.Quad{nil}
	for g := 1; g <= steps; g++ {
		var next []graph.Quad
		if chance.IntN(3) == 0 && g > 1 {
			next = states[chance.IntN(g-1)]
		} else {
			for _, q := range all {
				if len(q.Object.Value) < 1000 && chance.IntN(2) == 0 { // a long one is met elsewhere, and takes its time
					next = append(next, q)
				}
			}
		}
		if err := load(ctx, s, next); err != nil {
			return fmt.Errorf("to state %d: %w", g, err)
		}
		if int(s.View().Generation()) == len(states) { // else it was the state before
			states = append(states, next)
		}
		if err := expect(s.View(), uint64(len(states)-1), next); err != nil {
			return err
		}
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	return readAll(ctx, again, states, 1)
}
