package policy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/graph"
)

// name is what a thing is called.
type name struct {
	slug    string // as part of an ID
	english string
	hans    string
	pinyin  string // of places and people alone
}

func (n name) labels() map[string]string {
	labels := map[string]string{graph.English: n.english, graph.Simplified: n.hans}
	if n.pinyin != "" {
		labels[graph.Pinyin] = n.pinyin
	}
	return labels
}

// in is the name as a document in the language writes it.
func (n name) in(language string) string {
	switch language {
	case graph.Simplified:
		return n.hans
	case graph.Traditional:
		return traditional.Replace(n.hans)
	}
	return n.english
}

// mention is as much of the name as a claim may quote: four words, or eight Chinese
// characters.
func (n name) mention(language string) string {
	text := n.in(language)
	if language == graph.English {
		words := strings.Fields(text)
		return strings.Join(words[:min(4, len(words))], " ")
	}
	if runes := []rune(text); len(runes) > 8 {
		return string(runes[:8])
	}
	return text
}

// term is a word in English and Chinese from which names are made.
type term struct{ english, hans string }

func terms(list string) []term {
	var all []term
	for entry := range strings.SplitSeq(list, ",") {
		english, hans, _ := strings.Cut(strings.TrimSpace(entry), ":")
		all = append(all, term{english, hans})
	}
	return all
}

func (t term) name() name { return name{slug: slug(t.english), english: t.english, hans: t.hans} }

// slug writes English words as part of an ID.
func slug(english string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(english), "'", ""), " ", "-")
}

func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

// joined is a name of two syllables.
func joined(a, b syllable) name {
	return name{slug: a.plain + b.plain, english: capital(a.plain + b.plain), hans: a.hans + b.hans, pinyin: capital(a.pinyin + b.pinyin)}
}

// rank is what stands behind the name of a place of a level.
type rank struct{ level, english, hans, pinyin string }

var (
	ranks = map[string]rank{
		"province": {"province", "", "省", "Shěng"},
		"city":     {"city", "", "市", "Shì"},
		"county":   {"county", "County", "县", "Xiàn"},
		"district": {"district", "District", "区", "Qū"},
		"township": {"township", "Town", "镇", "Zhèn"},
	}
	zones = []rank{
		{"development-zone", "Economic Development Zone", "经济开发区", "Jīngjì Kāifāqū"},
		{"development-zone", "High-tech Zone", "高新技术产业开发区", "Gāoxīn Jìshù Chǎnyè Kāifāqū"},
		{"park", "Industrial Park", "工业园", "Gōngyèyuán"},
		{"new-area", "New Area", "新区", "Xīnqū"},
	}
)

func (r rank) of(n name) name {
	return name{slug: n.slug, english: strings.TrimSpace(n.english + " " + r.english), hans: n.hans + r.hans, pinyin: n.pinyin + " " + r.pinyin}
}

// atlas gives each province, city and county a name of its own: it goes through all
// pairs of syllables in an order that the seed decides.
type atlas struct{ next, start, stride int }

var quarters = []struct{ plain, english, hans, pinyin string }{
	{"nan-", "South ", "南", "Nán "}, {"bei-", "North ", "北", "Běi "}, {"xi-", "West ", "西", "Xī "}, {"dong-", "East ", "东", "Dōng "},
}

func newAtlas(d *dice) *atlas {
	all := len(firstOfPlace) * len(secondOfPlace)
	a := &atlas{start: d.below(all), stride: all/3 + d.below(all/3)}
	for common(a.stride, all) != 1 {
		a.stride++
	}
	return a
}

func common(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (a *atlas) name() name {
	all := len(firstOfPlace) * len(secondOfPlace)
	number := (a.start + a.next%all*a.stride) % all
	round := a.next / all
	a.next++
	n := joined(firstOfPlace[number/len(secondOfPlace)], secondOfPlace[number%len(secondOfPlace)])
	for ; round > 0; round = (round - 1) / len(quarters) { // the names are used up: South Linhe, and later South North Linhe
		q := quarters[(round-1)%len(quarters)]
		n = name{slug: q.plain + n.slug, english: q.english + n.english, hans: q.hans + n.hans, pinyin: q.pinyin + n.pinyin}
	}
	return n
}

// person is the name of an official.
func person(d *dice) name {
	surname, first := pick(d, surnames), pick(d, given)
	n := name{english: capital(surname.plain) + " " + capital(first.plain), hans: surname.hans + first.hans, pinyin: capital(surname.pinyin) + " " + capital(first.pinyin)}
	n.slug = surname.plain + "-" + first.plain
	if second := pick(d, given); d.chance(75) && second != first {
		n.slug, n.english, n.hans, n.pinyin = n.slug+second.plain, n.english+second.plain, n.hans+second.hans, n.pinyin+second.pinyin
	}
	return n
}
