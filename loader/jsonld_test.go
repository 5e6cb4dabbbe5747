package loader_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/loader"
)

func TestLinesOfJSONKeys(t *testing.T) {
	if got, want := loader.JSONKeyLines("{\"a\": 1,\n \"b\":\n {\"c\": [\"\\n\", {\"d\": 2}]},\n\n\"e\"\n: 3}"), []int{1, 2, 3, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("the keys stand on lines %v, want %v", got, want)
	}
}

// To find a key's line may not mean to read all that stands before it: a file of
// 20 MB would then take minutes.
func TestLinesOfManyJSONKeys(t *testing.T) {
	const keys = 500_000
	begun := time.Now()
	lines := loader.JSONKeyLines("[" + strings.Repeat("{\"a name\": \"and some text\"},\n", keys) + "0]")
	if len(lines) != keys || lines[keys-1] != keys {
		t.Errorf("%d keys, the last on line %d; want %d", len(lines), lines[len(lines)-1], keys)
	}
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("they took %s", took)
	}
}
