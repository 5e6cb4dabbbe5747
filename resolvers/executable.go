package resolvers

import (
	"context"
	"reflect"
	"runtime"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
	"github.com/polygraph-kg/polygraph/resolvers/internal/generated"
)

// Schema is the executable schema. Requests must carry a View: see Configure.
func Schema() graphql.ExecutableSchema {
	resolvers := &Resolver{}
	return executable{
		ExecutableSchema: generated.NewExecutableSchema(generated.Config{Schema: forClients, Resolvers: resolvers}),
		resolvers:        resolvers,
		plans:            execute.NewPlans(generated.Planned),
		defers:           new(execute.PerOperation[int]),
	}
}

// executable answers everything in the schema, but introspection shows what is for
// clients: a router asks _service and _entities without looking for them, and a
// client's code generator would only stumble over their types.
//
// Most operations are answered by their plans. What plans do not know is left to gqlgen:
// introspection, subscriptions, what a router asks, answers in parts, and all where
// something is installed around fields.
type executable struct {
	graphql.ExecutableSchema
	resolvers *Resolver
	plans     *execute.Plans
	defers    *execute.PerOperation[int]
}

func (executable) Schema() *ast.Schema { return whole }

func (e executable) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	parts := e.defers.Of(operation.Operation, func() int { return deferredParts(operation) })
	inParts := 0 < parts && parts <= mostParts && ctx.Value(inPartsKey{}) != nil
	if !inParts && fieldsAreBare(operation) {
		if plan := e.plans.Of(operation); plan != nil {
			return e.planned(plan)
		}
	}
	if parts > 0 && !inParts {
		inOnePiece(operation)
	}
	installed, watch := operation.ResolverMiddleware, &fieldWatch{pause: graph.PauseOf(ctx), room: newFieldRoom(ctx, operation.Operation)}
	operation.ResolverMiddleware = func(ctx context.Context, next graphql.Resolver) (any, error) {
		return installed(ctx, func(ctx context.Context) (any, error) { return watch.untilDone(ctx, next) })
	}
	respond := e.ExecutableSchema.Exec(ctx)
	if !inParts {
		return respond
	}
	return delivered(respond)
}

// planned answers once.
func (e executable) planned(plan *execute.Plan) graphql.ResponseHandler {
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		return &graphql.Response{Data: generated.Execute(ctx, e.resolvers, plan, &sightOf(ctx).answer.Allowance)}
	}
}

// WithPause makes requests under the context call a function between their fields, and
// between the steps of what takes long, so that others can go first. Several goroutines can
// call it at once.
func WithPause(ctx context.Context, pause func()) context.Context { return graph.WithPause(ctx, pause) }

// stride is after how many fields there is a pause, as in plans.
const stride = 128

// yields is after how many fields a goroutine lets others go first.
const yields = 16

// fieldWatch looks after the fields of an operation. Plans do it themselves.
type fieldWatch struct {
	pause  func() // nil where there is nothing to call
	fields atomic.Uint32
	paused atomic.Bool // while one of the goroutines waits, all do
	room   *fieldRoom
}

// untilDone resolves fields only as long as somebody waits for them, so that work
// stops when its time is up or the client has left.
func (w *fieldWatch) untilDone(ctx context.Context, next graphql.Resolver) (any, error) {
	switch n := w.fields.Add(1); {
	case w.pause != nil && (n%stride == 0 || w.paused.Load()):
		w.paused.Store(true)
		w.pause()
		w.paused.Store(false)
	case n%yields == 0:
		runtime.Gosched() // a request that defers has many goroutines, and others one
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := w.room.take(); err != nil {
		return nil, err
	}
	return next(ctx)
}

// fieldsAreBare tells whether nothing is installed around fields. The executor puts a
// function there that only goes on; there is no other way to know it.
func fieldsAreBare(operation *graphql.OperationContext) bool {
	return entry(operation.ResolverMiddleware) == bareField && entry(operation.RootResolverMiddleware) == bareRootField
}

// A request of nothing is refused, but has by then what would have been around its fields.
var bareField, bareRootField = func() (uintptr, uintptr) {
	operation, _ := executor.New(executable{}).CreateOperationContext(graphql.StartOperationTrace(context.Background()), &graphql.RawParams{})
	return entry(operation.ResolverMiddleware), entry(operation.RootResolverMiddleware)
}()

func entry(function any) uintptr { return reflect.ValueOf(function).Pointer() }
