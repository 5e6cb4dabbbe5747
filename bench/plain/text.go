package plain

import "strconv"

// The pieces of JSON that every answer is made of.

func appendThing(b []byte, t *thing) []byte {
	b = append(b, `{"id":"`...)
	b = append(b, t.id...)
	b = append(b, `","label":"`...)
	b = append(b, t.label...)
	return append(b, `"}`...)
}

func appendText(b []byte, text string) []byte {
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}

// appendList appends items with commas between, in brackets.
func appendList[T any](b []byte, items []T, one func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, item)
	}
	return append(b, ']')
}

func appendFloat(b []byte, number float64) []byte { return strconv.AppendFloat(b, number, 'g', -1, 64) }

func appendInt[T int | int32](b []byte, number T) []byte {
	return strconv.AppendInt(b, int64(number), 10)
}
