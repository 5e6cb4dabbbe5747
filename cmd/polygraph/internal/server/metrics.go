package server

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/polygraph-kg/polygraph/resolvers"
)

// metrics tells in the format of Prometheus how the server fares: its process, the graph, and
// the answers that are kept.
func metrics(views resolvers.Views, answers *answerCache) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	gauge := func(name, help string, value func() float64) {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "polygraph", Name: name, Help: help}, value))
	}
	counter := func(name, help string, value func() uint64) {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Namespace: "polygraph", Name: name, Help: help}, func() float64 { return float64(value()) }))
	}
	gauge("graph_generation", "How many commits led to the graph that is served.", func() float64 { return float64(views.View().Generation()) })
	gauge("graph_quads", "How many quads the graph has.", func() float64 { return float64(views.View().Size()) })
	counter("answer_cache_hits_total", "Answers that were kept from before.", answers.hits.Load)
	counter("answer_cache_misses_total", "Answers that were made anew.", answers.misses.Load)
	counter("answers_not_modified_total", "Answers that the client had already.", answers.notChanged.Load)
	if kept := answers.answers; kept != nil {
		gauge("answer_cache_entries", "How many answers are kept.", func() float64 { return float64(kept.EstimatedSize()) })
		gauge("answer_cache_bytes", "How many bytes they are reckoned at.", func() float64 { return float64(kept.WeightedSize()) })
		gauge("answer_cache_limit_bytes", "How many they may be.", func() float64 { return float64(kept.GetMaximum()) })
	}
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
}
