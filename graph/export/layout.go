package export

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/spatial/r2"

	"github.com/polygraph-kg/polygraph/graph"
)

// maxLaidOut is how many nodes are laid out here. Beyond, it takes too long for somebody
// who waits, and programs that draw such graphs lay them out themselves.
const maxLaidOut = 5_000

// What decides how a layout looks; found by trying, on the curated graph.
const (
	cooling    = 0.0228 // of forces from step to step, so that they end after 300
	drag       = 0.6    // what is left of a speed after a step
	repulsion  = 10.0   // how strongly nodes push each other away
	gravity    = 0.025  // how strongly everything is drawn to the middle
	regionPull = 0.3    // how strongly a place draws what is in it, beside relations, which draw with 1
	reach      = 30.0   // between the rims of nodes that are related, at rest
	accuracy   = 0.9    // theta of Barnes and Hut: larger is faster and rougher
	gap        = 4.0    // between nodes, at least
)

// point is where a node is drawn; y grows upwards.
type point struct{ x, y float64 }

// layout is where each node is drawn; nil for a graph that is too large to be laid out
// here. It is the same for the same graph. What hangs together, an island, is laid out
// by forces; the largest island comes first, and the others stand in rows below it. The
// unit of lengths is that of the sizes of nodes, which are radii; a graph of a thousand
// nodes reaches from -2000 to 2000 or so.
func (g *propertyGraph) layout() map[graph.ID]point {
	quiet := (&job{ctx: g.ctx, piece: g.piece, Options: Options{Languages: g.Languages}}).properties() // counts no progress
	var bodies []*body
	var regions []graph.ID
	index := make(map[graph.ID]*body)
	for n := range quiet.nodes() {
		if len(bodies) == maxLaidOut {
			return nil
		}
		b := &body{id: n.id, radius: n.size()}
		bodies = append(bodies, b)
		index[n.id] = b
		regions = append(regions, n.region)
	}
	var springs []spring
	for e := range quiet.edges() {
		a, b := index[e.source], index[e.target]
		if a == nil || b == nil { // nobody waits any more
			return nil
		}
		springs = append(springs, spring{a, b, 1})
	}
	for i, region := range regions {
		if of := index[region]; of != nil {
			springs = append(springs, spring{bodies[i], of, regionPull})
		}
	}
	if !arrange(g.ctx, bodies, springs) {
		return nil
	}
	places := make(map[graph.ID]point, len(bodies))
	for _, b := range bodies {
		places[b.id] = point{math.Round(b.at.X*10) / 10, math.Round(b.at.Y*10) / 10}
	}
	return places
}

// arrange puts bodies into their places; it tells whether somebody waited until the end.
func arrange(ctx context.Context, bodies []*body, springs []spring) bool {
	islands, pause := islandsOf(bodies, springs), graph.PauseOf(ctx)
	for _, island := range islands {
		for heat := 1.0; heat > 0.001; heat *= 1 - cooling {
			if ctx.Err() != nil {
				return false
			}
			if pause != nil {
				pause()
			}
			island.step(heat)
		}
		island.spread()
	}
	pack(islands)
	return true
}

// body is a node while it is being laid out.
type body struct {
	id        graph.ID
	radius    float64
	island    *island
	joins     float64 // strength of all of its springs
	at, speed r2.Vec
}

type spring struct {
	a, b     *body
	strength float64
}

// island is what hangs together.
type island struct {
	bodies  []*body
	springs []spring
}

