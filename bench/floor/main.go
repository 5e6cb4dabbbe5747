// Floor serves the seven questions from handlers that were written by hand for them, and
// their answers as ready bytes: how fast Go can answer over HTTP at all.
//
//	go run ./bench/floor --quads 1000000 --seed 1 --listen 127.0.0.1:8090
//
// POST /by-hand/NAME takes the request that polygraph takes and reads the variables out of
// it. POST /ready/NAME/NUMBER answers with the bytes of the drawn variables of that number.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"time"

	"github.com/polygraph-kg/polygraph/bench/memory"
	"github.com/polygraph-kg/polygraph/bench/plain"
	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/bench/questions"
)

func main() {
	flags := flag.NewFlagSet("floor", flag.ExitOnError) // without the flags of packages
	quads := flags.Int("quads", 1_000_000, "about how many quads the graph has")
	seed := flags.Uint64("seed", 1, "another seed gives another graph; the same, the same graph")
	drawn := flags.Int("variables", 48, "values of a question's variables, at most, that have ready answers")
	listen := flags.String("listen", "127.0.0.1:8090", "address to serve on, as HOST:PORT")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *listen, *seed, *quads, *drawn); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, listen string, seed uint64, quads, drawn int) error {
	made, err := policy.New(seed, quads)
	if err != nil {
		return err
	}
	server := &http.Server{Addr: listen, Handler: handler(plain.New(made.Pieces()), drawn), ReadHeaderTimeout: 10 * time.Second}
	memory.AllowGarbage()
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func handler(x *plain.Index, drawn int) http.Handler {
	mux := http.NewServeMux()
	for _, q := range questions.All() {
		mux.HandleFunc("POST /by-hand/"+q.Name, byHand(x, q))
		for i, v := range q.Draw(x, drawn) {
			mux.HandleFunc("POST /ready/"+q.Name+"/"+strconv.Itoa(i), ready(q.Append(x, nil, v)))
		}
	}
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	return mux
}

// buffers hold a request and then its answer.
var buffers = sync.Pool{New: func() any { return new(buffer) }}

type buffer struct {
	request bytes.Buffer
	answer  []byte
}

func byHand(x *plain.Index, q questions.Question) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b := buffers.Get().(*buffer)
		defer buffers.Put(b)
		b.request.Reset()
		if _, err := b.request.ReadFrom(r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		b.answer = q.Append(x, b.answer[:0], variables(b.request.Bytes()))
		answer(w, b.answer)
	}
}

// ready answers with the same bytes always. It reads the request, as whoever answers one
// must.
func ready(bytes []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		answer(w, bytes)
	}
}

var contentType = []string{"application/json; charset=utf-8"}

func answer(w http.ResponseWriter, bytes []byte) {
	header := w.Header()
	header["Content-Type"] = contentType
	header["Content-Length"] = []string{strconv.Itoa(len(bytes))}
	_, _ = w.Write(bytes) // who has gone needs no answer
}

// variables finds the values without decoding what else is in the request.
func variables(request []byte) questions.Variables {
	text := func(key string) string {
		_, rest, found := bytes.Cut(request, []byte(`"`+key+`":`))
		if !found {
			return ""
		}
		rest = bytes.TrimPrefix(rest, []byte("["))
		if rest, found = bytes.CutPrefix(rest, []byte(`"`)); found {
			value, _, _ := bytes.Cut(rest, []byte(`"`))
			return string(value)
		}
		end := bytes.IndexAny(rest, ",}")
		return string(rest[:max(0, end)])
	}
	v := questions.Variables{Industry: text("industry"), Place: text("place"), From: text("from"), To: text("to"), Text: text("text")}
	v.First, _ = strconv.Atoi(text("first"))
	if within := text("within"); within != "" {
		v.Within = []string{within}
	}
	return v
}
