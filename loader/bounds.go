package loader

import (
	"fmt"
	"io"
	"io/fs"
	"sync"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/graph"
)

// largestFile is how long a file of a data folder may be, in bytes. It is read into memory,
// where what becomes of it takes many times as much; --quads reads longer ones.
const largestFile = 1 << 30

// readWhole reads a file, unless it is too long, or grows so while it is read.
func readWhole(files fs.FS, name string) (text []byte, tooLong bool, err error) {
	file, err := files.Open(name)
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, false, err
	}
	if info.Size() > largestFile {
		return nil, true, nil
	}
	text = make([]byte, 0, info.Size()+1)
	for len(text) <= largestFile {
		n, err := file.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		if err == io.EOF {
			return text, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		if len(text) == cap(text) {
			text = append(text, 0)[:len(text)]
		}
	}
	return nil, true, nil
}

// mostFaults is how many faults are told of a file, and of what only shows across files.
// Whoever mends so many runs the load again.
const mostFaults = 1000

// tell adds a fault, unless there are too many.
func (f *Faults) tell(at Position, remedy, wrong string, args ...any) {
	switch {
	case len(*f) < mostFaults:
		*f = append(*f, Fault{Position: at, Wrong: brief(fmt.Sprintf(wrong, args...)), Remedy: brief(remedy)})
	case len(*f) == mostFaults:
		*f = append(*f, Fault{Position: at, Wrong: fmt.Sprintf("there are more than %d faults", mostFaults), Remedy: "mend those before it first"})
	}
}

// longestPart is how much of what is wrong, and of its remedy, is shown, in bytes. What a
// file holds stands in them, which may be anything.
const longestPart = 1000

// brief is the text as part of a line of a person's screen.
func brief(text string) string {
	if len(text) > longestPart {
		end := longestPart
		for end > longestPart-utf8.UTFMax && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end] + "…"
	}
	return oneLine(text)
}

// What a document of JSON-LD may hold. To read one takes time by its contexts, and by
// what they are read in.
const (
	deepestJSON  = 100     // lists and objects within each other
	mostContexts = 100     // in one file
	mostScoping  = 500_000 // terms of contexts within definitions, times objects that they may be read for
)

// jsonShape is what of a document bounds the time that reading it takes.
type jsonShape struct{ depth, objects, contexts, scoped int }

// checkShape refuses what takes much longer to read than its length lets one think.
func (r reader) checkShape(document any) bool {
	var s jsonShape
	s.measure(document, 1, false)
	at := Position{File: r.file}
	switch {
	case s.depth > deepestJSON:
		r.faultAt(at, "write nodes side by side, and refer to them by @id", "lists and objects lie within each other more than %d deep", deepestJSON)
	case s.contexts > mostContexts:
		r.faultAt(at, "write one context, at the begin of the file", "the file has more than %d contexts", mostContexts)
	case s.scoped*s.objects > mostScoping:
		r.faultAt(at, "define its terms in the context of the file", "a context within the definition of a term would be read too often")
	default:
		return true
	}
	return false
}

func (s *jsonShape) measure(value any, depth int, inContext bool) {
	if s.depth = max(s.depth, depth); depth > deepestJSON {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, inner := range value {
			s.measure(inner, depth+1, inContext)
		}
	case map[string]any:
		s.objects++
		for key, inner := range value {
			isContext := key == "@context"
			if isContext {
				s.contexts++
			}
			if isContext && inContext {
				s.scoped += terms(inner)
			}
			s.measure(inner, depth+1, inContext || isContext)
		}
	}
}

// ourTerms is how many terms our own context has, the only one that has a name here.
var ourTerms = sync.OnceValue(func() int { return len(graph.JSONLDContext("").Names()) })

// terms is how many terms a context defines, at most.
func terms(context any) int {
	switch context := context.(type) {
	case string:
		return ourTerms()
	case []any:
		sum := 0
		for _, part := range context {
			sum += terms(part)
		}
		return sum
	case map[string]any:
		return len(context)
	}
	return 0
}
