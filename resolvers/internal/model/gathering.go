package model

import (
	"sync"

	"github.com/polygraph-kg/polygraph/graph"
)

// Gathering notes what the answers of a request are about, whole lists and not pages
// alone, so that they can be exported. Fields of a request are answered side by side.
type Gathering struct {
	mutex   sync.Mutex
	answers *graph.Answers
	any     bool // whether anything could be noted, be it an empty list
}

// Noted is the reader of a request whose answers are noted.
func (r *Reader) Noted() (*Reader, *Gathering) {
	noted := *r
	noted.gathering = &Gathering{answers: r.Gather()}
	return &noted, noted.gathering
}

// Answers are what was noted once the request is answered; nil where it asked for
// nothing that can be.
func (g *Gathering) Answers() *graph.Answers {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if !g.any {
		return nil
	}
	return g.answers
}

// note lets a request whose answers are noted note one.
func (r *Reader) note(add func(*graph.Answers)) {
	if g := r.gathering; g != nil {
		g.mutex.Lock()
		defer g.mutex.Unlock()
		g.any = true
		add(g.answers)
	}
}

// noteList notes all items of a list.
func noteList[S any](r *Reader, list graph.List[S]) {
	r.note(func(a *graph.Answers) {
		for _, item := range list.All() {
			switch item := any(item).(type) {
			case *graph.Thing:
				a.Things(item.ID)
			case graph.Match: // what else is said of it ranks it, and was not asked for
				a.Things(item.Node.ID())
			case graph.Edge:
				a.Edges(item)
			case *graph.Claim:
				a.Claims(item)
			default:
				a.Evidence(list.Evidence(any(item).(S)))
			}
		}
	})
}

// NoteNodes notes things and claims that a request names.
func (g *Gathering) NoteNodes(v *graph.View, ids []graph.ID) {
	(&Reader{gathering: g}).note(func(a *graph.Answers) {
		for _, id := range ids {
			if claim := v.Claim(id); claim != nil {
				a.Claims(claim)
			} else {
				a.Things(id)
			}
		}
	})
}

func noteComparison(r *Reader, c *graph.Comparison) {
	r.note(func(a *graph.Answers) {
		e := graph.Evidence{Things: c.Places}
		for _, row := range c.Industries {
			e.Things = append(e.Things, row.Industry)
			for _, cell := range row.Cells {
				e.Claims = append(e.Claims, cell...)
			}
		}
		for _, row := range c.Metrics {
			for _, cell := range row.Cells {
				e.Claims = append(append(e.Claims, cell.Targets...), cell.Figures...)
			}
		}
		a.Evidence(e)
	})
}

func noteSubgraph(r *Reader, s *graph.Subgraph) {
	r.note(func(a *graph.Answers) {
		for _, n := range s.Nodes {
			a.Thing(n.Thing)
		}
		a.Edges(s.Edges...)
	})
}

func noteProfile(r *Reader, p *graph.Profile) {
	r.note(func(a *graph.Answers) {
		a.Things(p.Place.ID())
		for _, part := range p.Parts {
			a.Things(part.ID())
		}
		for _, held := range p.Leaders {
			a.Claims(held.Claims...)
		}
		for _, edges := range [][]graph.Edge{p.Priorities, p.Clusters, p.Programmes, p.Undertakings, p.Targets, p.Figures} {
			a.Edges(edges...)
		}
	})
}
