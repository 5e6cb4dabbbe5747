package execute

import (
	"bytes"
	"slices"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"pgregory.net/rapid"
)

func TestScalarsAreWrittenAsGqlgenDoes(t *testing.T) {
	written := func(m graphql.Marshaler) string {
		var b bytes.Buffer
		m.MarshalGQL(&b)
		return b.String()
	}
	same := func(t *rapid.T, got []byte, want string) {
		if string(got) != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		same(t, AppendString(nil, text), written(graphql.MarshalString(text)))
		escaped := slices.ContainsFunc([]byte(text), func(c byte) bool { return c < 0x20 || c == '"' || c == '\\' })
		foreign := slices.ContainsFunc([]byte(text), func(c byte) bool { return c >= 0x80 })
		if Plain(text) == escaped || PlainASCII(text) == (escaped || foreign) {
			t.Fatalf("%q: plain %t, plain ASCII %t", text, Plain(text), PlainASCII(text))
		}
		number := rapid.Int().Draw(t, "number")
		same(t, AppendInt(nil, number), written(graphql.MarshalInt(number)))
		is := rapid.Bool().Draw(t, "is")
		same(t, AppendBoolean(nil, is), written(graphql.MarshalBoolean(is)))
		f := rapid.Float64().Draw(t, "float")
		x := &Execution{}
		x.Float(f)
		same(t, x.Buffer, written(graphql.MarshalFloat(f)))
	})
}
