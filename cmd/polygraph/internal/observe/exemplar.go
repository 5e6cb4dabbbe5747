package observe

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// observe times an answer, and names an example of a trace where there is one.
func observe(ctx context.Context, times *prometheus.HistogramVec, label string, took time.Duration) {
	into := times.WithLabelValues(label)
	if id := traceID(ctx); id != "" {
		if examples, can := into.(prometheus.ExemplarObserver); can {
			examples.ObserveWithExemplar(took.Seconds(), prometheus.Labels{"trace_id": id})
			return
		}
	}
	into.Observe(took.Seconds())
}
