package server

import (
	"bufio"
	"encoding/base64"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
	"github.com/polygraph-kg/polygraph/graph"
)

// tokens are those of a test, which do not change.
type tokens struct{ access.Tokens }

func (t tokens) Find(text string) (access.Token, bool) { return t.Tokens.Find(text, time.Now()) }

// holders makes a token for each role, and one that has ended.
func holders() (known tokens, texts map[string]string) {
	texts = map[string]string{"nobody": "", "a stranger": "polygraph_stranger"}
	for name, role := range map[string]access.Role{"reader": access.Reader, "loader": access.Loader, "admin": access.Admin} {
		text, token := access.New(name, role, time.Time{})
		known.Tokens, texts[name] = append(known.Tokens, token), text
	}
	text, token := access.New("one of last year", access.Admin, time.Now().Add(-time.Hour))
	known.Tokens, texts["one of last year"] = append(known.Tokens, token), text
	return known, texts
}

func TestWhoMayDoWhat(t *testing.T) {
	known, texts := holders()
	everybody := []string{"nobody", "a stranger", "one of last year", "reader", "loader", "admin"}
	for _, test := range []struct {
		name           string
		closed         bool
		method, path   string
		statuses       []int // in the order of everybody
		unknownsStatus int
	}{
		{"ask", false, "GET", "/graphql?query={__typename}", []int{200, 401, 401, 200, 200, 200}, 0},
		{"ask where it is closed", true, "GET", "/graphql?query={__typename}", []int{401, 401, 401, 200, 200, 200}, 0},
		{"look where it is closed", true, "GET", "/", []int{401, 401, 401, 200, 200, 200}, 0},
		{"export where it is closed", true, "GET", "/export/nquads", []int{401, 401, 401, 200, 200, 200}, 0},
		{"identify where it is closed", true, "GET", "/id/place/jinan", []int{401, 401, 401, 200, 200, 200}, 0},
		{"measure where it is closed", true, "GET", "/metrics", []int{401, 401, 401, 200, 200, 200}, 0},
		{"see whether it lives where it is closed", true, "GET", "/healthz", []int{200, 200, 200, 200, 200, 200}, 0},
		{"check", false, "POST", "/admin/check?name=a.yaml", []int{401, 401, 401, 403, 200, 200}, 0},
		{"load", false, "POST", "/admin/load?name=a.yaml", []int{401, 401, 401, 403, 200, 200}, 0},
		{"reload", true, "POST", "/admin/reload", []int{401, 401, 401, 403, 200, 200}, 0},
		{"back up", false, "GET", "/admin/backup", []int{401, 401, 401, 403, 403, 200}, 0},
		{"check the store", false, "GET", "/admin/fsck", []int{401, 401, 401, 403, 403, 200}, 0},
		{"do what there is not", false, "GET", "/admin/drop", []int{401, 401, 401, 403, 404, 404}, 0},
	} {
		options := DefaultOptions()
		options.Tokens, options.Closed, options.Administration = known, test.closed, &recorded{}
		server, _ := serving(t, options)
		for i, who := range everybody {
			var headers []string
			if texts[who] != "" {
				headers = []string{"Authorization", "Bearer " + texts[who]}
			}
			response, text := exchange(t, test.method, server.URL+test.path, "entities: []", headers...)
			if want := test.statuses[i]; response.StatusCode != want && !(want == 200 && test.path == "/" && response.StatusCode == 302) {
				t.Errorf("%s, %s: status %d, want %d: %s", who, test.name, response.StatusCode, want, text)
			}
			if (response.StatusCode == 401) != (response.Header.Get("WWW-Authenticate") == `Bearer realm="polygraph"`) {
				t.Errorf("%s, %s: status %d with WWW-Authenticate %q", who, test.name, response.StatusCode, response.Header.Get("WWW-Authenticate"))
			}
			if texts[who] != "" && strings.Contains(text, texts[who]) {
				t.Errorf("%s, %s: the answer repeats the token: %s", who, test.name, text)
			}
		}
	}
}

// A browser asks people for the token, as for a password; what it then asks is answered.
func TestBrowsersSendTokensAsPasswords(t *testing.T) {
	known, texts := holders()
	options := DefaultOptions()
	options.Tokens, options.Closed = known, true
	server, _ := serving(t, options)
	response, _ := exchange(t, "GET", server.URL+"/id/place/jinan", "", "Accept", "text/html")
	if asks := response.Header.Values("WWW-Authenticate"); len(asks) != 2 || !strings.HasPrefix(asks[1], "Basic ") {
		t.Errorf("a browser is asked by %q", asks)
	}
	request, _ := http.NewRequest("GET", server.URL+"/id/place/jinan", nil)
	request.SetBasicAuth("anybody", texts["reader"])
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != 200 {
		t.Errorf("with a password: status %d", answer.StatusCode)
	}
}

