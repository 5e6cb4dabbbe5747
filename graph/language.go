package graph

import "slices"

// Languages of labels, as BCP 47 tags.
const (
	English     = "en"
	Simplified  = "zh-Hans"
	Traditional = "zh-Hant"
	Pinyin      = "zh-Latn-pinyin"
)

// Languages are those in which things have names.
func Languages() []string { return []string{English, Simplified, Traditional, Pinyin} }

// DocumentLanguages are those in which documents are written.
func DocumentLanguages() []string { return []string{English, Simplified, Traditional} }

// siblings are the languages whose readers read the other one before English.
var siblings = map[string]string{Simplified: Traditional, Traditional: Simplified}

// Fallback is the order in which a label is looked for: each language that is
// wanted, best first, with the other Chinese script behind a Chinese one; then
// English, then Chinese in either script.
func Fallback(wanted ...string) []string {
	var order []string
	add := func(language string) {
		if language != "" && !slices.Contains(order, language) {
			order = append(order, language)
		}
	}
	for _, language := range wanted {
		add(language)
		add(siblings[language])
	}
	for _, language := range []string{English, Simplified, Traditional} {
		add(language)
	}
	return order
}

// fallbackOf is Fallback of one language, which is mostly one of few.
func fallbackOf(language string) []string {
	if order, known := fallbacks[language]; known {
		return order
	}
	return Fallback(language)
}

var fallbacks = func() map[string][]string {
	orders := make(map[string][]string)
	for _, language := range Languages() {
		orders[language] = slices.Clip(Fallback(language))
	}
	return orders
}()

// Label is the thing's name in the language, or in the next best one, or its ID.
func (t *Thing) Label(language string) string { return t.LabelIn(fallbackOf(language)).Text }

// LabelIn is the thing's name in the first of the languages in which it has one;
// its ID, in no language, when there is none.
func (t *Thing) LabelIn(languages []string) Name {
	for _, language := range languages {
		if label, ok := t.Labels[language]; ok {
			return Name{Text: label, Language: language, Preferred: true}
		}
	}
	return Name{Text: string(t.ID)}
}
