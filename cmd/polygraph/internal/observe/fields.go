package observe

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// maxFields bounds the spans of fields in one operation.
const maxFields = 200

// fields gathers what the fields of one operation took. Those of all elements of a list are
// one span, from when the first of them began to when the last of them ended, so that a long
// list makes no more spans than a short one.
type fields struct {
	mu      sync.Mutex
	times   map[string]*fieldTimes // by path, without indices
	leftOut int
}

type fieldTimes struct {
	first, last time.Time
	number      int           // of elements
	busy        time.Duration // of all of them together
	failed      int
}

// around is installed around the fields of an operation that is traced, and of no other:
// operations without it are answered by their plans. Fields that are only read are left out.
func (f *fields) around(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	if !field.IsResolver && (!field.IsMethod || len(field.Field.Selections) == 0) {
		return next(ctx)
	}
	began := time.Now()
	result, err := next(ctx)
	f.add(pathWithoutIndices(field), began, time.Now(), err)
	return result, err
}

func (f *fields) add(path string, began, ended time.Time, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	seen := f.times[path]
	if seen == nil {
		if len(f.times) >= maxFields {
			f.leftOut++
			return
		}
		seen = &fieldTimes{first: began}
		f.times[path] = seen
	}
	if began.Before(seen.first) {
		seen.first = began
	}
	if ended.After(seen.last) {
		seen.last = ended
	}
	seen.number++
	seen.busy += ended.Sub(began)
	if err != nil {
		seen.failed++
	}
}

// pathWithoutIndices is where a field stands, by the names of the schema.
func pathWithoutIndices(field *graphql.FieldContext) string {
	var names []string
	for at := field; at != nil; at = at.Parent {
		if at.Index == nil && at.Field.Field != nil {
			names = append(names, at.Field.Name)
		}
	}
	slices.Reverse(names)
	return strings.Join(names, ".")
}

// tell makes the spans, each within that of the field around it.
func (f *fields) tell(ctx context.Context, tracer trace.Tracer) (leftOut int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	paths := make([]string, 0, len(f.times))
	for path := range f.times {
		paths = append(paths, path)
	}
	slices.Sort(paths) // a path stands behind those that it begins with
	within := map[string]context.Context{}
	for _, path := range paths {
		seen, around := f.times[path], ctx
		for above := path; around == ctx && above != ""; {
			above = above[:max(strings.LastIndexByte(above, '.'), 0)]
			if known, has := within[above]; has {
				around = known
			}
		}
		spanned, span := tracer.Start(around, path, trace.WithTimestamp(seen.first), trace.WithAttributes(
			attribute.String("graphql.field.path", path), attribute.Int("polygraph.field.number", seen.number), attribute.Float64("polygraph.field.busy_seconds", seen.busy.Seconds())))
		if seen.failed > 0 {
			span.SetStatus(codes.Error, "")
			span.SetAttributes(attribute.Int("polygraph.field.failed", seen.failed))
		}
		span.End(trace.WithTimestamp(seen.last))
		within[path] = spanned
	}
	return f.leftOut
}
