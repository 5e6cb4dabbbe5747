package observe

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// maxOperationName bounds what a span repeats of a client's own name, in bytes.
const maxOperationName = 100

// operationSpan is the span of one operation, from when it was read to its first response.
type operationSpan struct {
	tracer trace.Tracer
	span   trace.Span
	fields *fields // nil for subscriptions, which last
}

// begin makes the spans of an operation whose request is traced; nil for others. Reading it
// is over, and its spans are made of the executor's times.
func (o Operations) begin(ctx context.Context, operation *graphql.OperationContext) (context.Context, *operationSpan) {
	request := trace.SpanFromContext(ctx)
	if !request.IsRecording() {
		return ctx, nil
	}
	s := &operationSpan{tracer: request.TracerProvider().Tracer(scope)}
	stage := func(name string, t graphql.TraceTiming) {
		if !t.Start.IsZero() && !t.End.Before(t.Start) {
			_, span := s.tracer.Start(ctx, name, trace.WithTimestamp(t.Start))
			span.End(trace.WithTimestamp(t.End))
		}
	}
	stage("parse", operation.Stats.Parsing)
	stage("validate", operation.Stats.Validation)
	kind, question := string(operation.Operation.Operation), questionOf(operation.Operation)
	about := []attribute.KeyValue{
		attribute.String("graphql.operation.type", kind), attribute.String("graphql.operation.name", shortened(operation.Operation.Name)), attribute.String("polygraph.question", question),
	}
	if e := exchangeOf(ctx); e != nil {
		about = append(about, attribute.String("polygraph.generation", e.Header().Get(generationHeader)))
	}
	if o.Cost != nil {
		about = append(about, attribute.Int("polygraph.cost", o.Cost(operation)))
	}
	ctx, s.span = s.tracer.Start(ctx, kind+" "+question, trace.WithAttributes(about...))
	if operation.Operation.Operation != ast.Subscription {
		s.fields = &fields{times: map[string]*fieldTimes{}}
		operation.ResolverMiddleware = s.fields.around
	}
	return ctx, s
}

func (s *operationSpan) end(ctx context.Context, response *graphql.Response) {
	if s == nil {
		return
	}
	if s.fields != nil {
		if leftOut := s.fields.tell(trace.ContextWithSpan(ctx, s.span), s.tracer); leftOut > 0 {
			s.span.SetAttributes(attribute.Int("polygraph.fields_left_out", leftOut))
		}
	}
	if response != nil && len(response.Errors) > 0 {
		code, _ := response.Errors[0].Extensions["code"].(string)
		s.span.SetStatus(codes.Error, "")
		s.span.SetAttributes(attribute.String("error.type", code), attribute.Int("graphql.errors", len(response.Errors)))
	}
	s.span.End()
}

func shortened(name string) string { return name[:min(len(name), maxOperationName)] } // names are ASCII
