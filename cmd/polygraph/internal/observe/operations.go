package observe

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

// Operations watches what the executor of GraphQL runs. It belongs before all other
// extensions, so that it sees the errors as clients do.
type Operations struct {
	Metrics *Metrics
	Cost    func(*graphql.OperationContext) int // of an operation that is traced; nil where nobody knows
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationInterceptor
	graphql.ResponseInterceptor
} = Operations{}

// ExtensionName is for the executor.
func (Operations) ExtensionName() string { return "observed operations" }

// Validate is for the executor.
func (Operations) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation counts and times an operation, which has been read and checked.
func (o Operations) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	began := time.Now()
	operation := graphql.GetOperationContext(ctx)
	ctx, span := o.begin(ctx, operation)
	respond := next(ctx)
	counted := false
	return func(ctx context.Context) *graphql.Response {
		response := respond(ctx)
		if !counted { // more parts may follow, or events
			counted = true
			span.end(ctx, response)
			o.Metrics.ran(ctx, operation.Operation, response, time.Since(began))
		}
		return response
	}
}

// InterceptResponse counts the errors of each response, also of requests that never ran.
func (o Operations) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response != nil {
		for _, err := range response.Errors {
			code, _ := err.Extensions["code"].(string)
			Refused(ctx, code)
		}
	}
	return response
}

func (m *Metrics) ran(ctx context.Context, operation *ast.OperationDefinition, response *graphql.Response, took time.Duration) {
	if m == nil || response == nil {
		return
	}
	question, outcome := questionOf(operation), "ok"
	if len(response.Errors) > 0 {
		outcome = "error"
	}
	m.operations.WithLabelValues(question, outcome).Inc()
	if operation.Operation != ast.Subscription {
		observe(ctx, m.operationTimes, question, took)
	}
}

// Refused counts an error that the client of the context's request is told of.
func Refused(ctx context.Context, code string) {
	if e := exchangeOf(ctx); e != nil && e.observer.Metrics != nil {
		m := e.observer.Metrics
		if e.span != nil {
			e.span.AddEvent("error", trace.WithAttributes(attribute.String("error.type", m.codes.of(code))))
		}
		m.errors.WithLabelValues(e.endpoint.Name, m.codes.of(code)).Inc()
	}
}
