package execute

import "strconv"

// The scalars of the specification, as gqlgen writes them.

const hexadecimal = "0123456789ABCDEF"

// AppendString writes text with its quotes.
func AppendString(buffer []byte, text string) []byte {
	buffer = append(buffer, '"')
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
