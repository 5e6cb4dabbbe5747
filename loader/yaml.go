package loader

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// reader reads one data file node by node, in YAML or in what another format is
// turned into, so that every fault can name its line and column; it goes on after a
// fault so that one run reports them all.
type reader struct {
	file    string
	number  int    // its place in the list of files
	base    string // of the IRIs of our own in it
	faults  *Faults
	aliases aliases
}

func (r reader) position(n *yaml.Node) Position {
	return Position{File: r.file, Line: n.Line, Column: n.Column}
}

func (r reader) fault(n *yaml.Node, remedy, wrong string, args ...any) {
	r.faultAt(r.position(n), remedy, wrong, args...)
}

func (r reader) faultAt(at Position, remedy, wrong string, args ...any) {
	r.faults.tell(at, remedy, wrong, args...)
}

// oneLine escapes control characters: a fault is a line, and no data file may
// steer the terminal that shows it.
func oneLine(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	var b strings.Builder
	for _, c := range text {
		if unicode.IsControl(c) {
			b.WriteString(strings.Trim(strconv.QuoteRune(c), "'"))
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// invalid reports an error of the graph package, which says both what is wrong
// and, after a colon, what would be right.
func (r reader) invalid(n *yaml.Node, err error) {
	wrong, remedy := explain(err)
	r.fault(n, remedy, "%s", wrong)
}

// explain cuts at the last colon: the text that is quoted may hold others.
func explain(err error) (wrong, remedy string) {
	message := err.Error()
	if i := strings.LastIndex(message, ": "); i >= 0 {
		return message[:i], message[i+2:]
	}
	return message, "correct it"
}

// parse reads the text into a tree; nil when it holds nothing or is not YAML.
func (r reader) parse(text []byte) *yaml.Node {
	var document, second yaml.Node
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err == nil {
		err = loader.Load(&document)
	}
	if err == io.EOF {
		return nil // empty, or comments only
	}
	if err == nil {
		err = loader.Load(&second)
	}
	switch {
	case err == nil:
		r.fault(&second, "split the file at the line ---", "the file holds a second YAML document")
		return nil
	case err != io.EOF:
		at := r.broken(text)
		message := err.Error()
		if e, ok := errors.AsType[*yaml.LoadError](err); ok {
			message = e.Message
			if e.Mark.Line > 0 {
				at.Line, at.Column = e.Mark.Line, max(1, e.Mark.Column)
			}
		}
		remedy := "mend the YAML; often a quote, a colon or the indentation is amiss"
		if line := lineOfText(text, at.Line); unquotedComparator.MatchString(line) {
			remedy = `put quotes around an amount that begins with a comparator: amount: "> 20 billion CNY"`
		}
		r.faultAt(at, remedy, "the file is not YAML: %s", message)
		return nil
	case len(document.Content) == 0:
		return nil
	}
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Value == "" {
		return nil // a bare ---
	}
	return root
}

// unquotedComparator is the likeliest mistake: in YAML, > begins a folded text.
var unquotedComparator = regexp.MustCompile(`:\s*>=?\s*[0-9]`)

func lineOfText(text []byte, number int) string {
	lines := bytes.Split(text, []byte("\n"))
	if number < 1 || number > len(lines) {
		return ""
	}
	return string(lines[number-1])
}

// broken is the place of the first byte that no YAML file may hold; of such a
// byte alone the YAML library does not tell the place.
func (r reader) broken(text []byte) Position {
	at := Position{File: r.file, Line: 1, Column: 1}
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		if c == utf8.RuneError && size == 1 || unicode.IsControl(c) && !strings.ContainsRune("\t\n\r\u0085", c) {
			return at
		}
		if at.Column++; c == '\n' {
			at.Line, at.Column = at.Line+1, 1
		}
		text = text[size:]
	}
	return Position{File: r.file, Line: 1, Column: 1}
}

// given are the values of a mapping by their keys; nil where a key has no value or
// is unknown.
type given map[string]*yaml.Node

// has tells whether the key stands there, with a good value or not.
func (g given) has(key string) bool {
	_, has := g[key]
	return has
}

// values are the keys of a table that have values here and are wanted.
func (g given) values(table []Key, wanted func(Key) bool) []Key {
	return filter(table, func(key Key) bool { return g[key.Name] != nil && wanted(key) })
}

// fields hands each value of a mapping to the function of its key.
func (r reader) fields(n *yaml.Node, what string, handle map[string]func(*yaml.Node)) given {
	return keyed(r, n, what, handle, func(known func(*yaml.Node), value *yaml.Node) { known(value) })
}

// keyed hands each value of a mapping on with what the table has for its key. Keys
// that nobody asked for are faults: a misspelt key must not be silently lost. It is
// nil where there is no mapping.
func keyed[T any](r reader, n *yaml.Node, what string, table map[string]T, handle func(T, *yaml.Node)) given {
	if n.Kind != yaml.MappingNode {
		r.fault(n, "write keys and values, such as key: value", "%s is not a mapping", what)
		return nil
	}
	read := make(given, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := target(n.Content[i]), r.resolve(n.Content[i+1])
		if read.has(key.Value) {
			r.fault(key, "keep one of them", "%s has the key %q twice", what, key.Value)
			continue
		}
		known, found := table[key.Value]
		switch {
		case !found:
			r.fault(key, suggestion(key.Value, keys(table)), "%s has the unknown key %q", what, key.Value)
			value = nil
		case value.Kind == yaml.ScalarNode && value.Tag == "!!null":
			r.fault(key, "give a value or delete the key", "the key %q has no value", key.Value)
			value = nil
		default:
			handle(known, value)
		}
		read[key.Value] = value
	}
	return read
}

// written is the value of a key as it stands in the file: an alias is not
// resolved. It is nil when the key is not there.
func written(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if target(n.Content[i]).Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func keys[V any](m map[string]V) []string {
	list := make([]string, 0, len(m))
	for key := range m {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}

// suggestion names the nearest of the allowed words, or all of them.
func suggestion(word string, allowed []string) string {
	if near := graph.Nearest(word, slices.Values(allowed)); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "use one of " + strings.Join(allowed, ", ")
}

func (r reader) each(n *yaml.Node, what string, handle func(*yaml.Node)) {
	if n.Kind != yaml.SequenceNode {
		r.fault(n, "write one entry a line, each after a hyphen", "%s is not a list", what)
		return
	}
	for _, item := range n.Content {
		if r.exhausted() {
			return
		}
		handle(r.resolve(item))
	}
}

// text reads one line of text.
func (r reader) text(n *yaml.Node, what string) string {
	value := strings.TrimSpace(n.Value)
	switch {
	case n.Kind != yaml.ScalarNode:
		r.fault(n, "write one word or one line of text", "%s is not text", what)
	case value == "":
		r.fault(n, "give a value or delete the key", "%s is empty", what)
	case strings.ContainsFunc(value, func(c rune) bool { return unicode.IsControl(c) || c == utf8.RuneError }):
		r.fault(n, "write it on one line, in UTF-8", "%s holds a control or broken character", what)
	default:
		return value
	}
	return ""
}

// texts reads one line of text or a list of them.
func (r reader) texts(n *yaml.Node, what string) []string {
	if n.Kind == yaml.ScalarNode {
		if value := r.text(n, what); value != "" {
			return []string{value}
		}
		return nil
	}
	var list []string
	seen := make(map[string]bool)
	r.each(n, what, func(item *yaml.Node) {
		value := r.text(item, what)
		if seen[value] {
			r.fault(item, "delete one", "%s holds %q twice", what, value)
		} else if value != "" {
			seen[value] = true
			list = append(list, value)
		}
	})
	return list
}

// choice reads one of the allowed words.
func (r reader) choice(n *yaml.Node, what string, allowed []string) string {
	value := r.text(n, what)
	if value != "" && !slices.Contains(allowed, value) {
		r.fault(n, suggestion(value, allowed), "%q is no %s", value, what)
		return ""
	}
	return value
}

func (r reader) flag(n *yaml.Node, what string) bool {
	if n.Value != "true" && n.Value != "false" {
		r.fault(n, "write true or false", "%s is neither true nor false", what)
	}
	return n.Value == "true"
}

func (r reader) date(n *yaml.Node, what string) graph.Date {
	text := r.text(n, what)
	if text == "" {
		return ""
	}
	date, err := graph.ParseDate(text)
	if err != nil {
		r.invalid(n, err)
	}
	return date
}

func (r reader) duration(n *yaml.Node, what string) graph.Duration {
	text := r.text(n, what)
	if text == "" {
		return ""
	}
	duration, err := graph.ParseDuration(text)
	if err != nil {
		r.invalid(n, err)
	}
	return duration
}

// languages are their own values, for keyed.
var languages = func() map[string]string {
	table := make(map[string]string)
	for _, language := range graph.Languages() {
		table[language] = language
	}
	return table
}()

// byLanguage reads a mapping from language to names.
func (r reader) byLanguage(n *yaml.Node, what string, handle func(language string, value *yaml.Node)) {
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		r.fault(n, "give a value or delete the key", "%s is empty", what)
	}
	keyed(r, n, what, languages, handle)
}
