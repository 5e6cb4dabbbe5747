package target

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

func TestFailedVisitsAreCountedByWhatWentWrong(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		switch asked.Add(1) % 3 {
		case 0:
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte(`{"errors":[{"extensions":{"code":"OVERLOADED"}}]}`))
		case 1:
			_, _ = w.Write([]byte(`{"errors":[{"extensions":{"code":"TIMEOUT"}}],"data":null}`))
		default:
			_, _ = w.Write([]byte(`{"data":{}}`))
		}
	}))
	defer server.Close()
	ctx, stop := context.WithCancel(t.Context())
	v := Visit(ctx, http.DefaultTransport, 1000, 8, func(i int) (*http.Request, func(int, []byte) error) {
		if i == 29 { // the last one that is due
			stop()
		}
		return Question(server.URL, "{ a }", nil), Answered
	})
	if v.Asked != 30 || v.Failed != 20 || v.Failures["503 OVERLOADED"] != 10 || v.Failures["200 with an error TIMEOUT"] != 10 {
		t.Errorf("%+v", v)
	}
}

func TestPercentile(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(100-i)*time.Millisecond)
	}
	for percent, want := range map[int]float64{50: 51, 99: 100, 100: 100, 0: 1} {
		if got := Percentile(times, percent); got != want {
			t.Errorf("%d %%: %g ms, want %g", percent, got, want)
		}
	}
	if Percentile(nil, 99) != 0 {
		t.Error("none take some time")
	}
}

func TestMetric(t *testing.T) {
	text := "# HELP go_goroutines x\ngo_goroutines_total 9\ngo_goroutines 1.2e+01\n"
	if value, known := metric(text, "go_goroutines"); !known || value != 12 {
		t.Errorf("%g, %t", value, known)
	}
	if _, known := metric(text, "go_threads"); known {
		t.Error("a metric that is not told is known")
	}
}
