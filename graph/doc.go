// Package graph is the core of polygraph: the vocabulary (kinds, predicates,
// stances, units), the domain types (Thing, Claim, Quantity), the Store that
// keeps quads and the View that answers questions. Both are quad stores of Cayley's.
//
// The unit of the system is the claim: one statement of one document, with its
// line. An edge such as "Gangcheng prioritises steel" exists because claims
// state it and goes with the last of them.
//
// The package knows nothing of YAML, GraphQL or HTTP: loader writes into it,
// resolvers read from it, and neither sees a type of Cayley's.
package graph
