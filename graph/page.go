package graph

import (
	"encoding/base64"
	"slices"
	"strings"
)

// The bounds of a page.
const (
	DefaultPage = 50
	MaxPage     = 100
)

// Page asks for a piece of an ordered list, as Relay's cursor connections do:
// First forwards from After, or Last backwards from Before.
type Page struct {
	First, Last   *int
	After, Before *string
}

// Slice is the piece, with where it stands in the whole.
type Slice[T any] struct {
	Items       []T
	Total       int
	HasNext     bool
	HasPrevious bool
}

// Paginate cuts a page from a list that is in the order of its keys, which are
// unique. A cursor is a key made opaque, so it stays good when items before it
// come and go between two generations of the graph.
func Paginate[T any](items []T, key func(T) string, page Page) (Slice[T], error) {
	slice := Slice[T]{Total: len(items)}
	size, backwards := DefaultPage, page.First == nil && page.Last != nil
	switch {
	case page.First != nil && page.Last != nil:
		return slice, invalid("first and last exclude each other; give one")
	case page.First != nil:
		size = *page.First
	case page.Last != nil:
		size = *page.Last
	}
	if size < 0 || size > MaxPage {
		return slice, invalid("a page of %d is asked for; 0 to %d can be had", size, MaxPage)
	}
	start, end := 0, len(items)
	if page.After != nil {
		at, err := parseCursor(*page.After)
		if err != nil {
			return slice, err
		}
		index, found := slices.BinarySearchFunc(items, at, func(item T, at string) int { return strings.Compare(key(item), at) })
		if start = index; found {
			start++
		}
	}
	if page.Before != nil {
		at, err := parseCursor(*page.Before)
		if err != nil {
			return slice, err
		}
		end, _ = slices.BinarySearchFunc(items, at, func(item T, at string) int { return strings.Compare(key(item), at) })
	}
	end = max(end, start)
	if backwards {
		start = max(start, end-size)
	} else {
		end = min(end, start+size)
	}
	slice.Items, slice.HasPrevious, slice.HasNext = items[start:end], start > 0, end < len(items)
	return slice, nil
}

const cursorMark = "after:"

// Cursor makes a key opaque.
func Cursor(key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorMark + key))
}

func parseCursor(cursor string) (string, error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	key, marked := strings.CutPrefix(string(text), cursorMark)
	if err != nil || !marked {
		return "", invalid("a cursor is not one that this server gave out; begin without it")
	}
	return key, nil
}

// First cuts the front from an answer that is ordered by merit.
func First[T any](items []T, first int) ([]T, error) {
	if first < 1 || first > MaxPage {
		return nil, invalid("%d answers are asked for; 1 to %d can be had", first, MaxPage)
	}
	return items[:min(first, len(items))], nil
}
