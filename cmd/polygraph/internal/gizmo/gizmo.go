// Package gizmo answers queries in Gizmo, the language of Cayley: JavaScript that walks over
// the graph.
//
// Nothing can bound a script from within the process that runs it: one operation can take all
// memory, or the whole stack, and a fault of Cayley's ends the process. So each query gets a
// process of its own, which has a copy of the quads, and ends with it.
package gizmo

import (
	"bufio"
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// Limits bound one query.
type Limits struct {
	Results int           // in the answer
	Steps   int           // quads and nodes that are looked at
	Memory  int           // MiB, beside the copy of the graph
	Time    time.Duration // all told
}

// DefaultLimits are what a query may take unless told otherwise.
func DefaultLimits() Limits {
	return Limits{Results: 10_000, Steps: 10_000_000, Memory: 256, Time: 10 * time.Second}
}

// Answer is what Cayley's own HTTP interface answers.
type Answer struct {
	Result []json.RawMessage `json:"result"`
	More   bool              `json:"more,omitempty"` // whether there are results above the limit
}

// Code is the kind of an Error.
type Code string

// The codes.
const (
	CodeInvalid Code = "INVALID_ARGUMENT" // the script, or Cayley at it, failed
	CodeResults Code = "ANSWER_TOO_LARGE" // in bytes
	CodeSteps   Code = "TOO_MANY_STEPS"   // see Limits
	CodeMemory  Code = "TOO_MUCH_MEMORY"  // see Limits
	CodeTime    Code = "TIMEOUT"          // see Limits
)

// Error is why a query has no answer.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Limit   int    `json:"limit,omitempty"` // that it would break
}

func (e *Error) Error() string { return e.Message }

// question is what the process of a query is told, before the graph.
type question struct {
	Text   string
	Base   string
	Limits Limits
}

// reply is what it says.
type reply struct {
	Answer *Answer `json:"answer,omitempty"`
	Error  *Error  `json:"error,omitempty"`
}

// Bounds of what the process of a query says, in bytes.
const (
	maxReply = 16 << 20
	maxFault = 64 << 10
)

// workerVariable is set in the environment of the process of a query, which is this program.
const workerVariable = "POLYGRAPH_GIZMO_WORKER"

// The statuses with which it ends when it cannot speak.
const (
	exitMemory = 41
	exitTime   = 42
)

// Ask answers a query over the View. IRIs that begin with the base are ours. What the query
// cannot have is an *Error.
func Ask(ctx context.Context, view *graph.View, query, base string, limits Limits) (*Answer, error) {
	program, err := thisProgram()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()
	var out, fault bounded
	out.left, fault.left = maxReply, maxFault
	worker := exec.CommandContext(ctx, program)
	worker.Env = []string{workerVariable + "=1", "GOTRACEBACK=none"}
	worker.Stdout, worker.Stderr, worker.WaitDelay = &out, &fault, time.Second
	in, err := worker.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := worker.Start(); err != nil {
		return nil, err
	}
	// The worker may end before it has heard everything; then its end tells why.
	_ = tell(in, view, question{query, base, limits})
	err = worker.Wait()
	if ctx.Err() != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, &Error{Code: CodeTime, Message: fmt.Sprintf("the query takes longer than %s", limits.Time)}
		}
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, faultOf(worker.ProcessState.ExitCode(), fault.String(), limits)
	}
	var said reply
	if err := json.Unmarshal(out.Bytes(), &said); err != nil || (said.Answer == nil) == (said.Error == nil) {
		return nil, fmt.Errorf("the process of a query says %.200q: %w", out.String(), err)
	}
	if said.Error != nil {
		return nil, said.Error
	}
	return said.Answer, nil
}

// thisProgram is the file of the program that runs, even after a newer one has taken its place.
func thisProgram() (string, error) {
	if running := "/proc/self/exe"; runtime.GOOS == "linux" {
		if _, err := os.Stat(running); err == nil {
			return running, nil
		}
	}
	return os.Executable()
}

func tell(in io.WriteCloser, view *graph.View, q question) error {
	w := bufio.NewWriterSize(in, 1<<16)
	return errors.Join(gob.NewEncoder(w).Encode(q), view.SendQuads(w), w.Flush(), in.Close())
}

// faultOf is why the process of a query ended without a word of its own.
func faultOf(status int, said string, limits Limits) error {
	switch {
	case status == exitMemory:
		return &Error{CodeMemory, fmt.Sprintf("the query takes more than %d MiB of memory", limits.Memory), limits.Memory}
	case status == exitTime:
		return &Error{Code: CodeTime, Message: fmt.Sprintf("the query takes longer than %s", limits.Time)}
	case strings.Contains(said, "stack overflow"), strings.Contains(said, "stack exceeds"):
		return &Error{Code: CodeInvalid, Message: "the query calls itself without end"}
	}
	for line := range strings.Lines(said) {
		if fault, found := strings.CutPrefix(line, "panic: "); found {
			return &Error{Code: CodeInvalid, Message: "Cayley fails at this query: " + strings.TrimSuffix(strings.TrimSpace(fault), " [recovered]")}
		}
	}
	return fmt.Errorf("the process of a query ended with status %d: %.1000s", status, said)
}

// bounded keeps the beginning of what is written.
type bounded struct {
	bytes.Buffer
	left int
}

func (b *bounded) Write(text []byte) (int, error) {
	kept := text[:min(len(text), b.left)]
	b.left -= len(kept)
	_, _ = b.Buffer.Write(kept)
	return len(text), nil
}
