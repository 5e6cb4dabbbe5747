package execute

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"github.com/polygraph-kg/polygraph/graph"
)

// Execution is one run of a plan. Its methods are what generated code is made of: each
// value is appended to the buffer, or null in its place, and where null must not stand
// the object or list around it becomes null.
//
// A context that tells where in the answer it is, is made only where a method asks for that,
// or for an error.
type Execution struct {
	Buffer    []byte
	Operation *graphql.OperationContext
	context   context.Context
	done      <-chan struct{}
	pause     func() // nil where there is nothing to call
	room      Room   // nil where the answer need not, or no longer, ask
	allowance *Allowance
	steps     int
	until     int // the step after which it looks around
	path      []step
	arguments []any // those that vary, by slot
}

// step is a level of the answer: an object and one of its fields, or a list and one of
// its elements.
type step struct {
	fields  []Field
	field   *Field // nil in a list
	index   int    // of the next field, or of the element
	begins  int    // where in the buffer the object or the list begins
	value   int    // where the value of the field or the element does
	invalid bool   // whether it holds null where it must not
	context context.Context
}

var executions = sync.Pool{New: func() any { return new(Execution) }}

// Begin begins to answer the operation of a context.
func Begin(ctx context.Context, plan *Plan, allowed *Allowance) *Execution {
	x := executions.Get().(*Execution)
	x.Operation = graphql.GetOperationContext(ctx)
	x.context = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: plan.root.returns[0].name})
	x.done, x.pause, x.room = ctx.Done(), graph.PauseOf(ctx), RoomOf(ctx)
	x.allowance, x.steps, x.until = allowed, 0, stride
	x.Buffer = append(x.Buffer, opening...)
	return x
}

// largest is how long a buffer is kept for another run.
const largest = 1 << 20

// End is the answer, nil where it was given up because it became too long. See Lend.
func (x *Execution) End() json.RawMessage {
	loan, lent := x.context.Value(loanKey{}).(*Loan)
	allowance := x.allowance
	x.Operation, x.context, x.done, x.pause, x.room, x.allowance = nil, nil, nil, nil, nil, nil
	clear(x.path[:cap(x.path)])
	clear(x.arguments)
	x.path, x.arguments = x.path[:0], x.arguments[:0]
	if x.isTooLong() {
		allowance.exceeded = true
		x.release()
		return nil
	}
	if lent && loan.execution == nil {
		x.Buffer = slices.Grow(x.Buffer, len(closing))
		loan.execution = x
		return x.Buffer[len(opening):]
	}
	data := bytes.Clone(x.Buffer[len(opening):])
	x.release()
	return data
}

// release keeps the execution for another run.
func (x *Execution) release() {
	if cap(x.Buffer) <= largest {
		x.Buffer = x.Buffer[:0]
		executions.Put(x)
	}
}

// OpenObject begins an object of which fields are selected.
func (x *Execution) OpenObject(fields []Field) {
	x.path = append(x.path, step{fields: fields, begins: len(x.Buffer)})
	x.Buffer = append(x.Buffer, '{')
}

// Next is the next field of the object whose value must be written; nil at its end, or where
// the answer has become too long. In a request that nobody waits for any longer, all of them
// fail.
func (x *Execution) Next() *Field {
	if x.steps++; x.steps > x.until && !x.goOn() {
		return nil
	}
	s := &x.path[len(x.path)-1]
	for s.index < len(s.fields) {
		if s.index > 0 {
			x.Buffer = append(x.Buffer, ',')
		}
		f := &s.fields[s.index]
		s.index++
		x.Buffer = append(x.Buffer, f.key...)
		if f.constant {
			continue
		}
		s.field, s.value, s.context = f, len(x.Buffer), nil
		if !x.isDone() {
			return f
		}
		x.Put(x.Fail(x.context.Err()))
	}
	return nil
}

func (x *Execution) isDone() bool {
	select {
	case <-x.done:
		return true
	default:
		return false
	}
}

// Put takes note of the value of the field, whether it is one or null.
func (x *Execution) Put(valid bool) {
	if s := &x.path[len(x.path)-1]; !valid && s.field.nonNull {
		s.invalid = true
	}
}

