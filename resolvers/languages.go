package resolvers

import "github.com/polygraph-kg/polygraph/resolvers/internal/model"

// AcceptedLanguages are the languages of labels that the header Accept-Language wants,
// best first; none where it says nothing that can be read.
func AcceptedLanguages(header string) []string { return model.Accepted(header) }
