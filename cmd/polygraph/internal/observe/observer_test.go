package observe

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// logged answers one request and gives what stands in the log, from debug on.
func logged(t *testing.T, format string, o Observer, r *http.Request, answer http.HandlerFunc) (lines string, response *http.Response) {
	t.Helper()
	var out bytes.Buffer
	log, err := NewLogger(&out, format, "debug")
	if err != nil {
		t.Fatal(err)
	}
	o.Access = log
	recorder := httptest.NewRecorder()
	func() {
		defer func() { _ = recover() }() // as net/http does
		o.Around(answer).ServeHTTP(recorder, r)
	}()
	return out.String(), recorder.Result()
}

func answerWith(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func TestALineARequest(t *testing.T) {
	quiet := func(*http.Request) Endpoint { return Endpoint{Name: "healthz", Quiet: true} }
	for _, row := range []struct {
		name     string
		method   string
		path     string
		observer Observer
		answer   http.HandlerFunc
		want     []string
		lacks    string
	}{
		{name: "what was answered", path: "/graphql", answer: answerWith(200, "four"), want: []string{"level=INFO", "msg=request", "method=GET", "path=/graphql", "status=200", "bytes=4", "client=192.0.2.1", "milliseconds=", "request_id="}, lacks: "cut_off"},
		{name: "no query part, which may hold a document and its variables", path: "/graphql?query=%7Bsecret%7D&variables=secret", answer: answerWith(200, ""), want: []string{"path=/graphql "}, lacks: "secret"},
		{name: "a path as it travels", path: "/a%0Ab%E9%8B%BC", answer: answerWith(404, ""), want: []string{"path=/a%0Ab%E9%8B%BC "}},
		{name: "nothing written at all", path: "/", answer: func(http.ResponseWriter, *http.Request) {}, want: []string{"status=200", "bytes=0"}},
		{name: "a fault of the client", path: "/", answer: answerWith(404, ""), want: []string{"level=WARN", "status=404"}},
		{name: "a fault of the server", path: "/", answer: answerWith(500, ""), want: []string{"level=ERROR", "status=500"}},
		{name: "a server that is busy", path: "/", answer: answerWith(503, ""), want: []string{"level=WARN", "status=503"}},
		{name: "an answer that was cut off", path: "/", answer: func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("half"))
			panic(http.ErrAbortHandler)
		}, want: []string{"level=ERROR", "status=200", "bytes=4", "cut_off=true"}},
		{name: "a status that only announces another", path: "/", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusNotFound)
		}, want: []string{"status=404"}},
		{name: "health, which is asked all the time", path: "/healthz", observer: Observer{Endpoint: quiet}, answer: answerWith(503, ""), want: []string{"level=DEBUG"}},
		{name: "of which generation, and whether it was kept", path: "/", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Polygraph-Generation", "7")
			w.Header().Set("Cache-Status", "polygraph; hit")
		}, want: []string{"generation=7", `cache="polygraph; hit"`}},
		{name: "who asks, as a proxy tells it", path: "/", observer: Observer{Client: func(*http.Request) string { return "198.51.100.7" }}, answer: answerWith(200, ""), want: []string{"client=198.51.100.7"}},
		{name: "a method that somebody made up", method: "ROOT", path: "/", answer: answerWith(405, ""), want: []string{"method=other"}},
		{name: "a path without end", path: "/" + strings.Repeat("a", 5000), answer: answerWith(404, ""), want: []string{"aaa..."}, lacks: strings.Repeat("a", 300)},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.method == "" {
				row.method = http.MethodGet
			}
			line, _ := logged(t, FormatText, row.observer, httptest.NewRequest(row.method, row.path, nil), row.answer)
			for _, want := range row.want {
				if !strings.Contains(line, want) {
					t.Errorf("the line lacks %s: %s", want, line)
				}
			}
			if strings.Count(line, "\n") != 1 || row.lacks != "" && strings.Contains(line, row.lacks) {
				t.Errorf("the log is %q", line)
			}
		})
	}
}

func TestRequestIDs(t *testing.T) {
	for _, row := range []struct {
		name, asked string
		taken       bool
	}{
		{"a proxy's", "f47ac10b-58cc-4372-a567-0e02b2c3d479", true},
		{"all that is safe", "aZ09._-", true},
		{"as long as can be", strings.Repeat("a", 64), true},
		{"longer", strings.Repeat("a", 65), false},
		{"none", "", false},
		{"a second line", "a\nlevel=ERROR", false},
		{"a space", "a b", false},
		{"a quote", `a"b`, false},
		{"another script", "é", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set(RequestIDHeader, row.asked)
			var seen string
			line, response := logged(t, FormatText, Observer{}, r, func(_ http.ResponseWriter, r *http.Request) { seen = RequestID(r.Context()) })
			id := response.Header.Get(RequestIDHeader)
			if (id == row.asked) != row.taken || !isSafeID(id) {
				t.Errorf("%q became %q", row.asked, id)
			}
			if seen != id || !strings.Contains(line, "request_id="+id) {
				t.Errorf("the answer says %q, the context %q, the log %s", id, seen, line)
			}
		})
	}
	if a, b := newID(), newID(); a == b {
		t.Errorf("two requests are %s", a)
	}
}

// What a client sends cannot end a line, begin another one, or speak to a terminal.
func TestNobodyWritesLinesOfTheirOwn(t *testing.T) {
	const forged = "a\nlevel=ERROR msg=forged\r\n{\"msg\":\"forged\"}\x00\x1b[31m\u009b31m\u2028\u202e\x7f"
	for _, format := range []string{FormatText, FormatJSON} {
		t.Run(format, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Method, r.URL.Path, r.URL.RawPath, r.RemoteAddr = forged, "/"+forged, "/"+forged, forged
			for _, header := range []string{RequestIDHeader, "User-Agent", "Traceparent", "Referer"} {
				r.Header[http.CanonicalHeaderKey(header)] = []string{forged}
			}
			var log *slog.Logger
			var out bytes.Buffer
			log, _ = NewLogger(&out, format, "info")
			line, _ := logged(t, format, Observer{}, r, func(_ http.ResponseWriter, r *http.Request) {
				log.ErrorContext(r.Context(), "a request failed", "error", errors.New(forged), "said", forged)
			})
			for _, one := range []string{line, out.String()} {
				if strings.Count(one, "\n") != 1 || !strings.HasSuffix(one, "\n") {
					t.Errorf("more than one line: %q", one)
				}
				if strings.ContainsAny(strings.TrimSuffix(one, "\n"), "\r\n\x00\x1b\u009b\u2028\u202e\x7f") {
					t.Errorf("raw control characters: %q", one)
				}
				if format == FormatJSON && !json.Valid([]byte(one)) {
					t.Errorf("no JSON: %s", one)
				}
			}
		})
	}
}

func TestLogsThatCannotBe(t *testing.T) {
	for _, row := range []struct{ format, level, want string }{
		{"xml", "info", "give text or json"},
		{"text", "loud", "give debug, info, warn or error"},
		{"text", "INFO+2", "give debug, info, warn or error"},
	} {
		if _, err := NewLogger(&bytes.Buffer{}, row.format, row.level); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s, %s: %v", row.format, row.level, err)
		}
	}
}

func TestChineseStaysReadable(t *testing.T) {
	var out bytes.Buffer
	log, _ := NewLogger(&out, FormatJSON, "info")
	log.Error("濟南", "at", "山東　濟南")
	if !strings.Contains(out.String(), `"msg":"濟南","at":"山東　濟南"`) {
		t.Error(out.String())
	}
}
