package observe

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync/atomic"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// scope names the spans of this program among those of others.
const scope = "github.com/polygraph-kg/polygraph"

// serviceName is what the program is called unless OTEL_SERVICE_NAME says otherwise.
const serviceName = "polygraph"

// TraceOptions say where traces go, and how many.
type TraceOptions struct {
	Endpoint string   // of a collector that takes OTLP over HTTP; from the environment when empty
	Ratio    *float64 // of requests that are traced unless their caller has decided; from the environment when nil
	Build    build.Info
	Log      *slog.Logger
}

// DefaultTraceRatio is how many of the requests are traced unless told otherwise: a traced
// operation runs without its plan, so it takes longer.
const DefaultTraceRatio = .05

// Tracing sends spans to a collector, from a goroutine of its own: one that is slow or away
// costs spans, and never holds a request up. A nil *Tracing traces nothing.
type Tracing struct{ provider *sdktrace.TracerProvider }

// StartTracing begins to send spans; nil where no collector is named. What else the
// variables OTEL_… say of the exporter, of resources and of the sampler is heeded.
func StartTracing(ctx context.Context, options TraceOptions) (*Tracing, error) {
	named := options.Endpoint != "" || os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != ""
	if !named || strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") {
		return nil, nil
	}
	var exporting []otlptracehttp.Option
	if options.Endpoint != "" {
		address, err := CollectorURL(options.Endpoint)
		if err != nil {
			return nil, err
		}
		exporting = append(exporting, otlptracehttp.WithEndpointURL(address))
	}
	exporter, err := otlptracehttp.New(ctx, exporting...)
	if err != nil {
		return nil, err
	}
	return newTracing(ctx, options, sdktrace.NewBatchSpanProcessor(&told{SpanExporter: exporter, log: options.Log}))
}

// newTracing hands spans to a processor.
func newTracing(ctx context.Context, options TraceOptions, processor sdktrace.SpanProcessor) (*Tracing, error) {
	about, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithHost(),
		resource.WithAttributes(attribute.String("service.name", serviceName), attribute.String("service.version", options.Build.Version)), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("the variables OTEL_RESOURCE_ATTRIBUTES or OTEL_SERVICE_NAME cannot be read: %w", err)
	}
	with := []sdktrace.TracerProviderOption{sdktrace.WithResource(about), sdktrace.WithSpanProcessor(processor)}
	switch {
	case options.Ratio != nil:
		with = append(with, sdktrace.WithSampler(sampler(*options.Ratio)))
	case os.Getenv("OTEL_TRACES_SAMPLER") == "":
		with = append(with, sdktrace.WithSampler(sampler(DefaultTraceRatio)))
	}
	return &Tracing{sdktrace.NewTracerProvider(with...)}, nil
}

// sampler heeds what the caller of a request has decided, and decides for all others.
func sampler(ratio float64) sdktrace.Sampler {
	return sdktrace.ParentBased(sdktrace.TraceIDRatioBased(ratio))
}

// CollectorURL is where spans are sent; the path is that of OTLP unless there is another one.
func CollectorURL(endpoint string) (string, error) {
	address, err := url.Parse(endpoint)
	if err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "" {
		return "", errors.New("--trace-endpoint is no address of a collector of OTLP over HTTP, such as http://127.0.0.1:4318") // in it there may be a password
	}
	if strings.Trim(address.Path, "/") == "" {
		address.Path = "/v1/traces"
	}
	return address.String(), nil
}

// Tracer begins spans; nil where nothing is traced.
func (t *Tracing) Tracer() trace.Tracer {
	if t == nil {
		return nil
	}
	return t.provider.Tracer(scope)
}

// Close sends what has not been sent yet, until the context ends.
func (t *Tracing) Close(ctx context.Context) {
	if t != nil {
		_ = t.provider.Shutdown(ctx) // what cannot be sent has been told
	}
}

// told tells in the log that spans cannot be sent, once, and once that they can be again. The
// SDK would tell it each time, and to whom is global.
type told struct {
	sdktrace.SpanExporter
	log     *slog.Logger
	failing atomic.Bool
}

func (t *told) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	err := t.SpanExporter.ExportSpans(ctx, spans)
	switch was := t.failing.Swap(err != nil); {
	case err != nil && !was:
		t.log.WarnContext(ctx, "traces cannot be sent, and are lost until they can; nothing else is affected", "error", err)
	case err == nil && was:
		t.log.InfoContext(ctx, "traces are sent again")
	}
	return nil
}
