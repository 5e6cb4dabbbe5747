package resolvers

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
)

// WithRoom makes requests under the context call a function once before their answers become
// long, so that few long ones are made at the same time: it waits until there is room for one,
// or tells why there is none, and that is then answered.
func WithRoom(ctx context.Context, room func(ctx context.Context) *gqlerror.Error) context.Context {
	return execute.WithRoom(ctx, room)
}

// LongAnswer is from how many bytes on an answer is long.
const LongAnswer = execute.LongAnswer

// manyFields is how many fields gqlgen itself may resolve before an answer is taken for a long
// one: it keeps some hundred bytes of each.
const manyFields = 2000

// fieldRoom counts fields that gqlgen resolves, several at once.
type fieldRoom struct {
	fields atomic.Uint32
	ask    func() *gqlerror.Error
}

func newFieldRoom(ctx context.Context) *fieldRoom {
	room := execute.RoomOf(ctx)
	if room == nil {
		return &fieldRoom{ask: func() *gqlerror.Error { return nil }}
	}
	return &fieldRoom{ask: sync.OnceValue(func() *gqlerror.Error { return room(ctx) })}
}

// take tells why there is no room for one more; each time anew, since errors get a place in the
// answer.
func (r *fieldRoom) take() error {
	if r.fields.Add(1) <= manyFields {
		return nil
	}
	if refused := r.ask(); refused != nil {
		again := *refused
		return &again
	}
	return nil
}
