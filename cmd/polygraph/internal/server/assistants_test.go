package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What cannot be asked for cannot be reached.
func TestAssistantsAskOnlyWhereTheyMay(t *testing.T) {
	const ask = `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"text": "Jinan"}}}`
	for _, row := range []struct {
		allowed bool
		status  int
	}{{false, http.StatusMethodNotAllowed}, {true, http.StatusOK}} {
		options := DefaultOptions()
		options.MCP = row.allowed
		server, _ := serving(t, options)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/mcp", strings.NewReader(ask))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", typeJSON)
		request.Header.Set("Accept", typeJSON+", "+typeEvents)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != row.status {
			t.Errorf("allowed %v: status %d, want %d", row.allowed, response.StatusCode, row.status)
		}
	}
}

// onceTaken does something while the client takes an answer.
type onceTaken struct {
	*httptest.ResponseRecorder
	take func()
}

func (w onceTaken) Write(text []byte) (int, error) {
	w.take()
	return w.ResponseRecorder.Write(text)
}

// Answers to assistants are counted while they are on their way, and refused where too many are.
func TestAnswersToAssistantsAreCounted(t *testing.T) {
	for _, row := range []struct {
		name         string
		bytes, taken int // of the answer, and by others who are sent theirs
		counted      int // while it is on its way
		status       int
	}{
		{"a short one", countedAnswer, 0, 0, http.StatusOK},
		{"one of some length", longAnswer, 0, longAnswer, http.StatusOK},
		{"a long one", longAnswer + 1, 0, longAnswer + 1 + packingBytes, http.StatusOK},
		{"a long one too many", longAnswer + 1, answersAtOnce, answersAtOnce, http.StatusServiceUnavailable},
	} {
		answers, counted := newOnTheWay(), 0
		answers.long.take("others", row.taken)
		recorder := httptest.NewRecorder()
		answers.counted(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			text := make([]byte, row.bytes)
			if n, err := w.Write(text[:row.bytes:row.bytes]); n != row.bytes || err != nil {
				t.Errorf("%s: %d bytes were written: %v", row.name, n, err)
			}
		})).ServeHTTP(onceTaken{recorder, func() { counted = answers.inUse() }}, httptest.NewRequest(http.MethodPost, "/mcp", nil))
		if counted != row.counted || recorder.Code != row.status || answers.inUse() != row.taken {
			t.Errorf("%s: %d bytes are counted, want %d, and %d are left; status %d, want %d", row.name, counted, row.counted, answers.inUse(), recorder.Code, row.status)
		}
	}
}

// What made a long answer leaves its place to others before the client takes the answer.
func TestAnswersToAssistantsLeaveRoom(t *testing.T) {
	g := newGate(DefaultOptions())
	made, taken := 0, 0
	g.roomy(g.answers.counted(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.Context().Value(roomKey{}).(*room).enter(r.Context()); err != nil {
			t.Error(err)
		}
		made = g.long.Standing().Running
		_, _ = w.Write([]byte("{}"))
	}))).ServeHTTP(onceTaken{httptest.NewRecorder(), func() { taken = g.long.Standing().Running }}, httptest.NewRequest(http.MethodPost, "/mcp", nil))
	if made != 1 || taken != 0 {
		t.Errorf("%d places are taken while it is made, and %d while it is taken", made, taken)
	}
}
