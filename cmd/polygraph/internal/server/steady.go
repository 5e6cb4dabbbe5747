package server

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"time"
)

// steadyWriter writes to a client that must take what it is sent: each piece within some time, and
// all of it not too slowly.
type steadyWriter struct {
	w        io.Writer
	deadline func(time.Time) error
	patience time.Duration // for one piece
	lapses   bool          // whether the deadline ends with it: over HTTP/2 one ends what is quiet, too
	sent     int
	took     time.Duration // for what was sent
}

// A client that takes less than slowest bytes a second, slowTime long, is there only to hold the
// place of another.
const (
	slowest  = 16 << 10
	slowTime = 10 * time.Second
)

var errTooSlow = errors.New("the client takes it too slowly")

func (s *steadyWriter) Write(piece []byte) (int, error) {
	began := time.Now()
	_ = s.deadline(began.Add(s.patience)) // a writer without deadlines has none to keep
	n, err := s.w.Write(piece)
	s.sent += n
	s.took += time.Since(began)
	if s.lapses {
		_ = s.deadline(time.Time{})
	}
	if err == nil && s.took > slowTime && float64(s.sent) < slowest*s.took.Seconds() {
		err = errTooSlow
	}
	return n, err
}

// steadyConn is the connection of a socket whose client must take what it is sent.
type steadyConn struct {
	net.Conn
	steady steadyWriter
}

// steadyPiece is how many bytes of a long message must be taken within writeTime.
const steadyPiece = 64 << 10

func (c *steadyConn) Write(message []byte) (written int, err error) {
	for piece := range slices.Chunk(message, steadyPiece) {
		n, err := c.steady.Write(piece)
		written += n
		if err != nil {
			_ = c.Close() // or others who write wait for who wrote first
			return written, err
		}
	}
	return written, nil
}

// steadily makes sockets of next end whose clients do not take what they are sent.
func steadily(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(steadySocket{w}, r)
	})
}

type steadySocket struct{ http.ResponseWriter }

// Unwrap is for http.ResponseController.
func (s steadySocket) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Hijack is http.Hijacker's.
func (s steadySocket) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(s.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	steadied := &steadyConn{Conn: conn, steady: steadyWriter{w: conn, deadline: conn.SetWriteDeadline, patience: writeTime}}
	buffered.Writer.Reset(steadied)
	return steadied, buffered, nil
}
