package observe

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// Span begins a span where the context is traced, and costs next to nothing where it is not.
// End must be called; its error fails the span, and only its being there is told: its text
// may repeat what a client sent.
func Span(ctx context.Context, name string, about ...attribute.KeyValue) (_ context.Context, end func(error)) {
	within := trace.SpanFromContext(ctx)
	if !within.IsRecording() {
		return ctx, func(error) {}
	}
	return spanOf(ctx, within.TracerProvider().Tracer(scope), name, about...)
}

// Root begins a trace of what no request has asked for, such as a load of data.
func (t *Tracing) Root(ctx context.Context, name string, about ...attribute.KeyValue) (_ context.Context, end func(error)) {
	if t == nil {
		return ctx, func(error) {}
	}
	return spanOf(ctx, t.Tracer(), name, about...)
}

func spanOf(ctx context.Context, tracer trace.Tracer, name string, about ...attribute.KeyValue) (context.Context, func(error)) {
	ctx, span := tracer.Start(ctx, name, trace.WithAttributes(about...))
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

// traced begins the span of a request. Its caller's trace goes on, if it has one.
func (o *Observer) traced(r *http.Request, e *exchange) *http.Request {
	if o.Tracer == nil || e.endpoint.Quiet {
		return r
	}
	ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	ctx, e.span = o.Tracer.Start(ctx, methodOf(r)+" "+e.endpoint.Name, trace.WithSpanKind(trace.SpanKindServer))
	return r.WithContext(ctx)
}

// traceEnded tells the span what became of the request.
func (o *Observer) traceEnded(e *exchange, r *http.Request, whole bool) {
	if e.span == nil {
		return
	}
	if e.span.IsRecording() {
		e.span.SetAttributes(
			attribute.String("http.request.method", methodOf(r)), attribute.String("http.route", e.endpoint.Name), attribute.String("url.path", pathOf(r)),
			attribute.Int("http.response.status_code", e.status), attribute.Int64("http.response.body.size", e.bytes), attribute.String("client.address", o.client(r)),
			attribute.String("polygraph.request_id", e.id), attribute.String("polygraph.generation", e.Header().Get(generationHeader)), attribute.String("polygraph.cache", e.Header().Get(cacheStatusHeader)))
		if e.status >= 500 || !whole {
			e.span.SetStatus(codes.Error, "")
		}
	}
	e.span.End()
}

// traceID is that of a context whose spans are sent; empty for others.
func traceID(ctx context.Context) string {
	if span := trace.SpanContextFromContext(ctx); span.IsSampled() {
		return span.TraceID().String()
	}
	return ""
}
