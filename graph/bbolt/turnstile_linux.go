package bbolt

import (
	"context"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Whoever opens the file goes through a turnstile, one byte far behind its end that is locked
// on its own (fcntl(2), open file description locks): readers pass at once, but none while
// somebody who is to write stands there. Else readers that come and go would keep the file
// from being free for ever.
const turnstileByte = 1 << 62

// pass goes through the turnstile. Leave is called when the file itself is locked, or not to be
// had. Where there are no such locks it is as if there were no turnstile.
func (j *Journal) pass(ctx context.Context, readOnly bool) (leave func(), err error) {
	flags, kind := os.O_RDWR, int16(unix.F_WRLCK)
	if readOnly {
		flags, kind = os.O_RDONLY, unix.F_RDLCK
	}
	file, err := os.OpenFile(j.file, flags, 0)
	if err != nil { // opening it in earnest tells why
		return func() {}, nil
	}
	leave = func() { _ = file.Close() }
	lock := unix.Flock_t{Type: kind, Start: turnstileByte, Len: 1}
	for begun := time.Now(); ; {
		err := unix.FcntlFlock(file.Fd(), unix.F_OFD_SETLK, &lock)
		if err != unix.EAGAIN && err != unix.EACCES {
			return leave, nil
		}
		if time.Since(begun) > j.wait {
			leave()
			return nil, j.busy()
		}
		select {
		case <-ctx.Done():
			leave()
			return nil, given(ctx)
		case <-time.After(turn):
		}
	}
}

// turn is how often the turnstile is tried.
const turn = 2 * time.Millisecond
