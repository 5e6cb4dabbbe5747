package resolvers

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
)

// spent is what the requests of a batch have taken together.
type spent struct{ cost, bytes atomic.Int64 }

type spentKey struct{}

// ShareCost makes all requests under the context share one limit of cost, and one of the
// bytes of answers, as those of a batch do.
func ShareCost(ctx context.Context) context.Context {
	return context.WithValue(ctx, spentKey{}, new(spent))
}

// boundAnswers gives up answers that become too long. Plans notice while they write, gqlgen
// only when it has made an answer, or a part of one.
func boundAnswers(most int) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		taken, shared := ctx.Value(spentKey{}).(*spent)
		if !shared {
			taken = new(spent)
		}
		allowance := &execute.Allowance{Bytes: most - int(taken.bytes.Load())}
		respond := next(allowance.Allow(ctx))
		subscribes := graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription // each event is an answer
		return func(ctx context.Context) *graphql.Response {
			response := respond(ctx)
			if response == nil {
				return nil
			}
			length := int64(len(response.Data))
			if !subscribes {
				length = taken.bytes.Add(length)
			}
			if allowance.IsExceeded() || length > int64(most) {
				return tooLong(response, most)
			}
			return response
		}
	}
}

// tooLong is what is answered in place of an answer.
func tooLong(response *graphql.Response, most int) *graphql.Response {
	return &graphql.Response{
		Data: json.RawMessage("null"), Path: response.Path, Label: response.Label,
		Errors: gqlerror.List{{
			Message:    fmt.Sprintf("the answer, with those before it in a batch, is longer than %d bytes: ask for smaller pages (first), or for fewer fields", most),
			Extensions: map[string]any{"code": codeTooLarge, "limit": most},
		}},
	}
}
