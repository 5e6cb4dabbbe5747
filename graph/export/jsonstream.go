package export

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
)

// field is a member of a JSON object.
type field struct {
	key   string
	value any
}

// fields is a JSON object whose members keep their order.
type fields []field

// MarshalJSON writes the members in their order.
func (f fields) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	text.WriteByte('{')
	for i, member := range f {
		if i > 0 {
			text.WriteByte(',')
		}
		key, err := json.Marshal(member.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(member.value)
		if err != nil {
			return nil, err
		}
		text.Write(key)
		text.WriteByte(':')
		text.Write(value)
	}
	text.WriteByte('}')
	return text.Bytes(), nil
}

// columnFields are the values that a node or an edge has, by the names of their columns.
func columnFields(columns []Column, values []any) fields {
	var list fields
	for i, value := range values {
		if value != nil {
			list = append(list, field{columns[i].Name, value})
		}
	}
	return list
}

// jsonStream writes a JSON document piece by piece, so that it is never held whole. It
// keeps the first error and writes no more after it. Characters that end a script
// element are written as escapes: the text can stand in a page as it is.
type jsonStream struct {
	w   io.Writer
	err error
}

func (s *jsonStream) raw(text string) {
	if s.err == nil {
		_, s.err = io.WriteString(s.w, text)
	}
}

func (s *jsonStream) value(value any) {
	if s.err != nil {
		return
	}
	text, err := json.Marshal(value)
	if err != nil {
		s.err = err
		return
	}
	_, s.err = s.w.Write(text)
}

// list writes an array, an item a line.
func (s *jsonStream) list(items iter.Seq[any]) { s.items("[", items, "]") }

// items writes what stands between two brackets, an item a line.
func (s *jsonStream) items(open string, items iter.Seq[any], end string) {
	s.raw(open)
	separator := "\n"
	for item := range items {
		s.raw(separator)
		if member, named := item.(field); named {
			s.value(member.key)
			s.raw(":")
			item = member.value
		}
		s.value(item)
		if s.err != nil {
			return
		}
		separator = ",\n"
	}
	s.raw("\n" + end)
}
