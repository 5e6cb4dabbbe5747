package observe

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// begun counts a request that is being answered, until what it returns is called.
func (m *Metrics) begun(endpoint string) (ended func()) {
	running := m.inFlight.WithLabelValues(endpoint)
	running.Inc()
	return running.Dec
}

// answered counts a request. Streams last as long as both sides like, which says nothing
// about how quick the server is.
func (m *Metrics) answered(ctx context.Context, e *exchange, took time.Duration, whole bool) {
	if m == nil {
		return
	}
	m.requests.WithLabelValues(e.endpoint.Name, classOf(e.status, whole)).Inc()
	if !e.isStream() {
		observe(ctx, m.requestSeconds, e.endpoint.Name, took)
	}
}

// classOf is 2xx and the like.
func classOf(status int, whole bool) string {
	if !whole {
		return "aborted"
	}
	return strconv.Itoa(status/100) + "xx"
}

func (e *exchange) isStream() bool {
	return e.status == http.StatusSwitchingProtocols || strings.HasPrefix(e.Header().Get("Content-Type"), "text/event-stream")
}
