// Package postgrestest runs servers of PostgreSQL in temporary folders, for tests and benchmarks.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Missing says what to do where Programs finds nothing.
const Missing = "PostgreSQL is not installed: apt-get install postgresql"

// Programs is the folder with the programs of the newest PostgreSQL; empty where there is none.
func Programs() string {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(folders) == 0 {
		return ""
	}
	version := func(folder string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(folder)))
		return n
	}
	return slices.MaxFunc(folders, func(a, b string) int { return version(a) - version(b) })
}

// Server is one that listens on a port of 127.0.0.1, and on a socket in its folder. Its
// superuser is postgres, who needs no password.
type Server struct {
	Folder   string // with the data and the log
	Port     int
	settings []string
	programs string
	owner    *syscall.Credential // PostgreSQL does not run as root
}

// Start makes a database and starts its server with settings such as "fsync=off".
func Start(settings ...string) (*Server, error) {
	s := &Server{settings: settings, programs: Programs()}
	if s.programs == "" {
		return nil, errors.New(Missing)
	}
	var err error
	if s.owner, err = owner(); err != nil {
		return nil, err
	}
	return s.begin("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
}

// Standby starts a server that follows this one, with settings of its own.
func (s *Server) Standby(settings ...string) (*Server, error) {
	standby := &Server{settings: settings, programs: s.programs, owner: s.owner}
	return standby.begin("pg_basebackup", "-h", "127.0.0.1", "-p", strconv.Itoa(s.Port), "-U", "postgres", "-R", "-c", "fast", "--no-sync")
}

// begin gives the server a folder, a port, and data that a program makes.
func (s *Server) begin(program string, arguments ...string) (*Server, error) {
	err := s.settle()
	if err == nil {
		err = s.Do(program, append(arguments, "-D", s.data())...)
	}
	if err == nil {
		err = s.Resume()
	}
	if err != nil {
		s.Remove()
		return nil, err
	}
	return s, nil
}

func (s *Server) settle() (err error) {
	if s.Folder, err = os.MkdirTemp("", "pg-"); err != nil { // a short name, since that of a socket has a bound
		return err
	}
	if err := Give(s.Folder); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.Port = listener.Addr().(*net.TCPAddr).Port
	return listener.Close()
}

// owner is the user whose the servers are; nil for the one who runs this.
func owner() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	found, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.Atoi(found.Uid)
	gid, _ := strconv.Atoi(found.Gid)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// Give makes a file one of the user whose the servers are.
func Give(file string) error {
	to, err := owner()
	if err != nil || to == nil {
		return err
	}
	return os.Chown(file, int(to.Uid), int(to.Gid))
}

func (s *Server) data() string { return filepath.Join(s.Folder, "data") }

// URL is the address of a database over TCP.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s", s.Port, database)
}

// Socket is the address of the database postgres over the socket.
func (s *Server) Socket() string {
	return fmt.Sprintf("postgres:///postgres?host=%s&port=%d&user=postgres", s.Folder, s.Port)
}

// Do runs one of PostgreSQL's programs. The error has what it said.
func (s *Server) Do(program string, arguments ...string) error {
	said, err := os.CreateTemp("", "polygraph-postgres-") // not a pipe, which a server would hold open
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(said.Name()) }()
	defer func() { _ = said.Close() }()
	cmd := exec.Command(filepath.Join(s.programs, program), arguments...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = "/", said, said
	if s.owner != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner}
	}
	if err := cmd.Run(); err != nil {
		_, _ = said.Seek(0, io.SeekStart)
		text, _ := io.ReadAll(io.LimitReader(said, 4000))
		return fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(string(text)))
	}
	return nil
}

// Resume starts the server again.
func (s *Server) Resume() error {
	options := fmt.Sprintf("-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s", s.Port, s.Folder)
	for _, setting := range s.settings {
		options += " -c " + setting
	}
	log := filepath.Join(s.Folder, "log")
	if err := s.Do("pg_ctl", "start", "-w", "-D", s.data(), "-l", log, "-o", options); err != nil {
		why, _ := os.ReadFile(log)
		return fmt.Errorf("%w: %s", err, why[max(0, len(why)-2000):])
	}
	return nil
}

// Kill ends all processes of the server, which have no say in it.
func (s *Server) Kill() error {
	first, err := s.Pid()
	if err != nil {
		return err
	}
	// Those that the first one has started, while it cannot start others.
	if err := syscall.Kill(first, syscall.SIGSTOP); err != nil {
		return err
	}
	started, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", first, first))
	if err != nil {
		return err
	}
	for _, text := range append(strings.Fields(string(started)), strconv.Itoa(first)) {
		pid, err := strconv.Atoi(text)
		if err != nil {
			return err
		}
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	}
	return nil
}

// Halt stops the server at once. It forgets its connections, and recovers when it starts again.
func (s *Server) Halt() error { return s.Do("pg_ctl", "stop", "-D", s.data(), "-m", "immediate") }

// Promote makes one that follows another one that can be written.
func (s *Server) Promote() error { return s.Do("pg_ctl", "promote", "-w", "-D", s.data()) }

// Remove stops the server and removes all that it had.
func (s *Server) Remove() {
	_ = s.Halt()
	_ = os.RemoveAll(s.Folder)
}

// Pid is the process that has started all others of the server.
func (s *Server) Pid() (int, error) {
	text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strconv.Atoi(first)
}

// SQL runs statements of psql's, with arguments of psql's.
func (s *Server) SQL(ctx context.Context, arguments ...string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(s.programs, "psql"), append([]string{"--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", s.Socket()}, arguments...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("psql: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}
