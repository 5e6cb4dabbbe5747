package execute

import "strconv"

// The scalars of the specification, as gqlgen writes them.

const hexadecimal = "0123456789ABCDEF"

const ones, highest = 0x0101010101010101, 0x8080808080808080

// Plain tells whether no byte of a text needs an escape. It looks at eight at a time:
// a byte less what it must not be below, or what it must not be, turns over to its highest
// bit.
func Plain(text string) bool { return odd(text)&highest == 0 }

// PlainASCII tells whether no byte of a text needs an escape and all are of ASCII.
func PlainASCII(text string) bool {
	var all uint64
	for at := 0; at+8 <= len(text); at += 8 {
		all |= eight(text[at:])
	}
	for i := len(text) &^ 7; i < len(text); i++ {
		all |= uint64(text[i])
	}
	return (odd(text)|all)&highest == 0
}

// odd has a highest bit where a byte needs an escape.
func odd(text string) (odd uint64) {
	for ; len(text) >= 8; text = text[8:] {
		word := eight(text)
		quote, backslash := word^(ones*'"'), word^(ones*'\\')
		odd |= (word-ones*0x20)&^word | (quote-ones)&^quote | (backslash-ones)&^backslash
	}
	for i := range len(text) {
		if c := text[i]; c < 0x20 || c == '"' || c == '\\' {
			return highest
		}
	}
	return odd
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
