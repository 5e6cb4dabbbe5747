package execute

import (
	"context"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Allowance is how long an answer may become. An execution looks once in a while, so an answer
// that it did not give up can be somewhat longer.
type Allowance struct {
	Bytes    int
	exceeded bool
	refused  *gqlerror.Error
}

// IsExceeded tells whether an answer became longer, and was given up.
func (a *Allowance) IsExceeded() bool { return a.exceeded }

// Refused is why there was no room for an answer that became long; nil where there was.
func (a *Allowance) Refused() *gqlerror.Error { return a.refused }

// Room is asked once for each answer that becomes long. It waits until there is room, or tells
// why there will be none.
type Room func(ctx context.Context) *gqlerror.Error

// LongAnswer is from how many bytes on an answer is long.
const LongAnswer = 128 << 10

type roomKey struct{}

// WithRoom lets answers that are made in the context become long only where there is room.
func WithRoom(ctx context.Context, room Room) context.Context {
	return context.WithValue(ctx, roomKey{}, room)
}

// RoomOf is what answers ask that are made in the context; nil where they need not ask.
func RoomOf(ctx context.Context) Room {
	room, _ := ctx.Value(roomKey{}).(Room)
	return room
}

// stride is how many steps an execution takes without a look around: some ten microseconds
// of work.
const stride = 128

// never is the step before the first: who wants to stop before it stops at each.
const never = -1

// goOn lets others go first, and tells whether there is room for more. Once there is none
// nothing is written any more, whatever is taken back.
func (x *Execution) goOn() bool {
	if x.until == never || len(x.Buffer) > x.allowance.Bytes || !x.hasRoom() {
		x.until = never
		return false
	}
	if x.pause != nil {
		x.pause()
	}
	x.until = x.steps + stride
	return true
}

func (x *Execution) hasRoom() bool {
	if x.room == nil || len(x.Buffer) <= LongAnswer {
		return true
	}
	room := x.room
	x.room = nil // it has it, or gets none
	x.allowance.refused = room(x.context)
	return x.allowance.refused == nil
}

// isTooLong tells whether the answer became longer than it may be.
func (x *Execution) isTooLong() bool { return x.until == never }
