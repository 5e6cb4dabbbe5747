package observe

import "sync"

// otherName is what the names are counted under that are too many.
const otherName = "other"

// maxCodes bounds the codes of errors that are counted apart. The server has some forty.
const maxCodes = 100

// fewNames bounds how many series a label can make. Its names are those of the server,
// which are few; the bound holds even if they are not.
type fewNames struct {
	most  int
	mu    sync.RWMutex
	known map[string]bool
}

func newFewNames(most int) *fewNames { return &fewNames{most: most, known: map[string]bool{}} }

// of is the name itself, or otherName from the bound on.
func (f *fewNames) of(name string) string {
	f.mu.RLock()
	known := f.known[name]
	f.mu.RUnlock()
	if known {
		return name
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if name == "" || len(f.known) >= f.most && !f.known[name] {
		return otherName
	}
	f.known[name] = true
	return name
}
