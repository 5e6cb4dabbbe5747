package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/bounds"
)

// What comes over a WebSocket is looked at before the executor's transport sees it, which bounds
// nothing but bytes, repeats the IDs that clients give their operations with each answer, and
// keeps what opened a socket for as long as it is open.

// How long messages may be, and such IDs, in bytes. One that is longer than shortMessage is
// looked at in a turn.
const (
	longestMessage = 64 << 10
	shortMessage   = 4 << 10
	longestID      = 200
)

// badMessage is the code with which graphql-transport-ws closes sockets for what was sent.
const badMessage = 4400

// modestSockets accepts sockets whose messages are looked at.
type modestSockets struct {
	transport.CoderWebsocketImplementation
	gate *gate
}

func (s modestSockets) Accept(w http.ResponseWriter, r *http.Request, options transport.WebsocketAcceptOptions) (transport.WebsocketConn, error) {
	conn, err := s.CoderWebsocketImplementation.Accept(w, r, options)
	if err != nil {
		return nil, err
	}
	return modestSocket{conn.(boundedSocket), r.Context(), s.gate}, nil
}

// boundedSocket is all that the transport asks of a socket.
type boundedSocket interface {
	transport.WebsocketConn
	transport.WebsocketReadLimiter
	transport.WebsocketReadDeadliner
}

type modestSocket struct {
	boundedSocket
	ctx  context.Context
	gate *gate
}

func (s modestSocket) NextReader() (kind int, _ io.Reader, err error) {
	kind, r, err := s.boundedSocket.NextReader()
	if err != nil {
		return kind, r, err
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return kind, nil, err
	}
	if len(text) > shortMessage {
		turn, err := s.gate.turns.Begin(s.ctx, queued(s.ctx))
		if err != nil {
			_ = s.WriteClose(int(websocket.StatusTryAgainLater), notNow(err).message)
			return kind, nil, err
		}
		defer turn.End()
	}
	if text, err = modestMessage(text); err != nil {
		_ = s.WriteClose(badMessage, err.Error())
		return kind, nil, err
	}
	return kind, bytes.NewReader(text), nil
}

// modestMessage is a message without what nobody reads: the payload of those that begin no
// operation. What is no message is left to the transport.
func modestMessage(text []byte) ([]byte, error) {
	if err := bounds.Check(text); err != nil {
		return nil, err
	}
	var message struct {
		Type    string          `json:"type"`
		ID      string          `json:"id,omitempty"`
		Payload json.RawMessage `json:"payload,omitempty"`
	}
	switch err := json.Unmarshal(text, &message); {
	case err != nil:
		return text, nil
	case len(message.ID) > longestID || len(message.Type) > longestID:
		return nil, errors.New("the id or type of a message is too long")
	case message.Type == "subscribe" || message.Type == "start": // as the two protocols have it
		return text, nil
	}
	message.Payload = nil
	return json.Marshal(message)
}
