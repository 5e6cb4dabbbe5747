package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// mix is what people and programs ask: mostly the questions of the examples, some of them
// again and again, searches for names, pages, and now and then a file.
type mix struct {
	base     string
	examples []string
	names    []string             // of things
	ids      []string             // the same things
	expected [2]map[string][]byte // data of the examples, by whether the generation is even
}

// generationHeader says of which generation an answer is.
const generationHeader = "Polygraph-Generation"

// newMix learns what the answers are: the data alternate between two states, and each change
// makes the next generation, so that its number tells the state.
func newMix(ctx context.Context, server *target.Server, changes *changes) (*mix, error) {
	examples, err := target.Examples("examples")
	if err != nil {
		return nil, err
	}
	m := &mix{base: server.URL, examples: examples}
	if err := m.learnNames(); err != nil {
		return nil, err
	}
	for range 2 {
		generation, expected := 0, make(map[string][]byte)
		for _, example := range examples {
			answer, status, body, err := m.ask(target.Question(m.base, example, nil))
			if err == nil {
				err = target.Answered(status, body)
			}
			if err != nil {
				return nil, err
			}
			generation, expected[example] = answer, dataOf(body)
		}
		m.expected[generation%2] = expected
		if err := changes.make(); err != nil {
			return nil, err
		}
		if err := m.await(ctx, generation+1); err != nil {
			return nil, err
		}
	}
	for _, example := range examples {
		if !bytes.Equal(m.expected[0][example], m.expected[1][example]) {
			return m, nil
		}
	}
	return nil, errors.New("the two states of the data differ in no answer, so that old ones would pass for new ones")
}

// ask asks, and tells the generation of the answer.
func (m *mix) ask(request *http.Request) (generation, status int, body []byte, err error) {
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, 0, nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err = io.ReadAll(response.Body)
	generation, _ = strconv.Atoi(response.Header.Get(generationHeader))
	return generation, response.StatusCode, body, err
}

// await waits until a generation is served.
func (m *mix) await(ctx context.Context, generation int) error {
	for deadline := time.Now().Add(20 * time.Second); ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		now, _, _, err := m.ask(target.Question(m.base, "{ __typename }", nil))
		if err != nil || now >= generation {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("a change of the data was not loaded within 20 s; the generation is still %d", now)
		}
	}
	return ctx.Err()
}

// learnNames asks for things to search for and to open.
func (m *mix) learnNames() error {
	_, _, body, err := m.ask(target.Question(m.base, "{ a: things(first: 100) { nodes { id label } } b: places(first: 100) { nodes { id label } } c: industries(first: 100) { nodes { id label } } }", nil))
	if err != nil {
		return err
	}
	var answer struct {
		Data map[string]struct {
			Nodes []struct{ ID, Label string }
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return err
	}
	for _, list := range answer.Data {
		for _, thing := range list.Nodes {
			m.ids, m.names = append(m.ids, thing.ID), append(m.names, thing.Label)
		}
	}
	if len(m.names) == 0 {
		return fmt.Errorf("the graph has no names: %.200s", body)
	}
	return nil
}

// dataOf is an answer without what stands behind the data.
func dataOf(body []byte) []byte {
	at := bytes.LastIndex(body, []byte(`,"extensions":{"generation":`))
	if at < 0 {
		return body
	}
	return body[:at]
}

// generationOf is what an answer says itself.
func generationOf(body []byte) (int, error) {
	at := bytes.LastIndex(body, []byte(`"generation":`))
	if at < 0 {
		return 0, errors.New("an answer tells no generation")
	}
	var generation int
	_, err := fmt.Sscanf(string(body[at:]), `"generation":%d`, &generation)
	return generation, err
}

// next is the request with a number, and what its answer must be.
func (m *mix) next(i int) (*http.Request, func(status int, body []byte) error) {
	name, id := m.names[i*7%len(m.names)], m.ids[i*7%len(m.ids)]
	switch n := i % 100; {
	case i%1000 == 999: // a file of the whole graph
		return m.get("/export/nquads"), answersWith(2_000_000)
	case n == 99:
		return m.get("/export/csv?around=" + url.QueryEscape(id)), answersWith(500)
	case n >= 90: // pages
		paths := []string{"/", "/graphiql/", "/id/" + id, "/id/" + id + "?format=turtle", "/healthz"}
		return m.get(paths[i%len(paths)]), answersWith(20)
	case n >= 60: // what people type, with a slip now and then
		text := []rune(name)
		if i%3 == 0 && len(text) > 4 {
			text[len(text)/2] = 'x'
		}
		return target.Question(m.base, "query($t: String!) { search(text: $t, first: 10) { totalCount nodes { thing { id label } how score } } }", map[string]any{"t": string(text)}), target.Answered
	case n >= 40: // a thing with its relations, seldom the same
		return target.Question(m.base, `query($id: ID!, $n: Int) { thing(id: $id) { id label relations(first: $n) { totalCount edges { node { id } claims { id line } } } claims(first: 5) { nodes { label line } } } }`, map[string]any{"id": id, "n": 1 + i%50}), target.Answered
	}
	example := m.examples[i%len(m.examples)]
	asked := example
	if i%2 == 0 { // one that is made anew
		asked += fmt.Sprintf("\n# %d", i)
	}
	return target.Question(m.base, asked, nil), func(status int, body []byte) error {
		if err := target.Answered(status, body); err != nil {
			return err
		}
		generation, err := generationOf(body)
		if err != nil {
			return err
		}
		if !bytes.Equal(dataOf(body), m.expected[generation%2][example]) {
			return fmt.Errorf("another answer than that of its generation's state to %.40q", example)
		}
		return nil
	}
}

func (m *mix) get(path string) *http.Request {
	request, _ := http.NewRequest(http.MethodGet, m.base+path, nil)
	return request
}

// answersWith accepts a whole answer of so many bytes or more.
func answersWith(least int) func(int, []byte) error {
	return func(status int, body []byte) error {
		if status != http.StatusOK || len(body) < least {
			return fmt.Errorf("%d with %d bytes", status, len(body))
		}
		return nil
	}
}
