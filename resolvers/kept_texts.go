package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/maypok86/otter/v2"
)

// short keeps values by texts that are not too long.
type short[T any] struct {
	values *otter.Cache[string, T]
	length int
}

// textOverhead is what a kept text takes beside its bytes.
const textOverhead = 100

// KeepShort is a cache of values by texts of so many bytes together, and of so many each at
// most. Who asks for something else each time drives out nothing that is asked for often.
func KeepShort[T any](together, each int) graphql.Cache[T] {
	return short[T]{otter.Must(&otter.Options[string, T]{
		MaximumWeight: uint64(together),
		Weigher:       func(text string, _ T) uint32 { return uint32(len(text) + textOverhead) },
	}), each}
}

func (s short[T]) Get(_ context.Context, text string) (T, bool) { return s.values.GetIfPresent(text) }

func (s short[T]) Add(_ context.Context, text string, value T) {
	if len(text) <= s.length {
		s.values.Set(text, value)
	}
}
