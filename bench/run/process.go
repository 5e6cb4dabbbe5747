package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// process is a server that runs beside the driver.
type process struct {
	cmd  *exec.Cmd
	log  string
	done chan struct{}
}

// start starts a server, whose output goes to a file of the work folder.
func (s *sizeRun) start(name, program string, arguments ...string) (*process, error) {
	log := filepath.Join(s.folder, name+".log")
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	cmd := exec.Command(program, arguments...)
	cmd.Stdout, cmd.Stderr = file, file
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // goes with the driver, whatever happens
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, log: log, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// ready waits until the server answers at an address.
func (p *process) ready(ctx context.Context, url string, patience time.Duration) error {
	deadline := time.After(patience)
	for {
		if response, err := http.Get(url); err == nil {
			response.Body.Close()
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.done:
			return fmt.Errorf("it ended: %s", tail(p.log))
		case <-deadline:
			return fmt.Errorf("it was not ready after %s: %s", patience, tail(p.log))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// pids is the process by the name of its program.
func (p *process) pids(program string) map[string]int {
	return map[string]int{program: p.cmd.Process.Pid}
}

// stop ends the server.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.done
	}
}

// peak is the most memory that the process has had.
func (p *process) peak() int64 {
	return statusBytes(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid), "VmHWM:")
}

// tail is the end of a log.
func tail(name string) string {
	text, _ := os.ReadFile(name)
	return string(text[max(0, len(text)-600):])
}

// freePort is one on which nothing listens.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
