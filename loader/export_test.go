package loader

// What the tests of the package's outside may look at inside: stretches as their
// first byte and the one behind their last.

func ShortestStretches(line string, mentions []string) [][2]int {
	return pairs(shortest(line, mentions))
}

func Sentences(line string) [][2]int { return pairs(sentences(line)) }

func pairs(stretches []byteRange) [][2]int {
	var list [][2]int
	for _, s := range stretches {
		list = append(list, [2]int{s.start, s.end})
	}
	return list
}

// JSONKeyLines are the lines on which the keys of a JSON text stand.
func JSONKeyLines(text string) []int {
	var list []int
	keys, _ := jsonTexts([]byte(text))
	for _, key := range keys {
		list = append(list, key.line)
	}
	return list
}
