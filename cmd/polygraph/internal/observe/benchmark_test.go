package observe

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

// BenchmarkAround answers without anything around, with IDs alone, and with a line a request
// into a file, as a server writes it: what observing costs, without a connection. An answer
// over one takes some 100 µs here, on the machine that also asks.
func BenchmarkAround(b *testing.B) {
	answer := answerWith(200, "an answer")
	file, err := os.CreateTemp(b.TempDir(), "log")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for _, format := range []string{"nothing", "ids", FormatText, FormatJSON} {
		b.Run(format, func(b *testing.B) {
			var handler http.Handler = answer
			if format != "nothing" {
				o := Observer{}
				if format != "ids" {
					lines := NewLines(file, func(int) {})
					defer func() { _ = lines.Close() }()
					if o.Access, err = NewLogger(lines, format, "info"); err != nil {
						b.Fatal(err)
					}
				}
				handler = o.Around(answer)
			}
			r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
			b.ReportAllocs()
			for b.Loop() {
				handler.ServeHTTP(&discarded{header: http.Header{"Polygraph-Generation": {"1"}, "Cache-Status": {"polygraph; hit"}}}, r)
			}
		})
	}
}

// discarded is an answer that nobody reads.
type discarded struct{ header http.Header }

func (d *discarded) Header() http.Header            { return d.header }
func (d *discarded) Write(body []byte) (int, error) { return len(body), nil }
func (d *discarded) WriteHeader(int)                {}
