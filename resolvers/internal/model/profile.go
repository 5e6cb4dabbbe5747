package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Profile is what the graph holds about a place.
type Profile struct {
	reader *Reader
	answer *graph.Profile
}

// NewProfile answers what a place is about.
func NewProfile(ctx context.Context, r *Reader, place graph.ID, includeParts bool, asOf *graph.Date) (*Profile, error) {
	answer, err := r.View.Profile(ctx, place, includeParts, value(asOf))
	if err != nil {
		return nil, err
	}
	noteProfile(r, answer)
	return &Profile{r, answer}, nil
}

// Exports leads to files of the profile.
func (p Profile) Exports(ctx context.Context, formats []string) ([]ExportLink, error) {
	return p.reader.links(ctx, formats)
}

// Place is what it is about.
func (p Profile) Place() Place { return one[Place](p.reader, p.answer.Place) }

// Parts are the places within it.
func (p Profile) Parts() []Place { return things[Place](p.PartsBase) }

// PartsBase are the same.
func (p Profile) PartsBase(yield func(Base) bool) { described[Place](p.reader, p.answer.Parts, yield) }

// Leaders held posts there.
func (p Profile) Leaders() []OfficeHolder {
	return each(p.answer.Leaders, func(h graph.OfficeHolder) OfficeHolder { return OfficeHolder{p.reader, h} })
}

// Priorities are what it prioritises.
func (p Profile) Priorities() []StatedPriority {
	return each(p.answer.Priorities, func(e graph.Edge) StatedPriority {
		return StatedPriority{p.reader, e.Priority()}
	})
}

// Clusters are those that it builds, plans or hosts.
func (p Profile) Clusters() []Relation { return each(p.answer.Clusters, relation(p.reader)) }

// Programmes are those that it runs.
func (p Profile) Programmes() []Relation { return each(p.answer.Programmes, relation(p.reader)) }

// Undertakings are what else it builds, plans or hosts.
func (p Profile) Undertakings() []Relation { return each(p.answer.Undertakings, relation(p.reader)) }

// Targets were promised.
func (p Profile) Targets() []Relation { return each(p.answer.Targets, relation(p.reader)) }

// Figures were measured.
func (p Profile) Figures() []Relation { return each(p.answer.Figures, relation(p.reader)) }

// Alike are the places most alike.
func (p Profile) Alike(ctx context.Context) ([]Likeness, error) {
	list, err := p.answer.Alike(ctx)
	return each(list, func(l graph.Likeness) Likeness { return Likeness{p.reader, l} }), err
}

// Conflicts are about any of this.
func (p Profile) Conflicts() []Conflict { return conflicts(p.reader, p.answer.Conflicts()) }

// Documents say anything of it.
func (p Profile) Documents() []Document { return all[Document](p.reader, p.answer.Documents()) }
