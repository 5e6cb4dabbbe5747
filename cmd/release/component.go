package main

import (
	"cmp"
	"slices"
	"strings"
)

// component is something in the program that others made, or that is under another licence.
type component struct {
	name      string // such as "github.com/spf13/cobra", "@graphiql/react"
	version   string
	address   string   // its package URL, such as "pkg:npm/react@19.3.1"
	from      string   // where people find it, where that is known
	integrity string   // of an npm package, as its lock file has it: "sha512-…"
	licences  []string // identifiers of SPDX; all of them hold
	texts     []text   // of licences and notices, that go wherever the program goes
	faults    []string // why its licences are not known
}

// text is a file of a component that has to be passed on.
type text struct{ name, content string }

// byName orders components, and leaves each of them once.
func byName(components []component) []component {
	sorted := slices.SortedFunc(slices.Values(components), func(a, b component) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.address, b.address))
	})
	return slices.CompactFunc(sorted, func(a, b component) bool { return a.address == b.address })
}
