package observe

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"
)

// kept traces into memory.
func kept(t *testing.T, ratio float64) (*Tracing, *tracetest.InMemoryExporter) {
	t.Helper()
	spans := tracetest.NewInMemoryExporter()
	tracing, err := newTracing(t.Context(), TraceOptions{Ratio: &ratio}, sdktrace.NewSimpleSpanProcessor(spans))
	if err != nil {
		t.Fatal(err)
	}
	return tracing, spans
}

func TestRequestsAreTraced(t *testing.T) {
	const caller = "0af7651916cd43dd8448eb211c80319c"
	quiet := func(r *http.Request) Endpoint { return Endpoint{Name: r.URL.Path, Quiet: r.URL.Path == "/healthz"} }
	for _, row := range []struct {
		name, path, parent string
		ratio              float64
		traced             bool
	}{
		{"each", "/", "", 1, true},
		{"none", "/", "", 0, false},
		{"those whose caller is traced", "/", "00-" + caller + "-b7ad6b7169203331-01", 0, true},
		{"none whose caller is not", "/", "00-" + caller + "-b7ad6b7169203331-00", 1, false},
		{"a header that is none", "/", "00-zz-\n", 1, true},
		{"no health, which is asked all the time", "/healthz", "", 1, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			tracing, spans := kept(t, row.ratio)
			r := httptest.NewRequest(http.MethodGet, row.path, nil)
			r.Header.Set("traceparent", row.parent)
			line, _ := logged(t, FormatText, Observer{Tracer: tracing.Tracer(), Endpoint: quiet}, r, func(w http.ResponseWriter, r *http.Request) {
				_, end := Span(r.Context(), "within")
				end(nil)
			})
			got := spans.GetSpans()
			if (len(got) == 2) != row.traced || len(got) == 1 {
				t.Fatalf("%d spans", len(got))
			}
			if !row.traced {
				if strings.Contains(line, "trace_id") {
					t.Errorf("the line names a trace that nobody keeps: %s", line)
				}
				return
			}
			within, request := got[0], got[1]
			id := request.SpanContext.TraceID().String()
			if (id == caller) != strings.HasPrefix(row.parent, "00-"+caller) || within.SpanContext.TraceID().String() != id || within.Parent.SpanID() != request.SpanContext.SpanID() {
				t.Errorf("%s is within %s, %s within %s", within.Name, within.Parent.SpanID(), request.Name, request.Parent.SpanID())
			}
			if !strings.Contains(line, "trace_id="+id) {
				t.Errorf("the line does not name the trace %s: %s", id, line)
			}
		})
	}
}

// receiver is a collector that decodes what it gets.
type receiver struct {
	mu       sync.Mutex
	spans    []string
	services []string
	header   http.Header
	path     string
}

func (c *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		body, _ = gzip.NewReader(r.Body)
	}
	text, err := io.ReadAll(body)
	var sent collector.ExportTraceServiceRequest
	if err != nil || proto.Unmarshal(text, &sent) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.header, c.path = r.Header, r.URL.Path
	for _, resource := range sent.GetResourceSpans() {
		for _, about := range resource.GetResource().GetAttributes() {
			c.services = append(c.services, about.GetKey()+"="+about.GetValue().GetStringValue())
		}
		for _, scope := range resource.GetScopeSpans() {
			for _, span := range scope.GetSpans() {
				c.spans = append(c.spans, span.GetName())
			}
		}
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
}

func TestSpansReachACollector(t *testing.T) {
	for _, row := range []struct {
		name     string
		flag     bool
		path     string
		env      map[string]string
		sent     bool
		resource string
	}{
		{name: "of the flag", flag: true, sent: true, resource: "service.name=polygraph"},
		{name: "of the environment", env: map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "here", "OTEL_TRACES_SAMPLER": "always_on"}, sent: true, resource: "service.name=polygraph"},
		{name: "with what the environment says of the service", flag: true, env: map[string]string{"OTEL_SERVICE_NAME": "mine", "OTEL_RESOURCE_ATTRIBUTES": "deployment=test"}, sent: true, resource: "service.name=mine"},
		{name: "of the environment, whose sampler takes none", env: map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "here", "OTEL_TRACES_SAMPLER": "always_off"}},
		{name: "switched off by the environment", flag: true, env: map[string]string{"OTEL_SDK_DISABLED": "true"}},
		{name: "none"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := &receiver{}
			server := httptest.NewServer(got)
			defer server.Close()
			t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=secret")
			for name, value := range row.env {
				t.Setenv(name, strings.Replace(value, "here", server.URL, 1))
			}
			options := TraceOptions{Log: slog.New(slog.DiscardHandler)}
			if row.flag {
				all := 1.0
				options.Endpoint, options.Ratio = server.URL, &all
			}
			tracing, err := StartTracing(t.Context(), options)
			if err != nil {
				t.Fatal(err)
			}
			o := Observer{Tracer: tracing.Tracer()}
			o.Around(answerWith(200, "")).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
			tracing.Close(context.WithoutCancel(t.Context())) // sends what is pending
			if sent := strings.Join(got.spans, " "); (sent == "GET ") != row.sent {
				t.Fatalf("sent %q", sent)
			}
			if !row.sent {
				return
			}
			if got.path != "/v1/traces" || got.header.Get("Authorization") != "secret" || !strings.Contains(strings.Join(got.services, " "), row.resource) {
				t.Errorf("sent to %s with %v, of %s", got.path, got.header, got.services)
			}
		})
	}
}

// Requests are answered as ever while no collector is there; the log says so once.
func TestAMissingCollectorHoldsNobodyUp(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	t.Setenv("OTEL_BSP_SCHEDULE_DELAY", "1") // milliseconds
	t.Setenv("OTEL_BSP_MAX_QUEUE_SIZE", "10")
	t.Setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "50")
	var out bytes.Buffer
	log, _ := NewLogger(Whole(&out), FormatText, "info")
	all := 1.0
	tracing, err := StartTracing(t.Context(), TraceOptions{Endpoint: closed.URL, Ratio: &all, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	o := Observer{Tracer: tracing.Tracer()}
	handler := o.Around(answerWith(200, "an answer"))
	for range 1000 { // a hundred times the queue
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
		if recorder.Code != 200 || recorder.Body.String() != "an answer" {
			t.Fatalf("%d %s", recorder.Code, recorder.Body)
		}
	}
	tracing.Close(context.WithoutCancel(t.Context()))
	if strings.Count(out.String(), "traces cannot be sent") != 1 {
		t.Errorf("the log says %s", out.String())
	}
}

func TestCollectorsThatAreNone(t *testing.T) {
	for _, row := range []struct{ endpoint, want string }{
		{"http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"},
		{"https://collector/", "https://collector/v1/traces"},
		{"http://collector/own/path", "http://collector/own/path"},
		{"127.0.0.1:4318", ""}, {"ftp://collector", ""}, {"http://", ""}, {"collector", ""},
	} {
		got, err := CollectorURL(row.endpoint)
		if got != row.want || (err == nil) != (row.want != "") {
			t.Errorf("%s is %q, %v", row.endpoint, got, err)
		}
	}
}
