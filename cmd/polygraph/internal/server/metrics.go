package server

import (
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// tellGraph tells Prometheus of the graph that is served.
func tellGraph(m *observe.Metrics, views resolvers.Views) {
	m.Gauge("graph_generation", "How many commits led to the graph that is served.", func() float64 { return float64(views.View().Generation()) })
	m.Gauge("graph_quads", "How many quads the graph has.", func() float64 { return float64(views.View().Size()) })
	m.Gauge("graph_claims", "How many claims the graph has.", func() float64 { return float64(len(views.View().Claims())) })
	m.Gauge("graph_things", "How many things the graph has, documents among them.", func() float64 { return float64(things(views.View().Counts())) })
}

// things are all nodes of the graph but claims.
func things(counts graph.Counts) int {
	number := 0
	for kind, n := range counts.Kinds {
		if kind != graph.ClaimKind {
			number += n
		}
	}
	return number
}

// tellData tells Prometheus of what stands behind the graph.
func tellData(m *observe.Metrics, status func() DataStatus) {
	m.Gauge("data_faulty", "1 while the last change of watched data was not loaded.", func() float64 { return oneIf(status().State == DataFaulty) })
	m.Gauge("data_faults", "Faults of watched data for which their last change was not loaded.", func() float64 { return float64(len(status().Faults)) })
	m.Gauge("store_up", "0 while the store of the graph is away; 1 else, also where the graph is in memory alone.", func() float64 { return oneIf(storeAway(status()) == 0) })
	m.Gauge("store_away_seconds", "For how long the store has been away, and answers may be older than it; 0 while it is there.", func() float64 { return storeAway(status()) })
}

func oneIf(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// tellAnswers tells Prometheus of the answers that are kept.
func tellAnswers(m *observe.Metrics, answers *answerCache) {
	m.Counter("answer_cache_hits_total", "Answers that were kept from before.", answers.hits.Load)
	m.Counter("answer_cache_misses_total", "Answers that were made anew, although they might have been kept.", answers.misses.Load)
	m.Counter("answers_not_modified_total", "Answers that the client had already.", answers.notChanged.Load)
	kept := answers.answers
	if kept == nil { // as many series as with it, so that dashboards need not know
		for _, name := range []string{"entries", "bytes", "limit_bytes"} {
			m.Gauge("answer_cache_"+name, cacheHelp[name], func() float64 { return 0 })
		}
		return
	}
	m.Gauge("answer_cache_entries", cacheHelp["entries"], func() float64 { return float64(kept.EstimatedSize()) })
	m.Gauge("answer_cache_bytes", cacheHelp["bytes"], func() float64 { return float64(kept.WeightedSize()) })
	m.Gauge("answer_cache_limit_bytes", cacheHelp["limit_bytes"], func() float64 { return float64(kept.GetMaximum()) })
}

var cacheHelp = map[string]string{
	"entries":     "How many answers are kept.",
	"bytes":       "How many bytes they are reckoned at.",
	"limit_bytes": "How many they may be; 0 for none.",
}