// islandsOf parts bodies into islands, the largest first, then in the order of their
// first bodies. Bodies begin on a spiral, those that are related near each other.
func islandsOf(bodies []*body, springs []spring) []*island {
	joined := make(map[*body][]*body)
	for _, s := range springs {
		if s.a != s.b {
			joined[s.a] = append(joined[s.a], s.b)
			joined[s.b] = append(joined[s.b], s.a)
			s.a.joins += s.strength
			s.b.joins += s.strength
		}
	}
	var islands []*island
	for _, first := range bodies {
		if first.island != nil {
			continue
		}
		found := &island{bodies: []*body{first}}
		first.island = found
		for i := 0; i < len(found.bodies); i++ {
			b := found.bodies[i]
			angle, from := float64(i)*math.Pi*(3-math.Sqrt(5)), 20*math.Sqrt(float64(i))
			b.at = r2.Vec{X: from * math.Cos(angle), Y: from * math.Sin(angle)}
			for _, other := range joined[b] {
				if other.island == nil {
					other.island = found
					found.bodies = append(found.bodies, other)
				}
			}
		}
		islands = append(islands, found)
	}
	for _, s := range springs {
		if s.a != s.b {
			s.a.island.springs = append(s.a.island.springs, s)
		}
	}
	slices.SortStableFunc(islands, func(a, b *island) int { return cmp.Compare(len(b.bodies), len(a.bodies)) })
	return islands
}

// step moves the bodies of an island a little, as d3-force does (https://d3js.org/d3-force):
// springs draw or push the end with fewer springs more, so that a place with many
// relations stays where it is and what is related comes to it.
func (i *island) step(heat float64) {
	if len(i.bodies) < 2 {
		return
	}
	for _, s := range i.springs {
		v := r2.Sub(r2.Add(s.b.at, s.b.speed), r2.Add(s.a.at, s.a.speed))
		distance := r2.Norm(v)
		if distance == 0 {
			continue
		}
		pull := (distance - s.a.radius - s.b.radius - reach) / distance * heat * s.strength / min(s.a.joins, s.b.joins)
		share := s.a.joins / (s.a.joins + s.b.joins)
		s.a.speed = r2.Add(s.a.speed, r2.Scale(pull*(1-share), v))
		s.b.speed = r2.Sub(s.b.speed, r2.Scale(pull*share, v))
	}
	// Each body adds up its own forces in a fixed order, so that the number of
	// processors changes nothing.
	all := quadrantOf(i.bodies)
	var done sync.WaitGroup
	for part := range slices.Chunk(i.bodies, 256) {
		done.Go(func() {
			for _, b := range part {
				force := r2.Sub(all.push(b), r2.Scale(gravity, b.at))
				b.speed = r2.Add(b.speed, r2.Scale(heat, force))
			}
		})
	}
	done.Wait()
	for _, b := range i.bodies {
		b.speed = r2.Scale(drag, b.speed)
		b.at = r2.Add(b.at, b.speed)
	}
}

// quadrant is a square and what is in it, of which bodies that are far away feel no more
// than its mass and the center of that (Barnes and Hut 1986). It is written here because
// gonum v0.17.0 misplaces bodies whose mass is not 1 in its package barneshut, and its
// layout.EadesR2 puts them into another place each time.
type quadrant struct {
	mass   float64 // radii of the bodies
	center r2.Vec
	extent float64 // twice how far a body is from the center, so that none feels itself
	parts  []*quadrant
}

func quadrantOf(bodies []*body) *quadrant {
	low, high := bodies[0].at, bodies[0].at
	for _, b := range bodies {
		low = r2.Vec{X: min(low.X, b.at.X), Y: min(low.Y, b.at.Y)}
		high = r2.Vec{X: max(high.X, b.at.X), Y: max(high.Y, b.at.Y)}
	}
	return newQuadrant(bodies, low, max(high.X-low.X, high.Y-low.Y), 0)
}

func newQuadrant(bodies []*body, corner r2.Vec, side float64, depth int) *quadrant {
	q := &quadrant{}
	for _, b := range bodies {
		q.mass += b.radius
		q.center = r2.Add(q.center, r2.Scale(b.radius, b.at))
	}
	q.center = r2.Scale(1/q.mass, q.center)
	for _, b := range bodies {
		q.extent = max(q.extent, 2*r2.Norm(r2.Sub(b.at, q.center)))
	}
	if len(bodies) == 1 || depth == 24 { // so deep, bodies are in one place
		return q
	}
	half := side / 2
	var within [4][]*body
	for _, b := range bodies {
		part := 0
		if b.at.X >= corner.X+half {
			part = 1
		}
		if b.at.Y >= corner.Y+half {
			part += 2
		}
		within[part] = append(within[part], b)
	}
	for part, bodies := range within {
		if len(bodies) > 0 {
			from := r2.Add(corner, r2.Scale(half, r2.Vec{X: float64(part % 2), Y: float64(part / 2)}))
			q.parts = append(q.parts, newQuadrant(bodies, from, half, depth+1))
		}
	}
	return q
}

