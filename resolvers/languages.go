package resolvers

import (
	"context"

	"github.com/polygraph-kg/polygraph/resolvers/internal/model"
)

// headers are what headers Accept-Language were read as. A client sends the same one each
// time, and most clients send one of a few.
var headers = KeepShort[[]string](keptTexts/4, 200)

// AcceptedLanguages are the languages of labels that the header Accept-Language wants,
// best first; none where it says nothing that can be read.
func AcceptedLanguages(header string) []string {
	if header == "" {
		return nil
	}
	if known, is := headers.Get(context.Background(), header); is {
		return known
	}
	wanted := model.Accepted(header)
	headers.Add(context.Background(), header, wanted)
	return wanted
}
