package graph

import (
	"context"
	"errors"
	"time"
)

// Journal is where commits become durable before they become visible. A Store stands before
// it and makes Views; several processes may each have one on the same place.
//
// What every journal keeps to, and package storetest checks:
//
//   - A commit is one generation: all of its changeset, or nothing of it, whatever fails on the
//     way. Generations are numbered from 1, without gaps.
//   - When Commit has returned without an error, the commit outlives the process and the
//     machine. After an error it may have been made only where the error says so.
//   - A commit follows a generation that its maker names. Of two that follow the same one, the
//     second is refused with ErrBehind and changes nothing.
//   - Quads come back as they were given, term by term and byte by byte. That each quad to add
//     is new and each to remove is there is for the Store to see to.
//   - What is read is of exactly one generation, while others commit.
//   - A context that ends is an error of CodeUnavailable, and what was asked was not done.
//
// A Journal may be used by several goroutines at once.
type Journal interface {
	// Newest is the newest commit; the zero Commit where there is none yet.
	Newest(ctx context.Context) (Commit, error)

	// Read adds all quads of a generation, of the newest where it is 0, to a Builder, and
	// tells which generation that was: the zero Commit where there is none yet. It returns
	// ErrForgotten for a generation that is no longer kept, or not yet there; then, and after
	// any other error, the Builder is of no more use.
	Read(ctx context.Context, generation uint64, into *Builder) (Commit, error)

	// Since hands over the commits behind a generation, the oldest first, with what each
	// changed. It returns ErrForgotten, and hands over none, where one of them is no longer
	// kept or the generation is not yet there; the first error of each ends it.
	Since(ctx context.Context, generation uint64, each func(Commit, Changeset) error) error

	// Commits are those that are remembered, the oldest first.
	Commits(ctx context.Context) ([]Commit, error)

	// Commit makes a changeset the generation that follows another one. Of the commit, it
	// takes when, by whom and of what, and the counts of claims.
	Commit(ctx context.Context, follows uint64, change Changeset, commit Commit) (Commit, error)

	// Compact forgets all but the newest commits, as many as are to be kept and at least one,
	// and may lay out the graph anew, of which it is given the View, so that reading it
	// is quick. It may find that there is nothing to gain, or that the View is not of the newest
	// generation any more, and do nothing. No state that is still kept changes.
	Compact(ctx context.Context, view *View, keep int) error

	// Await returns when there may be a commit newer than a generation, or the context ends.
	Await(ctx context.Context, generation uint64) error

	// Close releases what the journal holds.
	Close() error
}

// ErrBehind is wrapped by the refusal of a commit because of another one that came first.
var ErrBehind = errors.New("another commit came first")

// ErrForgotten is wrapped where a generation is asked for that a journal does not have.
var ErrForgotten = errors.New("not among the generations that are kept")

// Commit is what a journal remembers of one generation beside its quads.
type Commit struct {
	Generation    uint64    `json:"generation"`
	At            time.Time `json:"at"`             // when, to the microsecond, in UTC
	By            string    `json:"by,omitempty"`   // who committed, such as "analyst@desk-7"
	What          string    `json:"what,omitempty"` // what was loaded, such as "data, ./mydata"
	QuadsAdded    int       `json:"quadsAdded"`
	QuadsRemoved  int       `json:"quadsRemoved"`
	Quads         int       `json:"quads"` // in the whole graph from then on
	ClaimsAdded   int       `json:"claimsAdded"`
	ClaimsChanged int       `json:"claimsChanged"` // such as in their stance
	ClaimsRemoved int       `json:"claimsRemoved"`
}

// same tells one commit from another one that has the same number in another history.
func (c Commit) same(other Commit) bool {
	at := c.At.Equal(other.At)
	c.At, other.At = time.Time{}, time.Time{}
	return at && c == other
}

// CountClaims counts the claims that a change brings, changes, such as in their stance, and takes.
func CountClaims(change Changeset) (added, changed, removed int) {
	touched := map[string]bool{} // whether the claim itself comes or goes
	count := func(quads []Quad) (n int) {
		for _, q := range quads {
			if q.Graph != claimsGraph {
				continue
			}
			whole := q.Object == claimClass && q.Predicate == typeTerm
			touched[q.Subject.Value] = touched[q.Subject.Value] || whole
			if whole {
				n++
			}
		}
		return n
	}
	added, removed = count(change.Add), count(change.Remove)
	for _, whole := range touched {
		if !whole {
			changed++
		}
	}
	return added, changed, removed
}

var (
	claimClass  = IRI(ownVocabulary + string(ClaimKind))
	typeTerm    = IRI(rdfType)
	claimsGraph = IRI(GraphClaims)
)

// Net are several changes, one after another, as one.
type Net struct{ quads map[Quad]bool } // whether each is added or removed in the end

// Add takes the next change.
func (n *Net) Add(change Changeset) {
	n.note(change.Remove, false)
	n.note(change.Add, true)
}

// Undo takes a change back.
func (n *Net) Undo(change Changeset) { n.Add(Changeset{Add: change.Remove, Remove: change.Add}) }

func (n *Net) note(quads []Quad, added bool) {
	if n.quads == nil {
		n.quads = make(map[Quad]bool, len(quads))
	}
	for _, q := range quads {
		if was, noted := n.quads[q]; noted && was != added {
			delete(n.quads, q) // it is as it was before all of them
			continue
		}
		n.quads[q] = added
	}
}

// Changeset is what they come to, in no order.
func (n *Net) Changeset() Changeset {
	var change Changeset
	for q, added := range n.quads {
		if added {
			change.Add = append(change.Add, q)
		} else {
			change.Remove = append(change.Remove, q)
		}
	}
	return change
}