func (q *quadrant) push(b *body) r2.Vec {
	v := r2.Sub(q.center, b.at)
	distance2 := r2.Norm2(v)
	if len(q.parts) == 0 || q.extent*q.extent < accuracy*accuracy*distance2 {
		return r2.Scale(-repulsion*q.mass/max(1, distance2), v) // itself at no distance, but for rounding
	}
	var force r2.Vec
	for _, part := range q.parts {
		force = r2.Add(force, part.push(b))
	}
	return force
}

// spread pushes apart the nodes of an island that overlap.
func (i *island) spread() {
	var widest float64
	for _, b := range i.bodies {
		widest = max(widest, 2*b.radius+gap)
	}
	type cell struct{ x, y int }
	for range 100 {
		cells := make(map[cell][]*body)
		in := func(b *body) cell {
			return cell{int(math.Floor(b.at.X / widest)), int(math.Floor(b.at.Y / widest))}
		}
		for _, b := range i.bodies {
			cells[in(b)] = append(cells[in(b)], b)
		}
		moved := false
		for n, b := range i.bodies {
			at := in(b)
			for x := at.x - 1; x <= at.x+1; x++ {
				for y := at.y - 1; y <= at.y+1; y++ {
					for _, other := range cells[cell{x, y}] {
						moved = b.part(other, n) || moved
					}
				}
			}
		}
		if !moved {
			break
		}
	}
}

// part pushes two bodies apart where they overlap.
func (b *body) part(other *body, n int) bool {
	v := r2.Sub(other.at, b.at)
	distance, wanted := r2.Norm(v), b.radius+other.radius+gap
	if b == other || distance >= wanted-0.1 {
		return false
	}
	if distance == 0 { // in some direction
		v = r2.Vec{X: math.Cos(float64(n)), Y: math.Sin(float64(n))}
		distance = 1
	}
	push := r2.Scale((wanted-distance)/2/distance, v)
	b.at, other.at = r2.Sub(b.at, push), r2.Add(other.at, push)
	return true
}

// box is what an island covers.
func (i *island) box() r2.Box {
	box := r2.Box{Min: r2.Vec{X: math.Inf(1), Y: math.Inf(1)}, Max: r2.Vec{X: math.Inf(-1), Y: math.Inf(-1)}}
	for _, b := range i.bodies {
		rim := r2.Vec{X: b.radius + gap, Y: b.radius + gap}
		low, high := r2.Sub(b.at, rim), r2.Add(b.at, rim)
		box.Min = r2.Vec{X: min(box.Min.X, low.X), Y: min(box.Min.Y, low.Y)}
		box.Max = r2.Vec{X: max(box.Max.X, high.X), Y: max(box.Max.Y, high.Y)}
	}
	return box
}

// pack puts the largest island first and the others in rows below, and the middle of
// all at the origin.
func pack(islands []*island) {
	if len(islands) == 0 {
		return
	}
	var area float64
	for _, i := range islands {
		size := i.box().Size()
		area += size.X * size.Y
	}
	width := max(islands[0].box().Size().X, math.Sqrt(area))
	var corner r2.Vec // of the next island, its upper left
	var height, lowest, rightmost float64
	for _, i := range islands {
		box := i.box()
		size := box.Size()
		if corner.X > 0 && corner.X+size.X > width {
			corner = r2.Vec{Y: corner.Y - height}
			height = 0
		}
		move := r2.Vec{X: corner.X - box.Min.X, Y: corner.Y - box.Max.Y}
		for _, b := range i.bodies {
			b.at = r2.Add(b.at, move)
		}
		corner.X += size.X
		height = max(height, size.Y)
		lowest, rightmost = min(lowest, corner.Y-height), max(rightmost, corner.X)
	}
	for _, i := range islands {
		for _, b := range i.bodies {
			b.at = r2.Sub(b.at, r2.Vec{X: rightmost / 2, Y: lowest / 2})
		}
	}
}
