package main

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// plots are the drawings of the page, by the names of their files.
func plots(r *results.Results) map[string]string {
	size := main1M(r)
	drawn := make(map[string]string)
	http := func(title string, connections int, of func(*results.HTTP) results.Spread) string {
		return bars(title, servers, func(question, system string) *results.Spread {
			if h := size.find(question, system, connections); h != nil {
				s := of(h)
				return &s
			}
			return nil
		})
	}
	if len(size.HTTP) > 0 {
		quads := whole(size.Graph.Quads)
		drawn["throughput.svg"] = http("Requests a second over 16 connections, "+quads+" quads", 16, func(h *results.HTTP) results.Spread { return h.Rate })
		drawn["latency.svg"] = http("Median microseconds of an answer over 1 connection, "+quads+" quads", 1, func(h *results.HTTP) results.Spread { return h.P50 })
	}
	if len(size.InProcess) > 0 {
		drawn["inprocess.svg"] = bars("Microseconds of a question in process, "+whole(size.Graph.Quads)+" quads", []string{byHand, polygraph, oxigraph}, func(question, system string) *results.Spread {
			if p := size.inProcess(question, system); p != nil {
				return &p.Time
			}
			return nil
		})
	}
	return drawn
}

var colours = map[string]string{ready: "#c9ced6", byHand: "#8b94a3", cached: "#5fc3b0", cold: "#0f7b6c", polygraph: "#0f7b6c", postGraphile: "#d9822b", oxigraph: "#8e5ea2"}

// The measures of a drawing, in pixels.
const (
	width, height            = 960, 380
	left, right, top, bottom = 84, 16, 64, 44
	plotWidth, plotHeight    = width - left - right, height - top - bottom
)

// bars draws a group of bars for each question, a bar for each system, on a logarithmic
// scale. A line on each bar goes from the least to the most of the rounds.
func bars(title string, systems []string, of func(question, system string) *results.Spread) string {
	asked := questions.All()
	var values []float64
	shown := slices.DeleteFunc(slices.Clone(systems), func(system string) bool {
		return !slices.ContainsFunc(asked, func(q questions.Question) bool { return of(q.Name, system) != nil })
	})
	for _, q := range asked {
		for _, system := range shown {
			if s := of(q.Name, system); s != nil {
				values = append(values, max(s.Least, s.Median/1000), s.Most)
			}
		}
	}
	low, high := math.Floor(math.Log10(slices.MinFunc(values, cmp.Compare[float64]))), math.Ceil(math.Log10(slices.Max(values)))
	y := func(value float64) float64 {
		part := (math.Log10(max(value, math.Pow(10, low))) - low) / (high - low)
		return top + plotHeight*(1-part)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="12" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", html.EscapeString(title), width, height)
	fmt.Fprintf(&b, `<text x="%d" y="22" font-size="15" fill="#222222">%s</text>`+"\n", left, html.EscapeString(title))
	x := float64(left)
	for _, system := range shown {
		fmt.Fprintf(&b, `<rect x="%.0f" y="34" width="12" height="12" fill="%s"/><text x="%.0f" y="45" fill="#222222">%s</text>`+"\n", x, colours[system], x+17, system)
		x += 40 + 7*float64(len(system))
	}
	for power := low; power <= high; power++ {
		value := math.Pow(10, power)
		fmt.Fprintf(&b, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#e3e6ea"/><text x="%d" y="%.1f" text-anchor="end" fill="#555555">%s</text>`+"\n",
			left, y(value), width-right, y(value), left-8, y(value)+4, axis(value))
	}
	group := float64(plotWidth) / float64(len(asked))
	bar := group * 0.84 / float64(len(shown))
	for i, q := range asked {
		begin := left + group*float64(i) + group*0.08
		for j, system := range shown {
			s := of(q.Name, system)
			if s == nil {
				continue
			}
			x, middle := begin+bar*float64(j), begin+bar*(float64(j)+0.5)
			fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"><title>%s, %s: %s</title></rect>`, x, y(s.Median), bar-1.5, max(0, top+plotHeight-y(s.Median)), colours[system], q.Name, system, ranged(*s))
			fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#333333"/>`+"\n", middle-0.75, y(s.Least), middle-0.75, y(s.Most))
		}
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle" fill="#222222">%s</text>`+"\n", begin+group*0.42, height-bottom+20, q.Name)
	}
	fmt.Fprintf(&b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#555555"/>`+"\n</svg>\n", left, top+plotHeight, width-right, top+plotHeight)
	return b.String()
}

// axis is a power of ten.
func axis(value float64) string {
	if value >= 1 {
		return whole(int(math.Round(value)))
	}
	return fmt.Sprintf("%g", value)
}
