package gizmo

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestMain(m *testing.M) {
	WorkIfAsked()
	goleak.VerifyTestMain(m)
}

// small is a graph of three places, of which two prioritise steel, and of ten numbers.
func small() *graph.View {
	iri := graph.IRI
	var quads []graph.Quad
	for _, edge := range [][2]string{{"jinan", "steel"}, {"jinan", "chips"}, {"rizhao", "steel"}, {"laiwu", "tea"}} {
		quads = append(quads, graph.Quad{Subject: iri("place/" + edge[0]), Predicate: iri("vocabulary#prioritises"), Object: iri("industry/" + edge[1]), Graph: iri("document/a")})
	}
	for n := range 10 {
		quads = append(quads, graph.Quad{Subject: iri("place/jinan"), Predicate: iri("vocabulary#value"), Object: graph.Double(float64(n)), Graph: iri("curated")})
	}
	quads = append(quads, graph.Quad{Subject: iri("place/jinan"), Predicate: iri("http://www.w3.org/2004/02/skos/core#prefLabel"), Object: graph.LanguageText("济南市", "zh-Hans"), Graph: iri("curated")})
	return graph.NewView(quads)
}

func TestQueries(t *testing.T) {
	limits := DefaultLimits()
	limits.Results = 5
	for _, c := range []struct{ name, query, want string }{
		{"out", `g.V("<place/jinan>").out("<vocabulary#prioritises>").all()`, `{"result":[{"id":"<industry/chips>"},{"id":"<industry/steel>"}]}`},
		{"in, with a prefix", `g.V("<industry/steel>").in("<vocab:prioritises>").all()`, `{"result":[{"id":"<place/jinan>"},{"id":"<place/rizhao>"}]}`},
		{"IRIs in full", `g.V("<https://base/place/laiwu>").out("<` + graph.DefaultBase + `vocabulary#prioritises>").all()`, `{"result":[{"id":"<industry/tea>"}]}`},
		{"text in a language", `g.V("<place/jinan>").out("<skos:prefLabel>").all()`, `{"result":[{"id":"济南市"}]}`},
		{"a text is no IRI", `g.V("place/jinan").out().all()`, `{"result":[]}`},
		{"numbers are compared", `g.V("<place/jinan>").out("<vocab:value>").filter(gte(8.5)).all()`, `{"result":[{"id":9}]}`},
		{"numbers of another type too", `g.V("<place/jinan>").out("<vocab:value>").filter(gt(8)).all()`, `{"result":[{"id":9}]}`},
		{"tags", `g.V("<place/laiwu>").tag("place").out("<vocab:prioritises>").all()`, `{"result":[{"id":"<industry/tea>","place":"<place/laiwu>"}]}`},
		{"a named graph", `g.V("<place/jinan>").labelContext("<document/a>").out().count()`, `{"result":[]}`},
		{"what is emitted", `g.emit({places: g.V().has("<vocab:prioritises>", "<industry/steel>").count()})`, `{"result":[{"places":2}]}`},
		{"a recursion", `g.V("<place/jinan>").followRecursive(g.M().out("<vocab:prioritises>").in("<vocab:prioritises>")).all()`, `{"result":[{"id":"<place/jinan>"},{"id":"<place/rizhao>"}]}`},
		{"more than the limit", `g.V("<place/jinan>").out("<vocab:value>").all()`, `{"result":[{"id":0},{"id":1},{"id":2},{"id":3},{"id":4}],"more":true}`},
		{"as many as the limit", `g.V("<place/jinan>").out("<vocab:value>").limit(5).all()`, `{"result":[{"id":0},{"id":1},{"id":2},{"id":3},{"id":4}]}`},
		{"a limit of its own changes nothing", `g.V("<place/jinan>").out("<vocab:value>").getLimit(1e9)`, `{"result":[{"id":0},{"id":1},{"id":2},{"id":3},{"id":4}],"more":true}`},
		{"nothing", ``, `{"result":[]}`},
		{"what is absent", `g.V("<place/atlantis>").all()`, `{"result":[]}`},
		{"what is absent, counted", `g.emit(g.V("<place/atlantis>").count())`, `{"result":[0]}`},
		{"except what is absent", `g.V("<place/laiwu>").except(g.V("<place/atlantis>")).all()`, `{"result":[{"id":"<place/laiwu>"}]}`},
		{"both ways along what is absent", `g.V("<place/laiwu>").both("<nothing>").all()`, `{"result":[]}`},
		{"what is absent or not", `g.V("<place/atlantis>").or(g.V("<place/laiwu>")).all()`, `{"result":[{"id":"<place/laiwu>"}]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			answer, err := Ask(t.Context(), small(), c.query, "https://base/", limits)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := marshal(answer); err != nil || string(got) != c.want {
				t.Errorf("the answer is %s, %v; want %s", got, err, c.want)
			}
		})
	}
}

// Whatever a script does, it ends with a word on why, and only its own process with it.
func TestScriptsThatGoWrong(t *testing.T) {
	limits := Limits{Results: 100, Steps: 1000, Memory: 64, Time: 20 * time.Second}
	short := limits
	short.Time = 500 * time.Millisecond
	for _, c := range []struct {
		name, query string
		limits      Limits
		code        Code
		message     string
	}{
		{"no JavaScript", `place jinan`, limits, CodeInvalid, "SyntaxError"},
		{"nothing of ours", `require("fs").readFileSync("/etc/passwd")`, limits, CodeInvalid, "require is not defined"},
		{"an exception", `throw new Error("mine")`, limits, CodeInvalid, "mine"},
		{"a wrong pattern", `g.V().filter(regex("(")).all()`, limits, CodeInvalid, "missing closing )"},
		{"a fault of Cayley's", `g.V().out(5, 6).all()`, limits, CodeInvalid, "Cayley fails at this query: expected string"},
		{"no JSON", `g.emit(0/0)`, limits, CodeInvalid, "NaN"},
		{"an endless loop", `while (true) {}`, short, CodeTime, "longer than 500ms"},
		{"an endless loop that catches", `for (;;) try { while (true) {} } catch (e) {}`, short, CodeTime, "longer than"},
		{"too many steps", `while (true) g.V().count(), g.V().out().toArray()`, limits, CodeSteps, "too many quads"},
		{"too many steps in one path", `g.V().both().both().both().both().both().both().all()`, limits, CodeSteps, "too many quads"},
		{"a text that doubles", `var s = "x"; while (true) s += s`, limits, CodeMemory, "more than 64 MiB"},
		{"a list that grows", `var a = []; while (true) a.push([a.length])`, limits, CodeMemory, "more than 64 MiB"},
		{"a recursion without end", `function f() { f() } f()`, limits, CodeMemory, "more than 64 MiB"},
		{"a recursion through the engine", `[1].forEach(function f() { [1].forEach(f) })`, limits, CodeMemory, "more than 64 MiB"},
		{"an object that holds itself", `var a = {}; a.a = a; g.emit(a)`, limits, CodeMemory, "more than 64 MiB"},
		{"a flood", `var s = "x"; for (;;) g.emit(s += s)`, limits, CodeResults, "too large"},
		{"very deep", strings.Repeat("(", 100_000), limits, CodeMemory, "more than 64 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Ask(t.Context(), small(), c.query, "", c.limits)
			failed, is := errors.AsType[*Error](err)
			if !is || failed.Code != c.code || !strings.Contains(failed.Message, c.message) {
				t.Errorf("got %v, want %s %s", err, c.code, c.message)
			}
		})
	}
}

func TestAQueryEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, cancel)
	begun := time.Now()
	if _, err := Ask(ctx, small(), `while (true) {}`, "", DefaultLimits()); !errors.Is(err, context.Canceled) || time.Since(begun) > 5*time.Second {
		t.Errorf("after %s: %v", time.Since(begun), err)
	}
}

// The form of the answer is that of Cayley's clients.
func TestTheFormOfAnAnswer(t *testing.T) {
	text, err := json.Marshal(&Answer{Result: []json.RawMessage{}})
	if err != nil || string(text) != `{"result":[]}` {
		t.Errorf("%s, %v", text, err)
	}
}
