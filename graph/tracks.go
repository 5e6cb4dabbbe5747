package graph

import (
	"cmp"
	"context"
	"slices"
)

// TrackQuestion asks how targets and figures of one measure follow each other.
// Empty fields do not restrict.
type TrackQuestion struct {
	Metric ID
	Place  ID // of this place, of its parts, and of what it builds, plans, hosts or runs
	Time   *DateRange
	Filter *ClaimFilter
}

// Track is everything that is promised and measured of one thing by one metric, in
// the order of time: deadlines of targets, ends of the periods of figures.
type Track struct {
	Of     ID
	Metric ID
	Scope  string
	Points []TrackPoint
}

// TrackPoint is one target or figure of a track.
type TrackPoint struct {
	Thing  *Thing
	Time   Deadline // when it is due, or the end of what was measured; unknown where no claim tells
	Claims []*Claim
}

// Key orders tracks by whose they are, metric and scope.
func (t Track) Key() string { return string(t.Of) + " " + string(t.Metric) + " " + t.Scope }

// Evidence is what the answer is about and rests on.
func (t Track) Evidence() Evidence {
	e := Evidence{Of: t.Of, Things: []ID{t.Of, t.Metric}}
	for _, point := range t.Points {
		e.Claims = append(e.Claims, point.Claims...)
	}
	return e
}

// Tracks answers what was promised and what was measured, side by side, ordered by
// whose it is, metric and scope.
func (v *View) Tracks(ctx context.Context, q TrackQuestion) ([]Track, error) {
	if err := cmp.Or(v.requireIf(q.Metric, Metric), v.requireIf(q.Place, Place), q.Time.check()); err != nil {
		return nil, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	type key struct {
		of, metric ID
		scope      string
	}
	tracks := make(map[key]*Track)
	for i, thing := range slices.Concat(v.Things(Target), v.Things(Figure)) {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		m := thing.Measure
		claims := v.ClaimsOn(thing.ID)
		if test != nil {
			claims = keep(claims, test)
		}
		if len(claims) == 0 || q.Metric != "" && m.Metric != q.Metric || q.Place != "" && !v.concerns(m.Of, q.Place, claims) {
			continue
		}
		point := TrackPoint{Thing: thing, Time: v.pointTime(thing, claims), Claims: claims}
		if q.Time != nil && !q.Time.meets(point.Time.Earliest, point.Time.Latest) {
			continue
		}
		k := key{m.Of, m.Metric, m.Scope}
		if tracks[k] == nil {
			tracks[k] = &Track{Of: m.Of, Metric: m.Metric, Scope: m.Scope}
		}
		tracks[k].Points = append(tracks[k].Points, point)
	}
	list := make([]Track, 0, len(tracks))
	for _, track := range tracks {
		slices.SortFunc(track.Points, func(a, b TrackPoint) int {
			return cmp.Or(cmp.Compare(a.Time.Earliest.End(), b.Time.Earliest.End()), cmp.Compare(a.Thing.ID, b.Thing.ID))
		})
		list = append(list, *track)
	}
	slices.SortFunc(list, func(a, b Track) int {
		return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.Scope, b.Scope))
	})
	return list, given(ctx, 0)
}

// pointTime is when a target is due or what time a figure is of. A figure whose
// claim names no time is of the time of its document.
func (v *View) pointTime(t *Thing, claims []*Claim) Deadline {
	if t.Kind == Target {
		for _, claim := range claims {
			if due, ok := v.Due(claim); ok {
				return due
			}
		}
		return Deadline{}
	}
	if by := t.Measure.Period.By; by != "" {
		return Deadline{Earliest: by, Latest: by}
	}
	for _, claim := range claims {
		if written := v.DateOf(claim); written.Known() {
			return Deadline{Earliest: written.Earliest, Latest: written.Latest, Reckoned: true}
		}
	}
	return Deadline{}
}

// requireIf checks an ID that may be left out.
func (v *View) requireIf(id ID, allowed ...Kind) error {
	if id == "" {
		return nil
	}
	_, err := v.Require(id, allowed...)
	return err
}