// Recover makes the panic of a field its error. The depth is that of the object.
func (x *Execution) Recover(depth int) {
	if panicked := recover(); panicked != nil {
		clear(x.path[depth:])
		x.path = x.path[:depth]
		x.Buffer = x.Buffer[:x.path[depth-1].value]
		ctx := x.Context()
		x.Operation.Error(ctx, x.Operation.Recover(ctx, panicked))
		x.Put(x.Null())
	}
}

// Depth is that of the object or the list.
func (x *Execution) Depth() int { return len(x.path) }

// CloseObject ends an object.
func (x *Execution) CloseObject() bool { return x.close('}') }

// OpenList begins a list.
func (x *Execution) OpenList() {
	x.path = append(x.path, step{begins: len(x.Buffer)})
	x.Buffer = append(x.Buffer, '[')
}

// Element begins an element of the list. There is none any more where nobody waits for
// the answer and the list is null already, or where the answer has become too long.
func (x *Execution) Element(index int) bool {
	if index > 0 {
		x.Buffer = append(x.Buffer, ',')
	}
	s := &x.path[len(x.path)-1]
	s.index, s.context = index, nil
	return (!s.invalid || !x.isDone()) && !x.isTooLong()
}

// Must takes note of an element that must not be null.
func (x *Execution) Must(valid bool) {
	if !valid {
		x.path[len(x.path)-1].invalid = true
	}
}

// CloseList ends a list.
func (x *Execution) CloseList() bool { return x.close(']') }

func (x *Execution) close(bracket byte) bool {
	last := len(x.path) - 1
	s := &x.path[last]
	x.path = x.path[:last]
	if s.invalid {
		x.Buffer = x.Buffer[:s.begins]
		return x.Null()
	}
	x.Buffer = append(x.Buffer, bracket)
	return true
}

// Null writes null, which is no value.
func (x *Execution) Null() bool {
	x.Buffer = append(x.Buffer, "null"...)
	return false
}

// InvalidNull writes null where the type says that there is none.
func (x *Execution) InvalidNull(of string) bool {
	graphql.AddInvalidNullError(x.Context(), of)
	return x.Null()
}

// NotNull makes sure that the last value is not null. A scalar can write null for a
// value, such as a date that is not known.
func (x *Execution) NotNull(of string) bool {
	if string(x.Buffer[max(len(x.Buffer)-len("null"), 0):]) != "null" {
		return true
	}
	graphql.AddInvalidNullFromMarshaler(x.Context(), of)
	return false
}

// Float writes a number, unless JSON has none such.
func (x *Execution) Float(f float64) bool {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		graphql.AddError(x.Context(), errors.New("cannot marshal infinite no NaN float values"))
		return x.Null()
	}
	x.Buffer = strconv.AppendFloat(x.Buffer, f, 'g', -1, 64)
	return true
}

// Write lets other scalars write themselves.
func (x *Execution) Write(text []byte) (int, error) {
	x.Buffer = append(x.Buffer, text...)
	return len(text), nil
}

// Fail writes null for a field whose value cannot be had.
func (x *Execution) Fail(err error) bool {
	ctx := x.Context()
	x.Operation.Error(ctx, graphql.AddFieldLocationToError(ctx, err))
	return x.Null()
}

// Waiting is the context of the request alone, for methods that only look whether somebody
// waits for them. It does not tell where in the answer they are, and costs nothing.
func (x *Execution) Waiting() context.Context { return x.context }

// Context is that of the field, or of the element, whose value is being written.
func (x *Execution) Context() context.Context {
	known := len(x.path)
	for known > 0 && x.path[known-1].context == nil {
		known--
	}
	ctx := x.context
	if known > 0 {
		ctx = x.path[known-1].context
	}
	for i := known; i < len(x.path); i++ {
		ctx = graphql.WithFieldContext(ctx, x.path[i].fieldContext())
		x.path[i].context = ctx
	}
	return ctx
}

func (s *step) fieldContext() *graphql.FieldContext {
	if s.field == nil {
		index := s.index
		return &graphql.FieldContext{Index: &index}
	}
	origin := s.field.origin
	return &graphql.FieldContext{Object: s.field.object, Field: s.field.collected, IsMethod: origin.IsMethod, IsResolver: origin.IsResolver}
}
