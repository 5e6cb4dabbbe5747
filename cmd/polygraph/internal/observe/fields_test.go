package observe

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"go.opentelemetry.io/otel/codes"
)

func TestFieldsOfManyElementsAreOneSpan(t *testing.T) {
	at := func(seconds int) time.Time { return time.Unix(int64(seconds), 0) }
	f := &fields{times: map[string]*fieldTimes{}}
	f.add("place", at(1), at(2), nil)
	f.add("place.claims.edges.node", at(4), at(5), nil)
	f.add("place.claims.edges.node", at(3), at(4), errors.New("no"))
	f.add("place.claims.edges.node", at(7), at(9), nil)
	f.add("places", at(1), at(2), nil)
	tracing, spans := kept(t, 1)
	ctx, end := tracing.Root(t.Context(), "query")
	if leftOut := f.tell(ctx, tracing.Tracer()); leftOut != 0 {
		t.Errorf("%d are left out", leftOut)
	}
	end(nil)
	got := map[string]string{} // by name: within what, from when to when
	names := map[string]string{}
	for _, span := range spans.GetSpans() {
		names[span.SpanContext.SpanID().String()] = span.Name
	}
	for _, span := range spans.GetSpans() {
		if span.Name != "query" {
			got[span.Name] = fmt.Sprintf("%s %d-%d %t", names[span.Parent.SpanID().String()], span.StartTime.Unix(), span.EndTime.Unix(), span.Status.Code == codes.Error)
		}
	}
	want := map[string]string{"place": "query 1-2 false", "place.claims.edges.node": "place 3-9 true", "places": "query 1-2 false"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestSpansOfFieldsAreBounded(t *testing.T) {
	f := &fields{times: map[string]*fieldTimes{}}
	for i := range maxFields + 7 {
		f.add(fmt.Sprint("field", i), time.Unix(1, 0), time.Unix(2, 0), nil)
	}
	tracing, spans := kept(t, 1)
	if leftOut := f.tell(t.Context(), tracing.Tracer()); leftOut != 7 || len(spans.GetSpans()) != maxFields {
		t.Errorf("%d spans, %d left out", len(spans.GetSpans()), leftOut)
	}
}
