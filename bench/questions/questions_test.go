package questions_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/polygraph-kg/polygraph/bench/plain"
	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/bench/questions"
)

// A wrong ID anywhere in an answer is a wrong fact, and so ends a run.
func TestFactsTellWrongAnswers(t *testing.T) {
	made, err := policy.New(3, 60_000)
	if err != nil {
		t.Fatal(err)
	}
	index := plain.New(made.Pieces())
	for _, q := range questions.All() {
		t.Run(q.Name, func(t *testing.T) {
			v := q.Draw(index, 1)[0]
			answer := q.Append(index, nil, v)
			right, err := q.Facts(index, v, answer)
			if err != nil {
				t.Fatal(err)
			}
			mark := []byte(`"id":"`)
			for at := 0; ; at++ {
				next := bytes.Index(answer[at:], mark)
				if next < 0 {
					break
				}
				at += next
				wrong := slices.Insert(slices.Clone(answer), at+len(mark), 'x')
				facts, err := q.Facts(index, v, wrong)
				if err == nil && questions.Differ(right, facts) == "" && !atLastPlaces(q, wrong, at) {
					t.Errorf("nobody notices: …%.60s", wrong[at:])
				}
			}
		})
	}
}

// atLastPlaces tells the places that are as alike as the last one: which of these come
// within an answer hangs on the last digit of a sum.
func atLastPlaces(q questions.Question, answer []byte, at int) bool {
	if q.Name != "alike" {
		return false
	}
	last := answer[bytes.LastIndex(answer, []byte(`"score":`)):]
	last = last[:bytes.IndexByte(last, '}')]
	return bytes.HasPrefix(answer[at+bytes.Index(answer[at:], []byte(`"score":`)):], last)
}
