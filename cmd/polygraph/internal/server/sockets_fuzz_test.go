package server

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/polygraph-kg/polygraph/graph"
)

// Whatever is said over a WebSocket, the server answers with messages of its protocol, of
// bounded length, or closes; and it goes on answering others.
func FuzzSocket(f *testing.F) {
	const begin = `{"type":"connection_init"}` + "\n"
	for _, said := range []string{
		begin + `{"type":"ping"}`,
		begin + `{"id":"1","type":"subscribe","payload":{"query":"{ place(id: \"place/jinan\") { label } }"}}` + "\n" + `{"id":"1","type":"complete"}`,
		begin + `{"id":"1","type":"subscribe","payload":{"query":"subscription { graphChanged { generation } }"}}` + "\n" + `{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}`,
		begin + begin, `{"type":"subscribe"}`, begin + `{"id":1}`, begin + `{"id":"1","type":"start","payload":[]}`, "\xff", "null", begin + `{"type":"connection_terminate"}`,
	} {
		f.Add(said, true)
		f.Add(said, false)
	}
	store := graph.NewStore(nil)
	addPlace(f, store, "place/jinan", "Jinan")
	server := httptest.NewServer(Handler(store, DefaultOptions(), func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.DiscardHandler)))
	f.Cleanup(server.Close)
	f.Fuzz(func(t *testing.T, said string, newer bool) {
		protocol := "graphql-ws"
		if newer {
			protocol = "graphql-transport-ws"
		}
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond) // a quiet stream is no fault
		defer cancel()
		socket, _, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(server.URL, "http")+"/graphql", &websocket.DialOptions{Subprotocols: []string{protocol}})
		if err != nil {
			if ctx.Err() != nil {
				t.Skip("the machine is busy")
			}
			t.Fatal(err)
		}
		defer func() { _ = socket.CloseNow() }()
		for message := range strings.SplitSeq(said, "\n") {
			if socket.Write(ctx, websocket.MessageText, []byte(message)) != nil {
				break
			}
		}
		for {
			_, answer, err := socket.Read(ctx) // 32 KiB at most, or it fails
			if err != nil {
				if strings.Contains(err.Error(), "read limited") {
					t.Fatal(err)
				}
				return
			}
			var message struct {
				Type string `json:"type"`
			}
			if json.Unmarshal(answer, &message) != nil || message.Type == "" || strings.Contains(string(answer), `"`+string(graph.CodeInternal)+`"`) {
				t.Fatalf("it says %.300s", answer)
			}
			if message.Type == "data" || message.Type == "next" || message.Type == "complete" || message.Type == "error" {
				return
			}
		}
	})
}
