package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

func isNew(ctx context.Context, p *place) error {
	j, err := p.journal()
	if err != nil {
		return err
	}
	newest, err := j.Newest(ctx)
	if err != nil || newest != (graph.Commit{}) {
		return fmt.Errorf("the newest commit is %+v, %w", newest, orNone(err))
	}
	b := graph.NewBuilder()
	if commit, err := j.Read(ctx, 0, b); err != nil || commit != (graph.Commit{}) || b.Len() != 0 {
		return fmt.Errorf("read %+v with %d quads, %w", commit, b.Len(), orNone(err))
	}
	list, err := j.Commits(ctx)
	if err != nil || len(list) != 0 {
		return fmt.Errorf("there are %d commits, %w", len(list), orNone(err))
	}
	return j.Since(ctx, 0, func(c graph.Commit, _ graph.Changeset) error { return fmt.Errorf("there is %+v", c) })
}

var errNone = errors.New("no error")

func orNone(err error) error { return cmp.Or(err, errNone) }

func comeBack(ctx context.Context, p *place) error {
	j, err := p.journal()
	if err != nil {
		return err
	}
	if _, err := j.Commit(ctx, 0, graph.Changeset{Add: quads()}, graph.Commit{}); err != nil {
		return err
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	want := slices.Collect(graph.NewView(quads()).Quads())
	got := slices.Collect(again.View().Quads())
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			return fmt.Errorf("%.200s came back as %.200s", want[i], got[i])
		}
	}
	return expect(again.View(), 1, quads())
}

