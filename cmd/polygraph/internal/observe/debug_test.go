package observe

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheDebugPortIsThisMachinesAlone(t *testing.T) {
	for _, row := range []struct{ address, want string }{
		{"127.0.0.1:6060", ""}, {"localhost:6060", ""}, {"[::1]:6060", ""}, {"127.9.9.9:6060", ""},
		{":6060", "other machines"}, {"0.0.0.0:6060", "other machines"}, {"[::]:6060", "other machines"}, {"192.0.2.1:6060", "other machines"}, {"example.org:6060", "other machines"},
		{"6060", "write HOST:PORT"}, {"127.0.0.1", "write HOST:PORT"}, {"127.0.0.1:", "write HOST:PORT"},
	} {
		if err := CheckDebugAddress(row.address); (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", row.address, err, row.want)
		}
	}
	for host, want := range map[string]int{"127.0.0.1:6060": 200, "localhost:6060": 200, "[::1]:6060": 200, "localhost": 200, "evil.example:6060": 403, "192.0.2.1": 403} {
		r := httptest.NewRequest(http.MethodGet, "/debug/pprof/cmdline", nil)
		r.Host = host
		recorder := httptest.NewRecorder()
		debugHandler().ServeHTTP(recorder, r)
		if recorder.Code != want {
			t.Errorf("called %s it answers %d", host, recorder.Code)
		}
	}
}

func TestTheDebugPortAnswers(t *testing.T) {
	address, err := ServeDebug(t.Context(), "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	for path, contains := range map[string]string{"/debug/pprof/": "goroutine", "/debug/pprof/goroutine?debug=1": "goroutine profile", "/debug/build": `"GoVersion"`, "/debug/vars": "404", "/": "404"} {
		response, err := http.Get("http://" + address.String() + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if !strings.Contains(string(body)+response.Status, contains) || path == "/debug/build" && !json.Valid(body) {
			t.Errorf("%s: %s %.200s", path, response.Status, body)
		}
	}
	if _, err := ServeDebug(t.Context(), address.String()); err == nil || !strings.Contains(err.Error(), "--debug-listen") {
		t.Errorf("a port that is taken: %v", err)
	}
}
