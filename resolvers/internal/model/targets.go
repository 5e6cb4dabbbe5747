package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// PromisedTarget is a target with what came of it. Promise alone would shadow the type that
// generated TypeScript is full of.
type PromisedTarget struct {
	reader *Reader
	answer graph.Promise
}

// Promises answers what was promised.
func Promises(ctx context.Context, r *Reader, q graph.PromiseQuestion, p graph.Page) (*PromisedTargetConnection, error) {
	answers, err := r.View.Promises(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, graph.AnswerList(r.View, answers), p, func(a graph.Promise) PromisedTarget { return PromisedTarget{r, a} })
}

// Target is what was promised.
func (p PromisedTarget) Target() Target { return of[Target](p.reader, p.answer.Target.ID) }

// Of is whose target it is.
func (p PromisedTarget) Of() Thing { return of[Thing](p.reader, p.answer.Target.Measure.Of) }

// Metric is what is measured.
func (p PromisedTarget) Metric() Metric { return of[Metric](p.reader, p.answer.Target.Measure.Metric) }

// Claims state it.
func (p PromisedTarget) Claims() []Claim { return claims(p.reader, p.answer.Claims) }

// LaterFigures are what later documents report.
func (p PromisedTarget) LaterFigures() []LaterFigure { return laterFigures(p.reader, p.answer.Later) }

// LaterFigure is a figure reported after the promise.
type LaterFigure struct {
	Figure Figure
	Claims []Claim
}

func laterFigures(r *Reader, list []graph.ReportedFigure) []LaterFigure {
	return each(list, func(f graph.ReportedFigure) LaterFigure {
		return LaterFigure{Figure: of[Figure](r, f.Figure.ID), Claims: claims(r, f.Claims)}
	})
}

// Track is everything that is promised and measured of one thing by one metric.
type Track struct {
	reader *Reader
	answer graph.Track
}

// Tracks answers how targets and figures follow each other.
func Tracks(ctx context.Context, r *Reader, q graph.TrackQuestion, p graph.Page) (*TrackConnection, error) {
	answers, err := r.View.Tracks(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, graph.AnswerList(r.View, answers), p, func(a graph.Track) Track { return Track{r, a} })
}

// Of is whose they are.
func (t Track) Of() Thing { return of[Thing](t.reader, t.answer.Of) }

// Metric is what is measured.
func (t Track) Metric() Metric { return of[Metric](t.reader, t.answer.Metric) }

// Scope is what the values are restricted to.
func (t Track) Scope() (string, bool) { return given(t.answer.Scope) }

// ScopeLabel is the same in words.
func (t Track) ScopeLabel(lang *string) (*string, error) {
	return scopeLabel(t.reader, t.answer.Scope, lang)
}

// scopeLabel names the thing that a scope is; plain words stay as they are.
func scopeLabel(r *Reader, scope string, lang *string) (*string, error) {
	languages, err := r.in(lang)
	if err != nil || scope == "" {
		return nil, err
	}
	if thing := r.Thing(graph.ID(scope)); thing != nil {
		scope = thing.LabelIn(languages).Text
	}
	return &scope, nil
}

// Points are in the order of time.
func (t Track) Points() []TrackPoint {
	return each(t.answer.Points, func(p graph.TrackPoint) TrackPoint { return TrackPoint{t.reader, p} })
}

// TrackPoint is one target or figure of a track.
type TrackPoint struct {
	reader *Reader
	point  graph.TrackPoint
}

// Thing is the target or the figure.
func (t TrackPoint) Thing() Thing { return Wrap(t.reader, t.point.Thing.ID) }

// Promised tells targets from figures.
func (t TrackPoint) Promised() bool { return t.point.Thing.Kind == graph.Target }

// Time is when it is due, or was measured.
func (t TrackPoint) Time() (graph.Deadline, bool) {
	return t.point.Time, t.point.Time != graph.Deadline{}
}

// Claims state a value.
func (t TrackPoint) Claims() []Claim { return claims(t.reader, t.point.Claims) }
