package server

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

func TestPagesOfOtherSites(t *testing.T) {
	for _, test := range []struct {
		name    string
		origins Origins
		from    string
		allowed string // Access-Control-Allow-Origin
		socket  bool
	}{
		{"none by default", nil, "https://app.example", "", false},
		{"one that is listed", Origins{"https://app.example"}, "https://app.example", "https://app.example", true},
		{"one that is not", Origins{"https://app.example"}, "https://evil.example", "", false},
		{"one whose name begins alike", Origins{"https://app.example"}, "https://app.example.evil.example", "", false},
		{"one of another scheme", Origins{"https://app.example"}, "http://app.example", "", false},
		{"null, as of a file", Origins{"https://app.example"}, "null", "", false},
		{"all", Origins{"*"}, "https://any.example", "*", true},
	} {
		options := DefaultOptions()
		options.Origins = test.origins
		server, _ := serving(t, options)
		response, _ := exchange(t, "POST", server.URL+"/graphql", `{"query":"{ __typename }"}`, "Origin", test.from)
		if got := response.Header.Get("Access-Control-Allow-Origin"); got != test.allowed {
			t.Errorf("%s: Access-Control-Allow-Origin %q", test.name, got)
		}
		if got := response.Header.Get("Access-Control-Allow-Credentials"); got != "" {
			t.Errorf("%s: with credentials", test.name)
		}
		preflight, _ := exchange(t, http.MethodOptions, server.URL+"/graphql", "", "Origin", test.from, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
		if got := preflight.Header.Get("Access-Control-Allow-Origin"); got != test.allowed {
			t.Errorf("%s: before it asks, Access-Control-Allow-Origin %q", test.name, got)
		}
		socket, _, err := websocket.Dial(t.Context(), strings.Replace(server.URL, "http", "ws", 1)+"/graphql", &websocket.DialOptions{
			HTTPHeader: http.Header{"Origin": {test.from}}, Subprotocols: []string{"graphql-transport-ws"},
		})
		if (err == nil) != test.socket {
			t.Errorf("%s: a socket: %v", test.name, err)
		}
		if err == nil {
			_ = socket.CloseNow()
		}
	}
}

// What a page may read is what it needs: of which generation an answer is, when to come again.
func TestPagesReadOurHeaders(t *testing.T) {
	options := DefaultOptions()
	options.Origins = Origins{"https://app.example"}
	server, _ := serving(t, options)
	response, _ := exchange(t, "GET", server.URL+"/graphql?query={__typename}", "", "Origin", "https://app.example")
	exposed := strings.ToLower(response.Header.Get("Access-Control-Expose-Headers"))
	for _, name := range []string{generationHeader, "ETag", "Retry-After"} {
		if !slices.Contains(strings.Split(strings.ReplaceAll(exposed, " ", ""), ","), strings.ToLower(name)) {
			t.Errorf("%s is not among %q", name, exposed)
		}
	}
	if vary := strings.Join(response.Header.Values("Vary"), ","); !strings.Contains(vary, "Origin") {
		t.Errorf("Vary %q", vary)
	}
}

func TestOriginsAreChecked(t *testing.T) {
	for origin, right := range map[string]bool{
		"https://app.example": true, "http://127.0.0.1:3000": true, "*": true,
		"app.example": false, "https://app.example/": false, "https://*.example": true, "ftp://app.example": false, "": false, "https://": false, "https://a@b": false,
	} {
		if err := CheckOrigins([]string{origin}); (err == nil) != right {
			t.Errorf("%q: %v", origin, err)
		}
	}
}
