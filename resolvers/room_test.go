package resolvers

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

func TestLongAnswersAskForRoomOnce(t *testing.T) {
	store := dataset(t)
	const claims = `{ ... on Place { claims(first: 100) { nodes { id subject { label } object { label } } } } }`
	long := `{ nodes(ids: [` + strings.Repeat(`"place/changchun",`, 50) + `]) ` + claims + ` }`
	for _, c := range []struct {
		name, query string
		asks        int
	}{
		{"a short one", `{ place(id: "place/jinan") { label } }`, 0},
		{"a page", `{ claims(first: 100) { nodes { id } } }`, 0},
		{"a long one", long, 1},
		{"one that gqlgen makes", `{ __schema { types { name fields { name type { name } } } } }`, 1},
	} {
		for _, room := range []bool{true, false} {
			var asked atomic.Int32
			response := respond(bounded(store, 1<<30), request{query: c.query, within: func(ctx context.Context) context.Context {
				return WithRoom(ctx, func(context.Context) *gqlerror.Error {
					asked.Add(1)
					if room {
						return nil
					}
					return &gqlerror.Error{Message: "no room", Extensions: map[string]any{"code": "OVERLOADED"}}
				})
			}})
			refused := len(response.Errors) > 0 && response.Errors[0].Extensions["code"] == "OVERLOADED"
			if int(asked.Load()) != c.asks || refused != (!room && c.asks > 0) {
				t.Errorf("%s, room %t: it asked %d times; %d bytes, errors %v", c.name, room, asked.Load(), len(response.Data), response.Errors)
			}
			if planned := c.query == long; refused && planned && len(response.Data) > 0 {
				t.Errorf("%s: %d bytes in spite of %v", c.name, len(response.Data), response.Errors)
			}
		}
	}
}
