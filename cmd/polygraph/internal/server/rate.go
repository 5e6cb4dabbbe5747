package server

import (
	"math"
	"net/http"
	"sync/atomic"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"
)

// rates bounds how many requests a second each client may send, with a token bucket for each.
type rates struct {
	perSecond rate.Limit
	burst     int
	clients   *otter.Cache[string, *rate.Limiter]
	refused   atomic.Uint64
}

// mostClients is how many clients are remembered; one that was forgotten begins anew.
const mostClients = 100_000

// newRates is nil where there is no bound.
func newRates(limits Limits) *rates {
	if limits.Rate == 0 {
		return nil
	}
	burst := limits.Burst
	if burst == 0 {
		burst = int(math.Ceil(2 * limits.Rate))
	}
	return &rates{perSecond: rate.Limit(limits.Rate), burst: burst, clients: otter.Must(&otter.Options[string, *rate.Limiter]{
		MaximumSize: mostClients,
	})}
}

// around refuses what comes too fast.
func (l *rates) around(next http.Handler) http.Handler {
	if l == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := clientOf(r.Context()).share()
		bucket, known := l.clients.GetIfPresent(who)
		if !known {
			bucket, _ = l.clients.SetIfAbsent(who, rate.NewLimiter(l.perSecond, l.burst))
		}
		if bucket.Allow() {
			next.ServeHTTP(w, r)
			return
		}
		l.refused.Add(1)
		missing := (1 - bucket.Tokens()) / float64(l.perSecond)
		refuse(w, r, &refusal{
			status: http.StatusTooManyRequests, code: codeTooMany, message: "you send requests too fast; wait a moment",
			details: map[string]any{"limit": float64(l.perSecond)}, retry: int(max(1, math.Ceil(missing))),
		})
	})
}
