package server

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/polygraph-kg/polygraph/graph"
)

// traced answers one request of a graph with one city, and gives the answer and its spans.
func traced(t *testing.T, sampler sdktrace.Sampler, request string) (body string, spans tracetest.SpanStubs) {
	t.Helper()
	kept := tracetest.NewInMemoryExporter()
	options := DefaultOptions()
	options.Observe.Tracer = sdktrace.NewTracerProvider(sdktrace.WithSampler(sampler), sdktrace.WithSyncer(kept)).Tracer("test")
	store := graph.NewStore(nil)
	quads := graph.Encode([]*graph.Thing{{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan"}, Level: "city"}}, nil)
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	line, sent, _ := strings.Cut(request, "\n")
	method, path, _ := strings.Cut(line, " ")
	r := httptest.NewRequest(method, path, strings.NewReader(sent))
	r.Header.Set("Content-Type", typeJSON)
	recorder := httptest.NewRecorder()
	Handler(store, options, func() DataStatus { return DataStatus{} }, slog.New(slog.DiscardHandler)).ServeHTTP(recorder, r)
	if recorder.Code == http.StatusNotFound {
		t.Fatal(recorder.Body)
	}
	return recorder.Body.String(), kept.GetSpans()
}

func TestRequestsAreTraced(t *testing.T) {
	const document = `query Mine { mine: place(id: "place/jinan") { label claims { totalCount } there: prioritises { edges { node { id } } } } }`
	for _, row := range []struct {
		name, request string
		sampler       sdktrace.Sampler
		want          []string // in the order of names
	}{
		{"an operation, with the fields that are computed, by the names of the schema", ask(document), sdktrace.AlwaysSample(), []string{
			"POST graphql", "parse", "place", "place.claims", "place.prioritises", "place.prioritises.edges", "query place", "validate",
		}},
		{"one that is not to be traced", ask(document), sdktrace.NeverSample(), nil},
		{"one that fails", ask(`{ paths(from: "place/jinan", to: "nonsense") { length } }`), sdktrace.AlwaysSample(), []string{"POST graphql", "parse", "paths", "query paths", "validate"}},
		{"one that does not validate", ask(`{ nonsense }`), sdktrace.AlwaysSample(), []string{"POST graphql"}},
		{"an export", "GET /export/nquads", sdktrace.AlwaysSample(), []string{"GET export", "export nquads"}},
		{"no health", "GET /healthz", sdktrace.AlwaysSample(), nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			body, spans := traced(t, row.sampler, row.request)
			var got []string
			for _, span := range spans {
				got = append(got, span.Name)
			}
			slices.Sort(got)
			if !slices.Equal(got, row.want) {
				t.Errorf("%q, want %q", got, row.want)
			}
			if other, _ := traced(t, sdktrace.NeverSample(), row.request); other != body {
				t.Errorf("traced, it is answered\n%s, else\n%s", body, other)
			}
		})
	}
}

func TestASpanTellsWhatTheOperationIs(t *testing.T) {
	_, spans := traced(t, sdktrace.AlwaysSample(), ask(`query Mine { place(id: "place/secret") { label } nothing: paths(from: "place/jinan", to: "secret") { length } }`))
	told := map[attribute.Key]string{}
	for _, span := range spans {
		for _, about := range append(span.Attributes, events(span)...) {
			if strings.Contains(about.Value.String(), "secret") {
				t.Errorf("%s tells what the client sent: %s", span.Name, about.Value.String())
			}
			if span.Name == "query several" {
				told[about.Key] = about.Value.String()
			}
		}
	}
	for key, want := range map[attribute.Key]string{
		"graphql.operation.name": "Mine", "graphql.operation.type": "query", "polygraph.question": "several", "polygraph.generation": "1", "polygraph.cost": "10023",
		"graphql.errors": "1", "error.type": "NOT_FOUND",
	} {
		if told[key] != want {
			t.Errorf("%s is %q, want %q", key, told[key], want)
		}
	}
}

func events(span tracetest.SpanStub) (about []attribute.KeyValue) {
	for _, event := range span.Events {
		about = append(about, event.Attributes...)
	}
	return about
}

// BenchmarkTracing answers one question without a tracer, with one that takes nothing, which
// is what most requests meet, and traced.
func BenchmarkTracing(b *testing.B) {
	store := graph.NewStore(nil)
	quads := graph.Encode([]*graph.Thing{{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan"}, Level: "city"}}, nil)
	if _, err := store.Apply(b.Context(), graph.Changeset{Add: quads}); err != nil {
		b.Fatal(err)
	}
	for _, row := range []struct {
		name    string
		sampler sdktrace.Sampler
	}{{"off", nil}, {"not sampled", sdktrace.NeverSample()}, {"sampled", sdktrace.AlwaysSample()}} {
		b.Run(row.name, func(b *testing.B) {
			options := DefaultOptions()
			options.AnswerCache = 0
			if row.sampler != nil {
				options.Observe.Tracer = sdktrace.NewTracerProvider(sdktrace.WithSampler(row.sampler), sdktrace.WithBatcher(tracetest.NewNoopExporter())).Tracer("test")
			}
			handler := Handler(store, options, func() DataStatus { return DataStatus{} }, slog.New(slog.DiscardHandler))
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{ place(id: \"place/jinan\") { label claims { totalCount } prioritises { edges { node { id } } } } }"}`))
				r.Header.Set("Content-Type", typeJSON)
				handler.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
