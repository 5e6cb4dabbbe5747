package model

import (
	"slices"
	"strings"
	"sync"

	"github.com/polygraph-kg/polygraph/graph"
)

// preference is an order of languages.
type preference struct {
	order []string            // as graph.Fallback has it
	first map[string][]string // the same with one of the languages before all others
}

// preferences are those that have been asked for, by what is wanted. There are few, as
// each is an order of the languages of names.
var preferences sync.Map

// preferring is the preference of who wants some of the languages, best first.
func preferring(wanted []string) *preference {
	var key any = ""
	if len(wanted) > 0 {
		key = strings.Join(distinct(wanted), " ")
	}
	if known, is := preferences.Load(key); is {
		return known.(*preference)
	}
	p := &preference{order: graph.Fallback(wanted...), first: map[string][]string{}}
	for _, language := range graph.Languages() {
		p.first[language] = graph.Fallback(slices.Concat([]string{language}, p.order)...)
	}
	preferences.Store(key, p)
	return p
}

func distinct(list []string) []string {
	var once []string
	for _, item := range list {
		if !slices.Contains(once, item) {
			once = append(once, item)
		}
	}
	return once
}
