package graph

import (
	"fmt"
	"testing"
)

// One value in many datatypes is as quickly found as many values: the tables have no long
// stretch of slots that all have to be looked at.
func TestOneValueOfManyFormsLiesScattered(t *testing.T) {
	const forms = 4000
	b := NewBuilder()
	for i := range forms {
		form, err := b.Form(Typed("", fmt.Sprintf("x:%d", i)))
		if err != nil {
			t.Fatal(err)
		}
		b.Term([]byte("7"), form)
	}
	if longest := longestStretch(b.terms.slots); longest > forms/4 {
		t.Errorf("while they are collected, %d of %d terms lie side by side", longest, forms)
	}
	terms, _ := b.terms.glossary()
	if longest := longestStretch(terms.slots); longest > forms/4 {
		t.Errorf("in the glossary, %d of %d terms lie side by side", longest, forms)
	}
	for i := range forms {
		term := Typed("7", fmt.Sprintf("x:%d", i))
		if n, found := terms.find(term); !found || terms.term(n) != term {
			t.Fatalf("%v is not found", term)
		}
	}
}

// longestStretch is how many slots side by side are taken at most.
func longestStretch[S uint32 | uint64](slots []S) (longest int) {
	stretch := 0
	for _, slot := range slots {
		if stretch++; slot == 0 {
			stretch = 0
		}
		longest = max(longest, stretch)
	}
	return longest
}
