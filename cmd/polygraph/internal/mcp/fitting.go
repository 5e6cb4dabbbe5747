package mcp

import (
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// mostBytes bounds an answer, Markdown and JSON together. Clients hand all of it to a model.
const mostBytes = 100_000

// How many items lists within an answer may have. Fewer whole answers are better than many
// that are cut: those of the second line are tried when the page itself cannot be shorter.
var (
	cuts     = []int{1 << 30, 50}
	lastCuts = []int{25, 12, 6, 3, 1}
)

// fitting asks for a page, and again for shorter ones while the answer is too long.
func (w *writer) fitting(t *tool, variables map[string]any, ask func(map[string]any) (map[string]any, error)) (*answer, error) {
	for {
		data, err := ask(variables)
		if err != nil {
			return nil, err
		}
		if w.site != "" {
			withAddresses(data, w.site)
		}
		limit := t.limitOf(variables)
		tried := cuts
		if limit <= 1 {
			tried = slices.Concat(cuts, lastCuts)
		}
		for _, most := range tried {
			if err := w.pause(); err != nil {
				return nil, err
			}
			answer, err := w.written(t, data, most)
			if err != nil {
				return nil, err
			}
			if len(answer.text)+len(answer.json) <= mostBytes {
				return answer, nil
			}
		}
		if limit <= 1 {
			return nil, &failure{Code: codeTooLarge, Message: "the answer is too long to be read; ask for one aspect of it by another tool"}
		}
		variables[argumentLimit] = int64(limit / 2)
	}
}

// pause lets others go first before a step that may be long, and tells whether anybody still
// waits for it.
func (w *writer) pause() error {
	if pause := graph.PauseOf(w.ctx); pause != nil {
		pause()
	}
	if w.ctx.Err() != nil {
		return givenUp(w.ctx)
	}
	return nil
}

// limitOf is how many answers are asked for; 1 where a shorter page could not be continued.
func (t *tool) limitOf(variables map[string]any) int {
	if t.operation.VariableDefinitions.ForName(argumentCursor) == nil {
		return 1
	}
	if given, is := variables[argumentLimit].(int64); is {
		return int(given)
	}
	return literal(t.operation.VariableDefinitions.ForName(argumentLimit).DefaultValue).(int)
}

// cutting cuts lists. A page is not cut, since its cursor stands behind its last item.
type cutting struct {
	most  int
	count map[string]int // what was left out, by the names of the fields that lead to a list
}

func (c *cutting) value(path string, value any) any {
	switch value := value.(type) {
	case map[string]any:
		copied := make(map[string]any, len(value))
		for name, child := range value {
			copied[name] = c.value(strings.TrimPrefix(path+"."+name, "."), child)
		}
		return copied
	case []any:
		kept := value
		if page := strings.Count(path, ".") == 1 && strings.HasSuffix(path, ".nodes"); len(value) > c.most && !page {
			kept = value[:c.most]
			c.count[path] += len(value) - c.most
		}
		copied := make([]any, len(kept))
		for i, child := range kept {
			copied[i] = c.value(path, child)
		}
		return copied
	}
	return value
}
