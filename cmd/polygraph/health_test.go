package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestHealth(t *testing.T) {
	answer := func(status int, body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/readyz" {
				status = http.StatusNotFound
			}
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
	}
	ready := httptest.NewServer(answer(http.StatusOK, `{"status":"ok"}`))
	defer ready.Close()
	leaving := httptest.NewServer(answer(http.StatusServiceUnavailable, `{"status":"stopping"}`))
	defer leaving.Close()
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer silent.Close()
	secret := httptest.NewTLSServer(answer(http.StatusOK, `{"status":"ok"}`))
	defer secret.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	checkRuns(t, []programRun{
		{"a server that is ready", []string{"health", ready.URL}, "", 0, `"ok"`, ""},
		{"the whole address", []string{"health", ready.URL + "/readyz"}, "", 0, `"ok"`, ""},
		{"a server that stops", []string{"health", leaving.URL}, "", 1, `"stopping"`, "503"},
		{"a server that says nothing", []string{"health", silent.URL, "--timeout", "20ms"}, "", 1, "", "no server answers"},
		{"no server", []string{"health", gone.URL}, "", 1, "", "no server answers"},
		{"a certificate that nobody vouches for", []string{"health", secret.URL}, "", 1, "", "certificate"},
		{"one that needs nobody to", []string{"health", secret.URL, "--insecure"}, "", 0, `"ok"`, ""},
		{"no address", []string{"health", "127.0.0.1:8080"}, "", 2, "", "write http://HOST:PORT"},
		{"no time", []string{"health", ready.URL, "--timeout", "0s"}, "", 2, "", "--timeout is out of bounds"},
	})
}

func TestHealthOfThisMachine(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ready")) }))
	defer server.Close()
	t.Setenv("POLYGRAPH_LISTEN", server.Listener.Addr().String())
	checkRuns(t, []programRun{{"the port of POLYGRAPH_LISTEN", []string{"health"}, "", 0, "ready", ""}})
	for listen, want := range map[string]string{
		"":               "http://127.0.0.1:8080",
		"0.0.0.0:9000":   "http://127.0.0.1:9000",
		":9000":          "http://127.0.0.1:9000",
		"[::]:9000":      "http://127.0.0.1:9000",
		"10.0.0.1:9000":  "http://10.0.0.1:9000",
		"localhost:9000": "http://localhost:9000",
	} {
		if got := ownServer(listen); got != want {
			t.Errorf("a server on %q answers at %s, want %s", listen, got, want)
		}
	}
}
