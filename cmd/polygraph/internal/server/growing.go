package server

import (
	"bytes"
	"context"
	"net/http"

	"github.com/polygraph-kg/polygraph/resolvers"
)

// growing is an answer that is made in memory. Once it becomes long it waits until there is
// room for it.
type growing struct {
	ctx  context.Context
	most int // bytes, at most
	text bytes.Buffer
	long bool
}

func (g *growing) Write(piece []byte) (int, error) {
	length := g.text.Len() + len(piece)
	if length > g.most {
		return 0, &refusal{status: http.StatusBadRequest, code: "ANSWER_TOO_LARGE", message: "the answer is longer than this server makes one; /export/ writes files of any length, also of what is around a thing", details: map[string]any{"limit": g.most}}
	}
	if length > resolvers.LongAnswer && !g.long {
		g.long = true
		if has, in := g.ctx.Value(roomKey{}).(*room); in {
			if err := has.enter(g.ctx); err != nil {
				return 0, err
			}
		}
	}
	return g.text.Write(piece)
}

// send sends the answer, and counts it until the client has taken it.
func (g *growing) send(w http.ResponseWriter, r *http.Request, on onTheWay) error {
	give, err := on.sending(r.Context(), g.text.Len(), g.text.Cap())
	if err != nil {
		return err
	}
	defer give()
	_, _ = w.Write(g.text.Bytes()) // a client that has gone is told nothing
	return nil
}
