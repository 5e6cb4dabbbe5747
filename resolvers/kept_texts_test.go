package resolvers

import (
	"fmt"
	"strings"
	"testing"
)

func TestTextsAreKeptWithinBounds(t *testing.T) {
	const together, each = 100_000, 1000
	kept := KeepShort[int](together, each)
	kept.Add(t.Context(), strings.Repeat("x", each+1), 1)
	if _, is := kept.Get(t.Context(), strings.Repeat("x", each+1)); is {
		t.Error("a text that is too long is kept")
	}
	missed := 0
	often := func() {
		if _, is := kept.Get(t.Context(), "often"); !is {
			missed++
			kept.Add(t.Context(), "often", 1)
		}
	}
	texts := make([]string, 1000)
	for i := range texts {
		texts[i] = fmt.Sprintf("%0*d", each, i)
		kept.Add(t.Context(), texts[i], i)
		for range 3 {
			often()
		}
	}
	if missed > 300 {
		t.Errorf("what is asked for often is driven out by what is asked for once: %d times of 3000", missed)
	}
	kept.(short[int]).values.CleanUp()
	left := 0
	for _, text := range texts {
		if _, is := kept.Get(t.Context(), text); is {
			left++
		}
	}
	if left == 0 || left*each > together {
		t.Errorf("%d texts of %d bytes are kept; %d bytes are allowed", left, each, together)
	}
}
