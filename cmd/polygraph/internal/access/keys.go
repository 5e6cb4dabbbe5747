package access

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// lookTime is how often the file is looked at, at most.
const lookTime = time.Second

// mostOfFile bounds a file of tokens, in bytes.
const mostOfFile = 1 << 20

// File is the tokens of a file, as they stand there now: who adds or removes one need not start
// the server anew. A file that has become faulty changes nothing, and is told of. Its methods
// may be called from any number of goroutines.
type File struct {
	name string
	now  func() time.Time
	tell func(known int, err error) // of a change that was taken over, or could not be

	mu     sync.Mutex
	looked time.Time
	seen   stamp
	tokens Tokens
}

type stamp struct {
	modified time.Time
	size     int64
}

// Open reads a file of tokens. Tell is called with how many there are after a later change of it,
// or why that was not taken over.
func Open(name string, tell func(known int, err error)) (*File, error) {
	f := &File{name: name, now: time.Now, tell: tell}
	var err error
	if f.tokens, f.seen, err = read(name); err != nil {
		return nil, err
	}
	f.looked = f.now()
	return f, nil
}

func read(name string) (Tokens, stamp, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, stamp{}, err
	}
	seen := stamp{info.ModTime(), info.Size()}
	if !info.Mode().IsRegular() || info.Size() > mostOfFile {
		return nil, seen, fmt.Errorf("%s is no file of tokens: it must be a file, of a mebibyte at most", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, seen, err
	}
	tokens, err := Parse(text)
	if err == nil && len(text) == 0 { // as while somebody writes it
		err = errors.New("it is empty; tokens: [] takes all tokens away")
	}
	if err != nil {
		return nil, seen, fmt.Errorf("%s: %w", name, err)
	}
	return tokens, seen, nil
}

// Find is the token with a text, if there is one that has not ended.
func (f *File) Find(text string) (Token, bool) {
	return f.newest().Find(text, f.now())
}

// newest are the tokens of the file as it is now, or was a second ago.
func (f *File) newest() Tokens {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := f.now(); now.Sub(f.looked) >= lookTime {
		f.looked = now
		info, err := os.Stat(f.name)
		if err != nil {
			if f.seen != (stamp{}) {
				f.seen = stamp{}
				f.tell(0, err)
			}
			return f.tokens
		}
		if (stamp{info.ModTime(), info.Size()}) != f.seen {
			tokens, seen, err := read(f.name)
			f.seen = seen
			if err != nil {
				f.tell(0, err)
			} else {
				f.tokens = tokens
				f.tell(len(tokens), nil)
			}
		}
	}
	return f.tokens
}
