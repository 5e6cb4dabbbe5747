package pages

// Unframe is what a page holds in its frame.
func Unframe(page []byte) []byte {
	text, err := decoder().DecodeAll(page[4:], nil)
	if err != nil {
		panic(err)
	}
	return text
}

// Frame puts anything in a frame with its checksum.
func Frame(text []byte) []byte { return frame(text) }