// Browsers send passwords for the pages of other sites, too.
func TestPasswordsDoNotAdminister(t *testing.T) {
	known, texts := holders()
	options, does := DefaultOptions(), &recorded{}
	options.Tokens, options.Administration, options.Closed = known, does, true
	server, _ := serving(t, options)
	password := base64.StdEncoding.EncodeToString([]byte("anybody:" + texts["admin"]))
	for _, header := range []string{"Basic " + password, "basic " + password, ""} {
		for path, method := range map[string]string{"/admin/load?name=a.yaml": "POST", "/admin/reload": "POST", "/admin/backup": "GET", "/admin/nothing": "GET"} {
			response, text := exchange(t, method, server.URL+path, "entities: []", "Authorization", header, "Accept", "text/html")
			if asks := response.Header.Values("WWW-Authenticate"); response.StatusCode != 401 || !slices.Equal(asks, []string{`Bearer realm="polygraph"`}) || !strings.Contains(text, "send it as Authorization: Bearer") {
				t.Errorf("%s with %.5q: status %d, asks by %q: %s", path, header, response.StatusCode, asks, text)
			}
		}
	}
	if len(does.loads) > 0 {
		t.Errorf("loaded was %q", does.loads)
	}
}

// Where it is closed, answers are kept for all holders of tokens, and by no proxy.
func TestWhatIsClosedIsKeptByNobodyElse(t *testing.T) {
	known, texts := holders()
	options := DefaultOptions()
	options.Tokens, options.Closed = known, true
	server, _ := serving(t, options)
	const ask = "/graphql?query={statistics{claims}}"
	for i, who := range []string{"reader", "admin"} {
		response, _ := exchange(t, "GET", server.URL+ask, "", "Authorization", "Bearer "+texts[who])
		if got := response.Header.Get("Cache-Control"); got != "private, no-cache" {
			t.Errorf("%s: Cache-Control %q", who, got)
		}
		if got := response.Header.Get("Cache-Status"); strings.HasSuffix(got, "hit") != (i > 0) {
			t.Errorf("%s: Cache-Status %q", who, got)
		}
	}
	for _, path := range []string{"/export/nquads", "/id/place/jinan"} {
		response, _ := exchange(t, "GET", server.URL+path, "", "Authorization", "Bearer "+texts["reader"])
		if got := response.Header.Get("Cache-Control"); got != "private, no-cache" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
	}
}

// Who tries tokens is held to the rate, like everybody.
func TestTokensAreTriedAtARate(t *testing.T) {
	known, _ := holders()
	options := DefaultOptions()
	options.Tokens, options.Limits.Rate, options.Limits.Burst = known, 0.1, 2
	server, _ := serving(t, options)
	var statuses []int
	for range 4 {
		response, _ := exchange(t, "GET", server.URL+"/graphql?query={__typename}", "", "Authorization", "Bearer guess")
		statuses = append(statuses, response.StatusCode)
	}
	if want := []int{401, 401, 429, 429}; !slices.Equal(statuses, want) {
		t.Errorf("statuses %v, want %v", statuses, want)
	}
}

// withdrawn are tokens that are taken away.
type withdrawn struct {
	tokens
	gone atomic.Bool
}

func (w *withdrawn) Find(text string) (access.Token, bool) {
	token, found := w.tokens.Find(text)
	return token, found && !w.gone.Load()
}

// What a token has opened ends when the token does.
func TestStreamsEndWithTheirTokens(t *testing.T) {
	known, texts := holders()
	for name, open := range map[string]func(t *testing.T, server, token string) (next func() (string, error)){
		"events": func(t *testing.T, server, token string) func() (string, error) {
			request, _ := http.NewRequestWithContext(t.Context(), "GET", server+"/graphql?query="+url.QueryEscape(changes), nil)
			request.Header = http.Header{"Accept": {typeEvents}, "Authorization": {"Bearer " + token}}
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = response.Body.Close() })
			lines := bufio.NewReader(response.Body)
			return func() (string, error) { return lines.ReadString('\n') }
		},
		"a socket": func(t *testing.T, server, token string) func() (string, error) {
			socket, err := dial(t, server, http.Header{"Authorization": {"Bearer " + token}})
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{`{"type":"connection_init"}`, `{"id":"1","type":"subscribe","payload":{"query":"` + changes + `"}}`} {
				if err := socket.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			return func() (string, error) {
				_, text, err := socket.Read(t.Context())
				return string(text), err
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changing := &withdrawn{tokens: known}
			options := DefaultOptions()
			options.Tokens, options.Closed = changing, true
			server, _ := serving(t, options)
			next := open(t, server.URL, texts["reader"])
			for {
				text, err := next()
				if err != nil {
					t.Fatal("it ended before the token was taken away:", err)
				}
				if strings.Contains(text, "generation") {
					break
				}
			}
			changing.gone.Store(true)
			for {
				if _, err := next(); err != nil { // waits for as long as the test may
					return
				}
			}
		})
	}
}

// Without tokens nothing is administered, and no header makes it so.
func TestNothingIsAdministeredByDefault(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, path := range []string{"/admin/load?name=a.yaml", "/admin/check?name=a.yaml", "/admin/reload", "/admin/anything"} {
		response, text := exchange(t, "POST", server.URL+path, "entities: []", "Authorization", "Bearer x")
		if response.StatusCode != 403 || !strings.Contains(text, "ADMIN_DISABLED") {
			t.Errorf("%s: status %d: %s", path, response.StatusCode, text)
		}
	}
}

func TestBrowsersAreToldToBeCareful(t *testing.T) {
	store := graph.NewStore(nil)
	addPlace(t, store, "place/jinan", "Jinan")
	options := DefaultOptions()
	options.Secure = true
	handler := Handler(store, options, func() DataStatus { return DataStatus{} }, slog.New(slog.DiscardHandler))
	for _, path := range []string{"/graphql?query={__typename}", "/healthz", "/nowhere", "/export/nquads", "/admin/load", "/id/place/jinan"} {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest("GET", path, nil))
		header := recorder.Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if policy := header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
}
