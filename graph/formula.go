package graph

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Formula is a programme named by numbers, such as "2+4", with what the numbers
// stand for.
type Formula struct {
	Programme *Thing
	Parts     []FormulaPart
	Literal   bool // a document writes the numbers like this; otherwise they stand for its words
}

// FormulaPart is one summand: "4" of "2+4". Size is how many members it names;
// 0 where it names none ("N"). Members hold every member that any document
// gives, so there can be more of them than Size where documents disagree.
type FormulaPart struct {
	Position int // from 1; 0 for members that no summand is known of
	Size     int
	Members  []FormulaMember
}

// FormulaMember is one industry, place, programme … that a summand stands for.
type FormulaMember struct {
	Member ID
	Claims []*Claim
}

// Scales are the scale classes that the member's claims give, each once.
func (m FormulaMember) Scales() []Quantity {
	var list []Quantity
	for _, claim := range m.Claims {
		if q := claim.Quantity; q != nil && !slices.ContainsFunc(list, func(o Quantity) bool { return o.String() == q.String() }) {
			list = append(list, *q)
		}
	}
	return list
}

var summandPattern = regexp.MustCompile(`^[0-9]+$`)

// sizes reads a formula: "1+5+N" is 1, 5, 0.
func sizes(formula string) []int {
	var list []int
	for _, summand := range strings.Split(plainFormula(formula), "+") {
		size := 0
		if summandPattern.MatchString(summand) {
			size, _ = strconv.Atoi(summand)
		}
		list = append(list, size)
	}
	return list
}

// plainFormula makes formulas comparable: no spaces, nothing in full width.
func plainFormula(formula string) string {
	return strings.Join(strings.Fields(norm.NFKC.String(formula)), "")
}

// FormulaQuestion asks what formulas stand for. Empty fields do not restrict.
type FormulaQuestion struct {
	Formula string // spaces and full width do not matter
	Place   ID     // only programmes that it runs
	Filter  *ThingFilter
}

// Key orders answers by programme.
func (f Formula) Key() string { return string(f.Programme.ID) }

// Evidence is what the answer is about and rests on.
func (f Formula) Evidence() Evidence {
	e := Evidence{Of: f.Programme.ID, Things: []ID{f.Programme.ID}}
	for _, part := range f.Parts {
		for _, member := range part.Members {
			e.Claims = append(e.Claims, member.Claims...)
		}
	}
	return e
}

// Formulas answers what formulas stand for, ordered by programme.
func (v *View) Formulas(ctx context.Context, q FormulaQuestion) ([]Formula, error) {
	if err := v.requireIf(q.Place, Place); err != nil {
		return nil, err
	}
	programmes, err := v.FilterThings(ctx, v.Things(Programme), q.Filter)
	if err != nil {
		return nil, err
	}
	wanted := plainFormula(q.Formula)
	var answers []Formula
	for i, programme := range programmes {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		if programme.Formula == "" || wanted != "" && !strings.EqualFold(plainFormula(programme.Formula), wanted) {
			continue
		}
		if q.Place != "" && !slices.ContainsFunc(v.In(programme.ID, "runs"), func(e Edge) bool { return e.Subject() == q.Place }) {
			continue
		}
		answers = append(answers, v.formula(programme))
	}
	return answers, nil
}

// writesFormula tells whether a claim that the programme is run, or on what it holds,
// mentions its formula as it stands: "2+4", not "three strong cities and three centres".
func (v *View) writesFormula(programme *Thing) bool {
	formula := plainFormula(programme.Formula)
	return slices.ContainsFunc(v.ClaimsAbout(programme.ID), func(c *Claim) bool {
		return (c.Subject == programme.ID || c.Predicate == "runs") && slices.ContainsFunc(c.Mentions, func(mention string) bool { return strings.Contains(plainFormula(mention), formula) })
	})
}

// FormulaOf is what one programme's formula stands for; false when it has none.
func (v *View) FormulaOf(programme ID) (Formula, bool) {
	thing := v.Thing(programme)
	if thing == nil || thing.Formula == "" {
		return Formula{}, false
	}
	return v.formula(thing), true
}

func (v *View) formula(programme *Thing) Formula {
	f := Formula{Programme: programme, Literal: v.writesFormula(programme)}
	for i, size := range sizes(programme.Formula) {
		f.Parts = append(f.Parts, FormulaPart{Position: i + 1, Size: size})
	}
	byPart := make(map[int]map[ID][]*Claim)
	for _, predicate := range []string{"contains", "covers"} {
		for _, edge := range v.Out(programme.ID, predicate) {
			for _, claim := range edge.Claims() {
				part := claim.Part
				if part > len(f.Parts) {
					part = 0
				}
				if byPart[part] == nil {
					byPart[part] = make(map[ID][]*Claim)
				}
				byPart[part][edge.Object()] = append(byPart[part][edge.Object()], claim)
			}
		}
	}
	if len(byPart[0]) > 0 {
		f.Parts = append(f.Parts, FormulaPart{})
	}
	for i := range f.Parts {
		members := byPart[f.Parts[i].Position]
		for _, id := range sortedKeys(members) {
			f.Parts[i].Members = append(f.Parts[i].Members, FormulaMember{Member: id, Claims: members[id]})
		}
	}
	return f
}

// memberConflicts finds the formulas for whose summand different statements name
// different members. A statement is what one line of one document says. Members
// that a summand has no room for cannot all be right; a line that names only
// some members disagrees with nobody.
func (v *View) memberConflicts() []Conflict {
	var conflicts []Conflict
	formulas, _ := v.Formulas(context.Background(), FormulaQuestion{}) // only an unknown ID can fail
	for _, f := range formulas {
		for _, part := range f.Parts {
			if part.Size == 0 || len(part.Members) <= part.Size {
				continue
			}
			complete := completeStatements(part)
			var sides []ConflictSide
			for _, member := range part.Members {
				// What every complete statement names is agreed; the rest are sides.
				if !complete.allName(member) {
					sides = append(sides, ConflictSide{Value: member.Member, Claims: member.Claims})
				}
			}
			if len(sides) < 2 { // too few whole statements to tell what is agreed
				sides = sides[:0]
				for _, member := range part.Members {
					sides = append(sides, ConflictSide{Value: member.Member, Claims: member.Claims})
				}
			}
			conflicts = append(conflicts, Conflict{Kind: MembersDiffer, About: f.Programme.ID, Part: part.Position, Sides: sides})
		}
	}
	return conflicts
}

// statement is what one line of one document says.
type statement struct {
	document ID
	line     int
}

type statements map[statement]int

// completeStatements are those that name as many members as the summand has.
func completeStatements(part FormulaPart) statements {
	named := make(statements)
	for _, member := range part.Members {
		for key := range member.statements() {
			named[key]++
		}
	}
	for key, members := range named {
		if members < part.Size {
			delete(named, key)
		}
	}
	return named
}

func (m FormulaMember) statements() map[statement]bool {
	set := make(map[statement]bool)
	for _, claim := range m.Claims {
		set[statement{claim.Document, claim.Line}] = true
	}
	return set
}

func (s statements) allName(m FormulaMember) bool {
	named := m.statements()
	for key := range s {
		if !named[key] {
			return false
		}
	}
	return len(s) > 0
}

func compareConflicts(a, b Conflict) int { return cmp.Compare(a.Key(), b.Key()) }
