package loader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a data file. Line and Column count from 1; both are 0
// for a fault of the file as a whole.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Fault is one thing that is wrong with the data and what would be right.
type Fault struct {
	Position
	Wrong  string `json:"wrong"`
	Remedy string `json:"remedy"`
}

func (f Fault) String() string { return f.Position.String() + ": " + f.Wrong + "; " + f.Remedy }

// Faults is the error of a load that was refused: every fault of the run,
// ordered by place. Nothing was loaded.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "\n")
}

func (f Faults) sort() {
	slices.SortStableFunc(f, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
