package observe

import (
	"net/http"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// namespace stands before the names of all series but those of the process and of Go.
const namespace = "polygraph"

// durationBuckets are where histograms of answers count up to, in seconds: an answer that was
// kept takes less than the first, and none may take longer than the last.
var durationBuckets = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// loadBuckets are those of loads, which take as long as the data are large.
var loadBuckets = []float64{.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 900}

// Metrics is what one server tells Prometheus. Nothing of it is global: whatever else is to be
// told is registered with the Registry, by its makers. Safe for concurrent use. A nil *Metrics
// counts nothing.
type Metrics struct {
	Registry *prometheus.Registry

	requests        *prometheus.CounterVec
	requestSeconds  *prometheus.HistogramVec
	inFlight        *prometheus.GaugeVec
	errors          *prometheus.CounterVec
	codes           *fewNames
	operations      *prometheus.CounterVec
	operationTimes  *prometheus.HistogramVec
	loads           *prometheus.CounterVec
	loadSeconds     prometheus.Histogram
	lastLoad        prometheus.Gauge
	preparedSeconds prometheus.Gauge
}

// NewMetrics makes a registry that tells of the process, of Go, of the build, and of requests
// once an Observer has it.
func NewMetrics(made build.Info) *Metrics {
	m := &Metrics{
		Registry:        prometheus.NewRegistry(),
		requests:        prometheus.NewCounterVec(counter("http_requests_total", "Requests that were answered, by endpoint and class of status; aborted where the answer was cut off."), []string{"endpoint", "status"}),
		requestSeconds:  prometheus.NewHistogramVec(histogram("http_request_duration_seconds", "How long answers took, streams left out.", durationBuckets), []string{"endpoint"}),
		inFlight:        prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: "http_requests_in_flight", Help: "Requests that are being answered, streams among them."}, []string{"endpoint"}),
		errors:          prometheus.NewCounterVec(counter("errors_total", "Errors that clients were told of, by endpoint and extensions.code."), []string{"endpoint", "code"}),
		codes:           newFewNames(maxCodes),
		operations:      prometheus.NewCounterVec(counter("operations_total", "Operations of GraphQL that were run, not those answered from the cache, by their question: the root field of the schema, several or introspection."), []string{"question", "outcome"}),
		operationTimes:  prometheus.NewHistogramVec(histogram("operation_duration_seconds", "How long operations of GraphQL took once they were read, subscriptions left out.", durationBuckets), []string{"question"}),
		loads:           prometheus.NewCounterVec(counter("loads_total", "Loads of data, by outcome: changed, unchanged, faulty or failed."), []string{"outcome"}),
		loadSeconds:     prometheus.NewHistogram(histogram("load_duration_seconds", "How long loads of data took.", loadBuckets)),
		lastLoad:        prometheus.NewGauge(prometheus.GaugeOpts{Namespace: namespace, Name: "load_last_success_timestamp_seconds", Help: "When data were last loaded or found unchanged, in Unix time."}),
		preparedSeconds: prometheus.NewGauge(prometheus.GaugeOpts{Namespace: namespace, Name: "graph_prepare_duration_seconds", Help: "How long it took to make what the newest generation of the graph is searched by."}),
	}
	for _, outcome := range []string{LoadChanged, LoadUnchanged, LoadFaulty, LoadFailed} {
		m.loads.WithLabelValues(outcome) // so that their rise from nothing is seen
	}
	about := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: namespace, Name: "build_info", Help: "The program that runs; the value is 1.",
		ConstLabels: prometheus.Labels{"version": made.Version, "commit": made.Commit, "go": made.Go}})
	about.Set(1)
	m.Registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), about,
		m.requests, m.requestSeconds, m.inFlight, m.errors, m.operations, m.operationTimes, m.loads, m.loadSeconds, m.lastLoad, m.preparedSeconds)
	return m
}

func counter(name, help string) prometheus.CounterOpts {
	return prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}
}

func histogram(name, help string, buckets []float64) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: buckets}
}

// Gauge tells a value that is asked for at each scrape. The name has no prefix.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.Registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, value))
}

// Counter tells a count that is asked for at each scrape and only grows. The name has no
// prefix, and ends with _total.
func (m *Metrics) Counter(name, help string, value func() uint64) {
	m.Registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts(counter(name, help)), func() float64 { return float64(value()) }))
}

// CounterVec makes counts by labels, of which each must have few values. The name has no
// prefix, and ends with _total.
func (m *Metrics) CounterVec(name, help string, labels ...string) *prometheus.CounterVec {
	counts := prometheus.NewCounterVec(counter(name, help), labels)
	m.Registry.MustRegister(counts)
	return counts
}

// Handler answers scrapes.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.Registry, promhttp.HandlerOpts{EnableOpenMetrics: true})
}

// The outcomes of loads.
const (
	LoadChanged   = "changed"   // the graph is another one
	LoadUnchanged = "unchanged" // the data say what they said
	LoadFaulty    = "faulty"    // the data have faults, and were not loaded
	LoadFailed    = "failed"    // the data cannot be read, or the store does not take them
)

// Loaded counts a load of data.
func (m *Metrics) Loaded(outcome string, took time.Duration) {
	if m == nil {
		return
	}
	m.loads.WithLabelValues(outcome).Inc()
	m.loadSeconds.Observe(took.Seconds())
	if outcome == LoadChanged || outcome == LoadUnchanged {
		m.lastLoad.SetToCurrentTime()
	}
}

// Prepared tells how long a new state of the graph took until it could be searched.
func (m *Metrics) Prepared(took time.Duration) {
	if m != nil {
		m.preparedSeconds.Set(took.Seconds())
	}
}
