package postgres_test

import (
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// wire stands between a journal and its database. It can be told to cut all connections when
// so many bytes have gone one way.
type wire struct {
	mu     sync.Mutex
	armed  bool
	answer bool // whether bytes of the database count, else those of the journal
	left   int
	open   map[net.Conn]bool
}

// through is the address of a database behind the wire.
func (w *wire) through(t *testing.T, address string) string {
	t.Helper()
	_, rest, _ := strings.Cut(address, "@")
	server, database, _ := strings.Cut(rest, "/")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	w.open = map[net.Conn]bool{}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			behind, err := net.Dial("tcp", server)
			if err != nil {
				_ = client.Close()
				return
			}
			w.mu.Lock()
			w.open[client], w.open[behind] = true, true
			w.mu.Unlock()
			go w.carry(behind, client, false)
			go w.carry(client, behind, true)
		}
	}()
	return fmt.Sprintf("postgres://postgres@%s/%s", listener.Addr(), database)
}

func (w *wire) carry(to, from net.Conn, answer bool) {
	defer func() { _, _ = to.Close(), from.Close() }()
	some := make([]byte, 4096)
	for {
		n, err := from.Read(some)
		if n > 0 {
			if _, failed := to.Write(some[:w.pass(n, answer)]); failed != nil {
				return
			}
		}
		if err != nil {
			return
		}
		if w.cut() {
			return
		}
	}
}

// pass is how many of the bytes may go on.
func (w *wire) pass(n int, answer bool) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.armed || w.answer != answer {
		return n
	}
	n = min(n, w.left)
	w.left -= n
	return n
}

// cut ends all connections once the bytes are used up, and lets new ones be.
func (w *wire) cut() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.armed || w.left > 0 {
		return false
	}
	w.armed = false
	for conn := range w.open {
		_ = conn.Close()
	}
	clear(w.open)
	return true
}

func (w *wire) arm(answer bool, bytes int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed, w.answer, w.left = true, answer, bytes
}

// disarm tells whether the connections were cut.
func (w *wire) disarm() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	cut := !w.armed
	w.armed = false
	return cut
}

// Wherever the connection is cut in a commit, on the way there or back, the commit is made
// whole or not at all, and its maker knows which.
func TestACommitThatIsCutAnywhere(t *testing.T) {
	t.Parallel()
	for _, answer := range []bool{false, true} {
		t.Run(map[bool]string{false: "what is asked", true: "what is answered"}[answer], func(t *testing.T) {
			t.Parallel()
			address := database(t)
			direct := open(t, address)
			if _, err := direct.Apply(t.Context(), place("first")); err != nil {
				t.Fatal(err)
			}
			w := &wire{}
			behind := open(t, w.through(t, address))
			made, failed := 0, 0
			for bytes := 1; ; bytes += 41 {
				before, err := behind.CatchUp(t.Context()) // and so there is a connection
				if err != nil {
					t.Fatal(err)
				}
				w.arm(answer, bytes)
				v, err := behind.Apply(t.Context(), place(fmt.Sprint("p", bytes)))
				cut := w.disarm()
				now, wrong := direct.CatchUp(t.Context())
				switch {
				case wrong != nil:
					t.Fatal(wrong)
				case int(now.Generation()) != now.Size():
					t.Fatalf("after %d bytes generation %d has %d quads", bytes, now.Generation(), now.Size())
				case err == nil && (now.Generation() != before.Generation()+1 || v.Generation() != now.Generation()):
					t.Fatalf("after %d bytes: the commit was acknowledged, and there is generation %d after %d", bytes, now.Generation(), before.Generation())
				case err != nil && (now.Generation() != before.Generation() || graph.CodeOf(err) != graph.CodeUnavailable):
					t.Fatalf("after %d bytes: the commit failed, and there is generation %d after %d: %v", bytes, now.Generation(), before.Generation(), err)
				case err == nil && !cut: // it takes no more bytes than that
					t.Logf("cut every 41 of %d bytes: %d commits were made, %d failed", bytes, made, failed)
					if failed == 0 || answer && made == 0 {
						t.Error("nothing was tried")
					}
					return
				case err == nil:
					made++
				default:
					failed++
				}
			}
		})
	}
}
