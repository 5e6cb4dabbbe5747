package export

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"
)

// xmlWriter writes XML 1.0 as it comes, in UTF-8 and indented, and keeps no more than
// the names of the elements that are open. Text is escaped by encoding/xml: line breaks
// and tabs become character references, so that they survive in attributes too, and
// characters that XML 1.0 forbids become U+FFFD. Errors are told by close.
type xmlWriter struct {
	w    *bufio.Writer // keeps its first error until Flush
	open []string
	bare bool // the last start tag may still become an empty-element tag
}

// newXML begins a document.
func newXML(w io.Writer) *xmlWriter {
	x := &xmlWriter{w: bufio.NewWriter(w)}
	x.w.WriteString(strings.TrimSuffix(xml.Header, "\n"))
	return x
}

// begin opens an element. Its attributes are names, each followed by its value; an
// attribute whose value is empty is left out.
func (x *xmlWriter) begin(name string, attributes ...string) {
	x.line()
	x.w.WriteByte('<')
	x.w.WriteString(name)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] == "" {
			continue
		}
		x.w.WriteByte(' ')
		x.w.WriteString(attributes[i])
		x.w.WriteString(`="`)
		x.escape(attributes[i+1])
		x.w.WriteByte('"')
	}
	x.open = append(x.open, name)
	x.bare = true
}

// end closes the element that was opened last.
func (x *xmlWriter) end() {
	name := x.open[len(x.open)-1]
	x.open = x.open[:len(x.open)-1]
	if x.bare {
		x.w.WriteString("/>")
		x.bare = false
		return
	}
	x.line()
	x.w.WriteString("</" + name + ">")
}

// empty writes an element without content.
func (x *xmlWriter) empty(name string, attributes ...string) {
	x.begin(name, attributes...)
	x.end()
}

// text writes an element that holds text alone.
func (x *xmlWriter) text(name, content string, attributes ...string) {
	x.begin(name, attributes...)
	if content == "" {
		x.end()
		return
	}
	x.w.WriteByte('>')
	x.escape(content)
	x.w.WriteString("</" + name + ">")
	x.open = x.open[:len(x.open)-1]
	x.bare = false
}

// close ends all elements that are open, and the document.
func (x *xmlWriter) close() error {
	for len(x.open) > 0 {
		x.end()
	}
	x.w.WriteByte('\n')
	return x.w.Flush()
}

// line begins a line for a tag, after the start tag of the element that holds it.
func (x *xmlWriter) line() {
	if x.bare {
		x.w.WriteByte('>')
		x.bare = false
	}
	x.w.WriteByte('\n')
	for range x.open {
		x.w.WriteByte(' ')
	}
}

func (x *xmlWriter) escape(text string) { xml.EscapeText(x.w, []byte(text)) }