func overlay(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	first, both := quads()[:10], slices.Concat(quads(), numbered(0, 50))
	if err := cmp.Or(load(ctx, s, first), load(ctx, s, both)); err != nil {
		return err
	}
	if err := expect(s.View(), 2, both); err != nil {
		return err
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	return expect(again.View(), 2, both)
}

func idempotent(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	for range 3 {
		if err := load(ctx, s, quads()); err != nil {
			return err
		}
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	return cmp.Or(expect(s.View(), 1, quads()), expect(again.View(), 1, quads()), load(ctx, again, quads()), expect(again.View(), 1, quads()))
}

func removedAndAgain(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	states := [][]graph.Quad{quads(), quads()[3:], nil, quads(), quads()[:1]}
	for i, state := range states {
		if err := load(ctx, s, state); err != nil {
			return err
		}
		again, err := p.store(ctx)
		if err != nil {
			return err
		}
		if err := cmp.Or(expect(s.View(), uint64(i+1), state), expect(again.View(), uint64(i+1), state)); err != nil {
			return err
		}
	}
	return nil
}

func refused(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	if err := load(ctx, s, quads()[:5]); err != nil {
		return err
	}
	for name, change := range map[string]graph.Changeset{
		"a quad that is there":     {Add: quads()[4:6]},
		"a quad that is not there": {Remove: quads()[4:6]},
		"a quad twice":             {Add: []graph.Quad{quads()[7], quads()[7]}},
	} {
		if _, err := s.Apply(ctx, change); graph.CodeOf(err) != graph.CodeConflict {
			return fmt.Errorf("%s: %w", name, orNone(err))
		}
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	return cmp.Or(expect(s.View(), 1, quads()[:5]), expect(again.View(), 1, quads()[:5]))
}

func behind(ctx context.Context, p *place) error {
	one, err := p.journal()
	if err != nil {
		return err
	}
	two, err := p.journal()
	if err != nil {
		return err
	}
	if _, err := one.Commit(ctx, 0, graph.Changeset{Add: quads()[:2]}, graph.Commit{}); err != nil {
		return err
	}
	for _, follows := range []uint64{0, 2, 100} {
		if _, err := two.Commit(ctx, follows, graph.Changeset{Add: quads()[2:3]}, graph.Commit{}); !errors.Is(err, graph.ErrBehind) || graph.CodeOf(err) != graph.CodeConflict {
			return fmt.Errorf("a commit that follows %d: %w", follows, orNone(err))
		}
	}
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	return expect(s.View(), 1, quads()[:2])
}

func remembered(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	before := time.Now().Add(-time.Second)
	if err := cmp.Or(load(ctx, s, quads()), load(ctx, s, quads()[2:])); err != nil {
		return err
	}
	j, err := p.journal()
	if err != nil {
		return err
	}
	list, err := j.Commits(ctx)
	if err != nil || len(list) != 2 {
		return fmt.Errorf("there are %d commits, %w", len(list), orNone(err))
	}
	for i, c := range list {
		if c.Generation != uint64(i+1) || c.By != "tester" || c.What != "a test" || c.At.Before(before) || c.At.After(time.Now()) || c.At.Location() != time.UTC {
			return fmt.Errorf("commit %d is remembered as %+v", i+1, c)
		}
	}
	newest, err := j.Newest(ctx)
	if err != nil || newest != list[1] {
		return fmt.Errorf("the newest is %+v, %w", newest, orNone(err))
	}
	if c := list[1]; c.QuadsAdded != 0 || c.QuadsRemoved != 2 || c.Quads != len(quads())-2 {
		return fmt.Errorf("the counts are %+v", c)
	}
	return nil
}

// history commits some generations, with much and little change, and tells their states.
func history(ctx context.Context, p *place, count int) (*graph.Store, [][]graph.Quad, error) {
	s, err := p.store(ctx)
	if err != nil {
		return nil, nil, err
	}
	states := make([][]graph.Quad, count+1)
	for g := 1; g <= count; g++ {
		states[g] = slices.Concat(quads()[:g%len(quads())], numbered(g*20, g*20+100))
		if err := load(ctx, s, states[g]); err != nil {
			return nil, nil, err
		}
	}
	return s, states, nil
}

func everyGeneration(ctx context.Context, p *place) error {
	s, states, err := history(ctx, p, 12)
	if err != nil {
		return err
	}
	return readAll(ctx, s, states, 1)
}

func readAll(ctx context.Context, s *graph.Store, states [][]graph.Quad, from int) error {
	for g := from; g < len(states); g++ {
		v, err := s.At(ctx, uint64(g))
		if err != nil {
			return err
		}
		if err := expect(v, uint64(g), states[g]); err != nil {
			return err
		}
	}
	return nil
}

func since(ctx context.Context, p *place) error {
	_, states, err := history(ctx, p, 8)
	if err != nil {
		return err
	}
	j, err := p.journal()
	if err != nil {
		return err
	}
	for from := 1; from < len(states); from++ {
		have, next := asSet(states[from]), uint64(from)
		err := j.Since(ctx, uint64(from), func(c graph.Commit, change graph.Changeset) error {
			if next++; c.Generation != next || len(change.Add) != c.QuadsAdded || len(change.Remove) != c.QuadsRemoved {
				return fmt.Errorf("behind %d comes %+v", next-1, c)
			}
			for _, q := range change.Remove {
				delete(have, q)
			}
			for _, q := range change.Add {
				have[q] = true
			}
			return nil
		})
		if err != nil {
			return err
		}
		if want := asSet(states[len(states)-1]); next != uint64(len(states)-1) || len(want) != len(have) {
			return fmt.Errorf("from %d one comes to %d, with %d quads in place of %d", from, next, len(have), len(want))
		}
	}
	stop := errors.New("enough")
	calls := 0
	if err := j.Since(ctx, 1, func(graph.Commit, graph.Changeset) error { calls++; return stop }); !errors.Is(err, stop) || calls != 1 {
		return fmt.Errorf("after %d calls: %w", calls, orNone(err))
	}
	return nil
}

func asSet(list []graph.Quad) map[graph.Quad]bool {
	set := map[graph.Quad]bool{}
	for _, q := range list {
		set[q] = true
	}
	return set
}

func forgotten(ctx context.Context, p *place) error {
	_, _, err := history(ctx, p, 3)
	if err != nil {
		return err
	}
	j, err := p.journal()
	if err != nil {
		return err
	}
	if _, err := j.Read(ctx, 4, graph.NewBuilder()); !errors.Is(err, graph.ErrForgotten) || graph.CodeOf(err) != graph.CodeNotFound {
		return fmt.Errorf("reading a generation to come: %w", orNone(err))
	}
	if err := j.Since(ctx, 4, func(graph.Commit, graph.Changeset) error { return nil }); !errors.Is(err, graph.ErrForgotten) {
		return fmt.Errorf("what is behind a generation to come: %w", orNone(err))
	}
	return j.Since(ctx, 3, func(c graph.Commit, _ graph.Changeset) error { return fmt.Errorf("there is %+v behind the newest", c) })
}

func compacted(ctx context.Context, p *place) error {
	s, states, err := history(ctx, p, 10)
	if err != nil {
		return err
	}
	j, err := p.journal()
	if err != nil {
		return err
	}
	old, err := s.At(ctx, 9)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		view *graph.View
		keep int
	}{{s.View(), 20}, {old, 1}, {s.View(), 4}, {s.View(), 4}, {s.View(), 1}} {
		if err := j.Compact(ctx, step.view, step.keep); err != nil {
			return err
		}
		first := max(1, 10-step.keep+1)
		if step.view == old { // nothing can be told of what came later
			first = 10
		}
		if err := readAll(ctx, s, states, first); err != nil {
			return fmt.Errorf("when %d are kept: %w", step.keep, err)
		}
	}
	if _, err := j.Read(ctx, 9, graph.NewBuilder()); !errors.Is(err, graph.ErrForgotten) {
		return fmt.Errorf("a generation that is forgotten: %w", orNone(err))
	}
	if err := j.Since(ctx, 8, func(graph.Commit, graph.Changeset) error { return errors.New("something is handed over") }); !errors.Is(err, graph.ErrForgotten) {
		return fmt.Errorf("what is behind a generation that is forgotten: %w", orNone(err))
	}
	if list, err := j.Commits(ctx); err != nil || len(list) != 1 || list[0].Generation != 10 {
		return fmt.Errorf("%d commits are remembered, %w", len(list), orNone(err))
	}
	// One who is behind all that is kept reads anew, and commits go on.
	if err := load(ctx, s, quads()); err != nil {
		return err
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	return cmp.Or(expect(s.View(), 11, quads()), expect(again.View(), 11, quads()))
}

func cancelled(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	if err := load(ctx, s, quads()[:2]); err != nil {
		return err
	}
	j, err := p.journal()
	if err != nil {
		return err
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	none := func(graph.Commit, graph.Changeset) error { return nil }
	_, newest := j.Newest(ended)
	_, read := j.Read(ended, 0, graph.NewBuilder())
	_, commit := j.Commit(ended, 1, graph.Changeset{Add: quads()[2:]}, graph.Commit{})
	_, commits := j.Commits(ended)
	for name, err := range map[string]error{"Newest": newest, "Read": read, "Commit": commit, "Commits": commits,
		"Since": j.Since(ended, 0, none), "Await": j.Await(ended, 1), "the Store": load(ended, s, quads())} {
		if graph.CodeOf(err) != graph.CodeUnavailable || !errors.Is(err, context.Canceled) {
			return fmt.Errorf("%s: %w", name, orNone(err))
		}
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	return cmp.Or(expect(again.View(), 1, quads()[:2]), expect(s.View(), 1, quads()[:2]))
}

func woken(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	follower, err := p.store(ctx)
	if err != nil {
		return err
	}
	following, stop := context.WithCancel(ctx)
	defer stop()
	told := make(chan error, 1)
	go follower.Follow(following, func(err error) {
		select {
		case told <- err:
		default:
		}
	})
	for g := uint64(1); g <= 5; g++ {
		if err := load(ctx, s, quads()[:g]); err != nil {
			return err
		}
		view := follower.View()
		for view.Generation() != g {
			if view, err = follower.Await(ctx, view); err != nil {
				return err
			}
		}
		if err := expect(view, g, quads()[:g]); err != nil {
			return err
		}
	}
	select {
	case err := <-told:
		return fmt.Errorf("following told %w", orNone(err))
	default:
		return nil
	}
}

func readers(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	state := func(g uint64) []graph.Quad { return numbered(int(g)*10, int(g)*10+200) }
	if err := load(ctx, s, state(1)); err != nil {
		return err
	}
	var group sync.WaitGroup
	faults := make(chan error, 8)
	done, finish := context.WithCancel(ctx)
	for range 3 {
		group.Go(func() {
			for done.Err() == nil {
				again, err := p.open()
				if err != nil {
					faults <- err
					return
				}
				store, err := graph.OpenStore(ctx, again, graph.StoreOptions{})
				if err == nil {
					err = expect(store.View(), store.View().Generation(), state(store.View().Generation()))
				}
				if err = cmp.Or(err, again.Close()); err != nil {
					faults <- err
					return
				}
			}
		})
	}
	for g := uint64(2); g <= 20 && err == nil; g++ {
		err = load(ctx, s, state(g))
	}
	finish()
	group.Wait()
	close(faults)
	return cmp.Or(err, <-faults)
}

func writers(ctx context.Context, p *place) error {
	const each, count = 8, 3
	var group sync.WaitGroup
	faults := make(chan error, count)
	for w := range count {
		s, err := p.store(ctx)
		if err != nil {
			return err
		}
		group.Go(func() {
			for i := range each {
				mine := numbered(w*1000+i, w*1000+i+1)
				if _, err := s.Update(ctx, "a test", func(*graph.View) (graph.Changeset, error) { return graph.Changeset{Add: mine}, nil }); err != nil {
					faults <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(faults)
	if err := <-faults; err != nil {
		return err
	}
	var wanted []graph.Quad
	for w := range count {
		wanted = append(wanted, numbered(w*1000, w*1000+each)...)
	}
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	return expect(s.View(), each*count, wanted)
}

func large(ctx context.Context, p *place) error {
	s, err := p.store(ctx)
	if err != nil {
		return err
	}
	first, second := numbered(0, 60_000), numbered(20_000, 80_000)
	if err := cmp.Or(load(ctx, s, first), load(ctx, s, second)); err != nil {
		return err
	}
	again, err := p.store(ctx)
	if err != nil {
		return err
	}
	before, err := again.At(ctx, 1)
	if err != nil {
		return err
	}
	return cmp.Or(expect(again.View(), 2, second), expect(before, 1, first))
}

func clock(ctx context.Context, p *place) error {
	j, err := p.journal()
	if err != nil {
		return err
	}
	at := time.Date(2021, 3, 4, 5, 6, 7, 890_000, time.FixedZone("", 8*3600))
	if _, err := j.Commit(ctx, 0, graph.Changeset{Add: quads()[:1]}, graph.Commit{At: at, By: "王 \"x\"\n", What: "数据, ./a b"}); err != nil {
		return err
	}
	got, err := j.Newest(ctx)
	if err != nil {
		return err
	}
	if !got.At.Equal(at) || got.By != "王 \"x\"\n" || got.What != "数据, ./a b" {
		return fmt.Errorf("came back as %+v", got)
	}
	return nil
}
