package questions

import (
	"encoding/json"

	"github.com/polygraph-kg/polygraph/bench/plain"
)

// Question is one question in the words of each system.
type Question struct {
	Name  string
	Title string
	// Query and PostGraphile are documents of GraphQL that take the same variables.
	Query        string
	PostGraphile string
	// SPARQL are queries of which the first that finds anything answers.
	SPARQL func(Variables) []string
	// Draw takes up to n values of the variables from the graph.
	Draw func(x *plain.Index, n int) []Variables
	// Append answers by hand, with the bytes of polygraph's answer.
	Append func(x *plain.Index, b []byte, v Variables) []byte

	facts, postGraphileFacts, sparqlFacts func(*plain.Index, Variables, node) factSet
}

// Variables are the values of a question's variables.
type Variables struct {
	Industry string   `json:"industry,omitempty"`
	Place    string   `json:"place,omitempty"`
	From     string   `json:"from,omitempty"`
	To       string   `json:"to,omitempty"`
	Text     string   `json:"text,omitempty"`
	First    int      `json:"first,omitempty"`
	Within   []string `json:"within,omitempty"`
}

// region is the place within which is counted; empty for the whole graph.
func (v Variables) region() string {
	if len(v.Within) == 0 {
		return ""
	}
	return v.Within[0]
}

// Request is the body of a request, the variables first.
func Request(document string, v Variables) []byte {
	body, err := json.Marshal(struct {
		Variables Variables `json:"variables"`
		Query     string    `json:"query"`
	}{v, document})
	if err != nil {
		panic(err) // texts and a number can always be encoded
	}
	return body
}

// All are the seven questions.
func All() []Question {
	return []Question{sharedPriorities, alike, anchors, paths, profile, industryCounts, officials}
}

// The sizes of the answers.
const (
	sharedPlaces   = 100
	alikePlaces    = 20
	anchorings     = 50
	pathLength     = 4
	profileRecords = 100
	industries     = 50
	people         = 20
)
