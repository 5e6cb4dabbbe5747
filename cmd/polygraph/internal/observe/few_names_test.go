package observe

import (
	"slices"
	"testing"
)

func TestFewNames(t *testing.T) {
	names := newFewNames(2)
	var got []string
	for _, name := range []string{"a", "b", "c", "a", "", "d"} {
		got = append(got, names.of(name))
	}
	if want := []string{"a", "b", "other", "a", "other", "other"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
