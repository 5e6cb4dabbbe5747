// Package target runs the real program as a server of its own, and watches it from
// outside, as its operator would: memory, processor, goroutines and file handles. It
// reads /proc, so it wants Linux.
package target

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Server is a running server. Its methods may be called by several goroutines.
type Server struct {
	URL   string // such as http://127.0.0.1:41234
	Debug string // where it serves profiles
	PID   int

	log  *os.File
	cmd  *exec.Cmd
	done chan struct{}
	quit error // of the process, once done
}

// Start starts program serve on free ports of the loopback, and returns once it is ready.
func Start(ctx context.Context, program string, arguments ...string) (*Server, error) {
	ports, err := freePorts(2)
	if err != nil {
		return nil, err
	}
	s := &Server{URL: "http://" + ports[0], Debug: "http://" + ports[1], done: make(chan struct{})}
	arguments = append([]string{"serve", "--listen", ports[0], "--debug-listen", ports[1]}, arguments...)
	if s.log, err = os.CreateTemp("", "polygraph-*.log"); err != nil {
		return nil, err
	}
	_ = os.Remove(s.log.Name()) // it is read by its handle, and gone with the process
	s.cmd = exec.Command(program, arguments...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // goes with us, whatever happens
	if err := s.cmd.Start(); err != nil {
		_ = s.log.Close()
		return nil, err
	}
	s.PID = s.cmd.Process.Pid
	go func() {
		s.quit = s.cmd.Wait()
		close(s.done)
	}()
	if err := s.ready(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// startTime is how long a server may take until it answers.
const startTime = time.Minute

func (s *Server) ready(ctx context.Context) error {
	deadline := time.After(startTime)
	for {
		if response, err := http.Get(s.URL + "/healthz"); err == nil {
			_ = response.Body.Close()
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.done:
			return fmt.Errorf("the server ended before it was ready: %w\n%s", s.quit, s.Log())
		case <-deadline:
			return fmt.Errorf("the server was not ready after %s\n%s", startTime, s.Log())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Terminate asks the server to stop.
func (s *Server) Terminate() error { return s.cmd.Process.Signal(syscall.SIGTERM) }

// Stop stops the server as an operator does, and tells if it did not end well in time.
func (s *Server) Stop(patience time.Duration) error {
	if err := s.Terminate(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return s.Wait(patience)
}

// Wait waits for the server to end; an exit status other than 0 is an error.
func (s *Server) Wait(patience time.Duration) error {
	select {
	case <-s.done:
		return s.quit
	case <-time.After(patience):
		s.kill()
		return fmt.Errorf("it had not ended %s after SIGTERM", patience)
	}
}

// kill ends the server at once.
func (s *Server) kill() {
	_ = s.cmd.Process.Kill()
	<-s.done
}

// Close ends the server at once, if it has not ended, and forgets its log.
func (s *Server) Close() {
	s.kill()
	_ = s.log.Close()
}

// Ended tells whether the process is gone.
func (s *Server) Ended() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// Log is what the server has written so far.
func (s *Server) Log() string {
	text, _ := io.ReadAll(io.NewSectionReader(s.log, 0, 64<<20))
	return string(text)
}

// freePorts are addresses on which nothing listens.
func freePorts(n int) ([]string, error) {
	var list []string
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer func() { _ = listener.Close() }()
		list = append(list, listener.Addr().String())
	}
	return list, nil
}
