package execute

import "strconv"

// The scalars of the specification, as gqlgen writes them.

const hexadecimal = "0123456789ABCDEF"

// Plain tells whether no byte of a text needs an escape.
func Plain(text string) bool {
	escapes, _ := scan(text)
	return escapes&highest == 0
}

// PlainASCII tells whether no byte of a text needs an escape and all are of ASCII.
func PlainASCII(text string) bool {
	escapes, all := scan(text)
	return (escapes|all)&highest == 0
}

const ones, highest = 0x0101010101010101, 0x8080808080808080

// scan looks at eight bytes at a time, the last of which it may look at twice. A highest bit
// of escapes says that a byte needs one, a highest bit of all that a byte is not of ASCII.
func scan(text string) (escapes, all uint64) {
	if len(text) < 8 {
		for i := range len(text) {
			c := text[i]
			all |= uint64(c)
			if c < 0x20 || c == '"' || c == '\\' {
				escapes = highest
			}
		}
		return escapes, all
	}
	for at := 0; ; at += 8 {
		if at > len(text)-8 {
			at = len(text) - 8
		}
		word := eight(text[at:])
		// A byte less what it must not be below, or what it must not be, turns over to its
		// highest bit.
		quote, backslash := word^(ones*'"'), word^(ones*'\\')
		escapes |= (word-ones*0x20)&^word | (quote-ones)&^quote | (backslash-ones)&^backslash
		all |= word
		if at == len(text)-8 {
			return escapes, all
		}
	}
}

func eight(text string) uint64 {
	_ = text[7]
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}

// AppendString writes text with its quotes.
func AppendString(buffer []byte, text string) []byte {
	buffer = append(buffer, '"')
	if Plain(text) {
		return append(append(buffer, text...), '"')
	}
	written := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 0x20 && c != '\\' && c != '"' {
			continue
		}
		buffer = append(buffer, text[written:i]...)
		written = i + 1
		switch c {
		case '\t':
			buffer = append(buffer, `\t`...)
		case '\r':
			buffer = append(buffer, `\r`...)
		case '\n':
			buffer = append(buffer, `\n`...)
		case '\\', '"':
			buffer = append(buffer, '\\', c)
		default:
			buffer = append(buffer, '\\', 'u', '0', '0', hexadecimal[c>>4], hexadecimal[c&0xf])
		}
	}
	return append(append(buffer, text[written:]...), '"')
}

// AppendInt writes a number.
func AppendInt(buffer []byte, n int) []byte { return strconv.AppendInt(buffer, int64(n), 10) }

// AppendBoolean writes true or false.
func AppendBoolean(buffer []byte, b bool) []byte { return strconv.AppendBool(buffer, b) }
