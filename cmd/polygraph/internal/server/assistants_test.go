package server

import (
	"net/http"
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
