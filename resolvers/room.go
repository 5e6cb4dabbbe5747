package resolvers

import (
	"context"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
)

// WithRoom makes requests under the context call a function before their answers become long, so
// that few long ones are made at the same time: it waits until there is room for one, or tells
// why there is none, and that is then answered. Several goroutines of one request can call it
// at once.
func WithRoom(ctx context.Context, room func(ctx context.Context) *gqlerror.Error) context.Context {
	return execute.WithRoom(ctx, room)
}

// LongAnswer is from how many bytes on an answer is long.
const LongAnswer = execute.LongAnswer

// manyFields is how many fields gqlgen itself may resolve before an answer is taken for a long
// one: it keeps some hundred bytes of each.
const manyFields = 50

// fieldRoom counts fields that gqlgen resolves, several at once.
type fieldRoom struct {
	ctx     context.Context
	room    execute.Room // nil where the answer need not ask
	fields  atomic.Uint32
	in      atomic.Bool
	refused atomic.Pointer[gqlerror.Error]
}

// newFieldRoom asks for none where somebody subscribes: the events of a stream are short, and
// it would keep its room until it ends.
func newFieldRoom(ctx context.Context, operation *ast.OperationDefinition) *fieldRoom {
	if operation.Operation == ast.Subscription {
		return new(fieldRoom)
	}
	return &fieldRoom{ctx: ctx, room: execute.RoomOf(ctx)}
}

// take tells why there is no room for one more; each time anew, since errors get a place in the
// answer. All that come while the answer waits for room ask, too: whoever waits holds no turn.
func (r *fieldRoom) take() error {
	if r.room == nil || r.fields.Add(1) <= manyFields || r.in.Load() {
		return nil
	}
	refused := r.refused.Load()
	if refused == nil {
		if refused = r.room(r.ctx); refused == nil {
			r.in.Store(true)
			return nil
		}
		r.refused.Store(refused)
	}
	again := *refused
	return &again
}
