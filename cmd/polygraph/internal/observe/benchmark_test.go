package observe

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

// BenchmarkAround answers over a real connection without anything around, with IDs alone, and
// with a line a request into a file, as a server writes it.
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
			server := httptest.NewServer(handler)
			defer server.Close()
			b.ReportAllocs()
			for b.Loop() {
				response, err := http.Get(server.URL)
				if err != nil {
					b.Fatal(err)
				}
				_ = response.Body.Close()
			}
		})
	}
}
