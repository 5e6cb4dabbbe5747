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

type mostKey struct{}

// AtMost bounds answers under the context to so many bytes, where the limit allows more.
func AtMost(ctx context.Context, bytes int) context.Context {
	return context.WithValue(ctx, mostKey{}, bytes)
}

// answerLimit gives up an answer that becomes too long. Plans notice while they write, gqlgen
// only when it has made an answer, or a part of one.
type answerLimit struct {
	execute.Allowance
	most       int
	taken      *spent
	alone      spent // taken, where nothing is shared
	subscribes bool  // each event is an answer
}

// begin bounds the answer to an operation.
func (l *answerLimit) begin(ctx context.Context, operation *graphql.OperationContext, most int) {
	l.subscribes = operation.Operation.Operation == ast.Subscription
	if l.subscribes {
		most /= eventShare
	}
	if bounded, is := ctx.Value(mostKey{}).(int); is {
		most = min(most, bounded)
	}
	l.most = most
	l.taken = &l.alone
	if shared, is := ctx.Value(spentKey{}).(*spent); is {
		l.taken = shared
	}
	l.Bytes = most - int(l.taken.bytes.Load())
}

// check is the response, or what is answered in its place.
func (l *answerLimit) check(response *graphql.Response) *graphql.Response {
	if response == nil {
		return nil
	}
	if refused := l.Refused(); refused != nil {
		return &graphql.Response{Path: response.Path, Label: response.Label, HasNext: response.HasNext, Errors: gqlerror.List{refused}}
	}
	length := int64(len(response.Data))
	if !l.subscribes {
		length = l.taken.bytes.Add(length)
	}
	if l.IsExceeded() || length > int64(l.most) {
		return tooLong(response, l.most)
	}
	return response
}

// tooLong is what is answered in place of an answer.
func tooLong(response *graphql.Response, most int) *graphql.Response {
	return &graphql.Response{
		Data: json.RawMessage("null"), Path: response.Path, Label: response.Label, HasNext: response.HasNext,
		Errors: gqlerror.List{{
			Message:    fmt.Sprintf("the answer, with those before it in a batch, is longer than %d bytes: ask for smaller pages (first), or for fewer fields", most),
			Extensions: map[string]any{"code": codeTooLarge, "limit": most},
		}},
	}
}
