package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/page"
	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// aimed is the size for which the aims are set.
const aimed = 1_000_000

// main1M is the size that is nearest to it.
func main1M(r *results.Results) sized {
	best := r.Sizes[0]
	for _, s := range r.Sizes {
		if math.Abs(math.Log(float64(s.Wanted)/aimed)) < math.Abs(math.Log(float64(best.Wanted)/aimed)) {
			best = s
		}
	}
	return sized{best}
}

type sized struct{ *results.Size }

func (s sized) find(question, system string, connections int) *results.HTTP {
	for i := range s.HTTP {
		if h := &s.HTTP[i]; h.Question == question && h.System == system && h.Connections == connections {
			return h
		}
	}
	return nil
}

func (s sized) inProcess(question, system string) *results.InProcess {
	for i := range s.InProcess {
		if p := &s.InProcess[i]; p.Question == question && p.System == system {
			return p
		}
	}
	return nil
}

// beyondPostGraphile is how many times as many requests as PostGraphile a question is to
// answer, where it is more than beyondAll.
var beyondPostGraphile = map[string]float64{"shared-priorities": 6, "profile": 6, "industry-counts": 8, "path": 15}

const beyondAll = 4

// aimsTable compares systems by the medians of one run, with what is aimed at.
func aimsTable(r *results.Results) string {
	size := main1M(r)
	t := page.NewTable("question", ":cached, p50 of ready bytes ×", ":cached, rate of ready bytes ×", ":cold, rate by hand ×", ":cold, rate of PostGraphile ×", ":View, time by hand ×", ":Oxigraph, time of the View ×")
	t.Row("*aim*", "*≤ 1.5*", "*≥ 0.5*", "*≥ 0.33*", "*≥ 4; 6, 8, 15*", "*≤ 2*", "*≥ 25*")
	for _, q := range questions.All() {
		wanted := beyondPostGraphile[q.Name]
		if wanted == 0 {
			wanted = beyondAll
		}
		t.Row(q.Name,
			size.httpRatio(q.Name, cached, ready, 1, p50, atMost(1.5)),
			size.httpRatio(q.Name, cached, ready, 16, rate, atLeast(0.5)),
			size.httpRatio(q.Name, cold, byHand, 16, rate, atLeast(1.0/3)),
			size.httpRatio(q.Name, cold, postGraphile, 16, rate, atLeast(wanted)),
			size.inProcessRatio(q.Name, polygraph, byHand, atMost(2)),
			size.inProcessRatio(q.Name, oxigraph, polygraph, atLeast(25)))
	}
	return fmt.Sprintf("%s\nRatios of medians at %s quads: p50 at 1 connection, rates (requests/s) at 16. Bold is short of the aim.\n", t, whole(size.Graph.Quads))
}

// aim judges a ratio.
type aim func(ratio float64) bool

func atMost(bound float64) aim  { return func(ratio float64) bool { return ratio <= bound } }
func atLeast(bound float64) aim { return func(ratio float64) bool { return ratio >= bound } }

func rate(h *results.HTTP) float64 { return h.Rate.Median }
func p50(h *results.HTTP) float64  { return h.P50.Median }

func (s sized) httpRatio(question, system, other string, connections int, of func(*results.HTTP) float64, a aim) string {
	one, two := s.find(question, system, connections), s.find(question, other, connections)
	if one == nil || two == nil {
		return ""
	}
	return judged(of(one)/of(two), a)
}

func (s sized) inProcessRatio(question, system, other string, a aim) string {
	one, two := s.inProcess(question, system), s.inProcess(question, other)
	if one == nil || two == nil {
		return ""
	}
	return judged(one.Time.Median/two.Time.Median, a)
}

func judged(ratio float64, a aim) string {
	if a(ratio) {
		return significant(ratio)
	}
	return "**" + significant(ratio) + "**"
}

// growthTable tells how much longer a question takes where the graph is ten times as large,
// and how much longer by hand: that is what the machine's memory alone costs.
func growthTable(r *results.Results) string {
	t := page.NewTable("from", "to", "question", ":over HTTP, p50 ×", ":by hand ×", ":in process ×", ":by hand ×")
	for i := 1; i < len(r.Sizes); i++ {
		small, large := sized{r.Sizes[i-1]}, sized{r.Sizes[i]}
		overHTTP, inProcess := atMost(1.5), atMost(2.5)
		if small.Wanted < aimed { // answers grow, too, as a small graph has no larger ones
			overHTTP, inProcess = anything, anything
		}
		for _, q := range questions.All() {
			t.Row(whole(small.Graph.Quads), whole(large.Graph.Quads), q.Name,
				httpGrowth(small, large, q.Name, cold, overHTTP), httpGrowth(small, large, q.Name, byHand, anything),
				inProcessGrowth(small, large, q.Name, polygraph, inProcess), inProcessGrowth(small, large, q.Name, byHand, anything))
		}
	}
	return t.String()
}

func anything(float64) bool { return true }

func httpGrowth(small, large sized, question, system string, a aim) string {
	one, ten := small.find(question, system, 1), large.find(question, system, 1)
	if one == nil || ten == nil {
		return ""
	}
	return judged(ten.P50.Median/one.P50.Median, a)
}

func inProcessGrowth(small, large sized, question, system string, a aim) string {
	one, ten := small.inProcess(question, system), large.inProcess(question, system)
	if one == nil || ten == nil {
		return ""
	}
	return judged(ten.Time.Median/one.Time.Median, a)
}

// loadRates are how many quads a second are to be loaded, by the size of the graph.
var loadRates = map[int]float64{1_000_000: 500_000, 10_000_000: 300_000}

// storeRates are how many quads a second are to go into a store, and out of it.
var storeRates = map[string]struct{ in, out float64 }{"polygraph, bbolt": {200_000, 500_000}, "polygraph, postgres": {60_000, 300_000}}

// graphAimsTable has what is aimed at apart from questions.
func graphAimsTable(r *results.Results) string {
	t := page.NewTable(":quads", "what", ":aim", ":measured")
	add := func(quads int, what, wanted string, value float64, a aim) {
		t.Row(whole(quads), what, wanted, judged(value, a))
	}
	for _, s := range r.Sizes {
		for _, l := range s.Loads {
			quads := float64(l.Quads)
			store, stored := storeRates[l.System]
			switch wanted := loadRates[s.Wanted]; {
			case stored && s.Wanted >= aimed:
				wanted := store.in
				if l.What == "the store to a View" {
					wanted = store.out
				}
				add(l.Quads, strings.TrimPrefix(l.System, "polygraph, ")+", "+l.What+", quads/s", "≥ "+whole(int(wanted)), quads/l.Seconds, atLeast(wanted))
			case l.System != polygraph:
			case l.What == "packed N-Quads to a View" && wanted > 0:
				add(l.Quads, "packed N-Quads to a View, quads/s", "≥ "+whole(int(wanted)), quads/l.Seconds, atLeast(wanted))
			case l.What == "packed N-Quads to a View, of edges alone" && s.Wanted >= aimed: // of a small graph, the program itself takes more
				add(l.Quads, "bytes a quad in use, edges alone", "≤ 80", float64(l.Live)/quads, atMost(80))
				add(l.Quads, "bytes a quad at the peak, edges alone", "≤ 160", float64(l.Peak)/quads, atMost(160))
			}
		}
		for _, e := range s.Exports {
			add(e.Quads, "export as N-Quads, quads/s", "≥ 1,500,000", float64(e.Quads)/e.Seconds.Median, atLeast(1_500_000))
		}
	}
	return t.String()
}
