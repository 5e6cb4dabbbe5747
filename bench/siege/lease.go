package main

import (
	"context"
	"slices"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// lease is a server that an attack may have, with what it took before the first attack.
type lease struct {
	server *target.Server
	flags  []string
	memory int64 // RSS in bytes
	logged int   // bytes of its log that were looked at
}

// lend gives an attack a server that has answered every example: one of its own, or with
// --one-server the one that those before had, if it has the right flags.
func (s *session) lend(ctx context.Context, flags []string) (*lease, error) {
	if s.kept != nil && slices.Equal(s.kept.flags, flags) {
		l := s.kept
		s.kept = nil
		return l, nil
	}
	server, err := target.Start(ctx, s.binary, flags...)
	if err != nil {
		return nil, err
	}
	if err := server.Warm(s.examples); err != nil {
		server.Close()
		return nil, err
	}
	server.Idle(settled)
	return &lease{server: server, flags: flags, memory: server.Memory()}, nil
}

// giveBack ends the server, or keeps it for the next attack. It tells what the server has
// written meanwhile, and whether it failed to end as it should.
func (s *session) giveBack(l *lease, sound bool) (log string, stopped error) {
	keep := s.oneServer && sound
	if !keep {
		stopped = l.server.Stop(2 * settled)
	}
	log = l.server.Log()[l.logged:]
	l.logged += len(log)
	if !keep {
		l.server.Close()
	}
	if keep {
		s.release()
		s.kept = l
	}
	return log, stopped
}

// release ends the server that is kept.
func (s *session) release() {
	if s.kept != nil {
		s.kept.server.Close()
		s.kept = nil
	}
}
