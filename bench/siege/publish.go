package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/page"
)

// publish writes the results of a file into a page.
func publish(found, into string) error {
	r, err := readResults(found)
	if err != nil {
		return fmt.Errorf("there is nothing to publish: %w", err)
	}
	return page.FillFile(into, r.tables(), "soak")
}

// tables are all that the page has of the attacks, by the names of their marks.
func (r results) tables() map[string]string {
	return map[string]string{"siege": r.summary(), "attacks": r.table(), "heaviest": r.heaviest()}
}

// summary tells of the run as a whole.
func (r results) summary() string {
	broken := 0
	for _, a := range r.Attacks {
		if len(a.Broken) > 0 {
			broken++
		}
	}
	where := "another address than"
	if r.SameAddress {
		where = "the same address as"
	}
	text := fmt.Sprintf("%s, on %s (`siege %s`). Attacks came from %s the clients that behave well. Without an attack their p50 was %.1f ms and their p99 %.1f ms, of %d requests. Of %d attacks, %d broke a promise.",
		r.Date, r.Machine, r.Command, where, r.Quiet.P50, r.Quiet.P99, r.Quiet.Asked, len(r.Attacks), broken)
	if r.Stop != nil {
		text += fmt.Sprintf(" Stopped under load, the server answered %d of %d requests in flight and ended after %.1f s.", r.Stop.Answered, r.Stop.InFlight, r.Stop.Seconds)
	}
	return text
}

func (r results) table() string {
	t := page.NewTable("attack", ":requests", "answers", ":alone, ms", ":bytes", ":memory, MB", ":p99 of others, ms", ":failed", ":idle after, s", "broken")
	for _, a := range r.Attacks {
		time, bytes := "", ""
		if a.Alone.Answer != "" {
			time, bytes = fmt.Sprintf("%.0f", a.Alone.Millis), fmt.Sprint(a.Alone.Bytes)
		}
		t.Row(cell(a.Name), fmt.Sprint(a.Sent), mostly(a.Answers), time, bytes, fmt.Sprintf("%d → %d", a.Memory.Before>>20, a.Memory.Most>>20),
			fmt.Sprintf("%.0f", a.Visits.P99), fmt.Sprint(a.Visits.Failed), fmt.Sprintf("%.1f", a.IdleAfter), cell(strings.Join(a.Broken, "; ")))
	}
	return t.String()
}

// mostly are the two answers that came most often.
func mostly(answers map[string]int) string {
	var list []string
	for _, name := range byCount(answers) {
		if name != unanswered || len(answers) == 1 {
			list = append(list, name)
		}
	}
	return strings.Join(list[:min(2, len(list))], ", ")
}

// cell is a text that may stand in a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }

// shown is how many of the legal requests are listed.
const shown = 12

// heaviest are the legal requests that keep the server busy longest.
func (r results) heaviest() string {
	legal := slices.DeleteFunc(slices.Clone(r.Attacks), func(a result) bool { return !a.Legal || a.Alone.Answer == "" })
	slices.SortFunc(legal, func(a, b result) int { return cmp.Compare(b.Alone.Processor, a.Alone.Processor) })
	t := page.NewTable("request that keeps to all limits", ":ms of processor", ":bytes of the answer", "answers", ":p99 of others, ms")
	for _, a := range legal[:min(shown, len(legal))] {
		t.Row(cell(strings.TrimPrefix(a.Name, "legal: ")), fmt.Sprintf("%.0f", a.Alone.Processor), fmt.Sprint(a.Alone.Bytes), mostly(a.Answers), fmt.Sprintf("%.0f", a.Visits.P99))
	}
	return t.String()
}
