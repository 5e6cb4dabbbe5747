package gizmo

import (
	"bufio"
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	cayley "github.com/cayleygraph/cayley/query"
	language "github.com/cayleygraph/cayley/query/gizmo"

	"github.com/polygraph-kg/polygraph/graph"
)

// WorkIfAsked makes this process that of a query, where Ask has started it for that: it
// answers what it reads from its standard input, and ends. Each program that calls Ask must
// call this first of all.
func WorkIfAsked() {
	if os.Getenv(workerVariable) == "" {
		return
	}
	yield()
	text, err := marshal(work(os.Stdin))
	if err == nil {
		_, err = os.Stdout.Write(text)
	}
	if err != nil {
		os.Exit(1)
	}
	os.Exit(0) // whatever the script is still doing
}

// marshal writes JSON that can be read: IRIs keep their < and >.
func marshal(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSpace(text.Bytes()), err
}

func work(in io.Reader) reply {
	r := bufio.NewReaderSize(in, 1<<16)
	var q question
	if err := gob.NewDecoder(r).Decode(&q); err != nil {
		return reply{Error: &Error{Code: CodeInvalid, Message: err.Error()}}
	}
	// Who asks ends this process in time, unless it has ended itself.
	time.AfterFunc(q.Limits.Time+time.Second, func() { os.Exit(exitTime) })
	steps := graph.NewSteps(int64(q.Limits.Steps))
	qs, err := graph.ReceiveQuadStore(r, steps)
	if err != nil {
		return reply{Error: &Error{Code: CodeInvalid, Message: err.Error()}}
	}
	go watchMemory(int64(q.Limits.Memory) << 20)
	answer, failed := run(context.Background(), language.NewSession(newStore(qs, q.Base)), q)
	if steps.Over() {
		failed = &Error{CodeSteps, "the query looks at too many quads and nodes", q.Limits.Steps}
	}
	if failed != nil {
		return reply{Error: failed}
	}
	return reply{Answer: answer}
}

// run collects the results. One that is left over when the limit is reached shows that there
// are more.
func run(ctx context.Context, session cayley.Session, q question) (*Answer, *Error) {
	it, err := session.Execute(ctx, q.Text, cayley.Options{Collation: cayley.JSON, Limit: q.Limits.Results + 1})
	if err != nil {
		return nil, &Error{Code: CodeInvalid, Message: err.Error()}
	}
	answer, size := &Answer{Result: []json.RawMessage{}}, 0
	for it.Next(ctx) {
		result := it.Result()
		if result == nil { // what the script itself comes to
			continue
		}
		if len(answer.Result) == q.Limits.Results {
			answer.More = true
			break
		}
		text, err := marshal(result)
		if err != nil {
			return nil, &Error{Code: CodeInvalid, Message: "a result cannot be written as JSON: " + err.Error()}
		}
		if size += len(text); size > maxReply/2 {
			return nil, &Error{CodeResults, "the answer is too large; limit it", maxReply / 2}
		}
		answer.Result = append(answer.Result, text)
	}
	if err := it.Err(); err != nil {
		return nil, &Error{Code: CodeInvalid, Message: err.Error()}
	}
	return answer, nil
}

// watchMemory ends the process when it has come to hold so many bytes more than now.
func watchMemory(most int64) {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	held := func() int64 {
		metrics.Read(samples)
		return int64(samples[0].Value.Uint64() - samples[1].Value.Uint64())
	}
	debug.FreeOSMemory()
	limit := held() + most
	debug.SetMemoryLimit(limit - most/4) // garbage goes before it counts
	for range time.Tick(time.Millisecond) {
		if held() > limit {
			os.Exit(exitMemory)
		}
	}
}
