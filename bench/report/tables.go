package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/page"
	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// The systems, as results name them, in the order of tables and plots.
const (
	ready        = "ready bytes"
	byHand       = "by hand"
	cached       = "polygraph cached"
	cold         = "polygraph cold"
	postGraphile = "PostGraphile"
	oxigraph     = "Oxigraph"
	polygraph    = "polygraph"
)

var servers = []string{ready, byHand, cached, cold, postGraphile}

// tables are all tables of the page, by the names of their marks.
func tables(r *results.Results) map[string]string {
	return map[string]string{
		"machine": machineTable(r), "graphs": graphsTable(r), "aims": aimsTable(r), "graph-aims": graphAimsTable(r), "http": httpTables(r), "inprocess": inProcessTable(r),
		"growth": growthTable(r), "loads": loadsTable(r), "hops": hopsTable(r), "commits": commitsTable(r), "skipped": skippedList(r), "questions": questionsTable(r),
	}
}

func machineTable(r *results.Results) string {
	m := r.Machine
	t := page.NewTable("", "")
	t.Row("processor", fmt.Sprintf("%s, %d cores", m.Processor, m.Cores))
	t.Row("memory", fmt.Sprintf("%.0f GiB", float64(m.Memory)/(1<<30)))
	t.Row("system", m.System+", "+m.Kernel)
	for _, v := range m.Versions {
		t.Row(v.Program, v.Version)
	}
	t.Row("command", "`"+r.Command+"`")
	t.Row("measured", fmt.Sprintf("%s; %d rounds of %g s for each system, question and number of connections; load average %s before and %s after", r.Date, r.Rounds, r.Seconds, r.LoadBefore, r.LoadAfter))
	return t.String()
}

func graphsTable(r *results.Results) string {
	t := page.NewTable(":quads", ":things", ":relations", ":claims", ":documents", ":packed N-Quads, MB")
	for _, s := range r.Sizes {
		g := s.Graph
		t.Row(whole(g.Quads), whole(g.Things), whole(g.Relations), whole(g.Claims), whole(g.Documents), fmt.Sprintf("%.1f", float64(g.Bytes)/1e6))
	}
	return t.String()
}

func questionsTable(r *results.Results) string {
	t := page.NewTable(":", "question", "called", ":answer, kB")
	size := main1M(r)
	for i, q := range questions.All() {
		bytes := ""
		if h := size.find(q.Name, cold, 1); h != nil {
			bytes = fmt.Sprintf("%.1f", h.Bytes/1000)
		}
		t.Row(fmt.Sprint(i+1), q.Title, "`"+q.Name+"`", bytes)
	}
	return t.String()
}

// httpTables are one for each size.
func httpTables(r *results.Results) string {
	var b strings.Builder
	for _, s := range r.Sizes {
		if len(s.HTTP) == 0 {
			continue
		}
		fmt.Fprintf(&b, "**%s quads**\n\n", whole(s.Graph.Quads))
		t := page.NewTable("question", "system", ":requests/s, 1 connection", ":p50, ms", ":p99, ms", ":requests/s, 16 connections", ":p50, ms", ":p99, ms", ":processor, µs a request", ":in the kernel")
		size := sized{s}
		for _, q := range questions.All() {
			for _, system := range servers {
				one, many := size.find(q.Name, system, 1), size.find(q.Name, system, 16)
				if one != nil && many != nil {
					t.Row(q.Name, system, ranged(one.Rate), millis(one.P50.Median), millis(one.P99.Median), ranged(many.Rate), millis(many.P50.Median), millis(many.P99.Median), processor(many), fmt.Sprintf("%.0f %%", 100*many.Kernel.Median))
				}
			}
		}
		b.WriteString(t.String() + "\n")
	}
	return b.String()
}

// processor is how long a request keeps processors busy; by program where there are several.
func processor(h *results.HTTP) string {
	var list []string
	for _, program := range slices.Sorted(maps.Keys(h.Processor)) {
		text := significant(h.Processor[program].Median)
		if len(h.Processor) > 1 {
			text = program + " " + text
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func inProcessTable(r *results.Results) string {
	var b strings.Builder
	for _, s := range r.Sizes {
		if len(s.InProcess) == 0 {
			continue
		}
		fmt.Fprintf(&b, "**%s quads**\n\n", whole(s.Graph.Quads))
		t := page.NewTable("question", ":by hand, µs", ":View of polygraph, µs", ":Oxigraph, µs")
		size := sized{s}
		for _, q := range questions.All() {
			row := []string{q.Name}
			for _, system := range []string{byHand, polygraph, oxigraph} {
				cell := ""
				if p := size.inProcess(q.Name, system); p != nil {
					cell = ranged(p.Time)
				}
				row = append(row, cell)
			}
			t.Row(row...)
		}
		b.WriteString(t.String() + "\n")
	}
	return b.String()
}

func loadsTable(r *results.Results) string {
	t := page.NewTable("system", "what", ":quads", ":seconds", ":quads/s", ":bytes a quad in use", ":bytes a quad at the peak")
	perQuad := func(bytes int64, quads int) string {
		if bytes == 0 {
			return ""
		}
		return whole(int(float64(bytes) / float64(quads)))
	}
	for _, s := range r.Sizes {
		for _, l := range s.Loads {
			t.Row(l.System, l.What, whole(l.Quads), significant(l.Seconds), whole(int(float64(l.Quads)/l.Seconds)), perQuad(l.Live, l.Quads), perQuad(l.Peak, l.Quads))
		}
	}
	return t.String()
}

func hopsTable(r *results.Results) string {
	t := page.NewTable(":quads", "store", ":one relation, µs", ":ns a result", ":two relations, µs", ":ns a result")
	for _, s := range r.Sizes {
		var order []string
		cells := make(map[string][]string)
		for _, h := range s.Hops {
			if cells[h.System] == nil {
				order = append(order, h.System)
			}
			cells[h.System] = append(cells[h.System], ranged(h.Time), whole(int(1000*h.Time.Median/float64(h.Results))))
		}
		for _, system := range order {
			t.Row(append([]string{whole(s.Graph.Quads), system}, cells[system]...)...)
		}
	}
	return t.String()
}

func commitsTable(r *results.Results) string {
	t := page.NewTable(":quads", "what", ":time", ":rate", "besides")
	for _, s := range r.Sizes {
		for _, c := range s.Commits {
			t.Row(whole(s.Graph.Quads), fmt.Sprintf("a change of %d quads (%s) until readers see it", c.Quads, c.What), ranged(c.Time)+" ms", "",
				fmt.Sprintf("of %s reads meanwhile, the longest took %s ms; in as long a time without changes, %s ms", whole(int(c.Reads)), significant(c.LongestRead), significant(c.LongestQuiet)))
		}
		for _, e := range s.Exports {
			t.Row(whole(s.Graph.Quads), "export as "+e.Format, ranged(e.Seconds)+" s", whole(int(float64(e.Quads)/e.Seconds.Median))+" quads/s", fmt.Sprintf("%.0f MB", float64(e.Bytes)/1e6))
		}
	}
	return t.String()
}

func skippedList(r *results.Results) string {
	var b strings.Builder
	for _, s := range r.Sizes {
		for _, skipped := range s.Skipped {
			fmt.Fprintf(&b, "- %s quads: %s (%s)\n", whole(s.Graph.Quads), skipped.What, strings.TrimSpace(skipped.Why))
		}
	}
	if b.Len() == 0 {
		return "Nothing."
	}
	return b.String()
}
