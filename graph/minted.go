package graph

import "strings"

// labelMinted gives a Tenure, Target or Figure labels made of the names of
// what it joins. A language is left out where a part has no name in it.
func (v *View) labelMinted(t *Thing) {
	for _, language := range []string{English, Simplified} {
		if label := v.mintedLabel(t, language); label != "" {
			t.Labels[language] = label
		}
	}
}

func (v *View) mintedLabel(t *Thing, language string) string {
	if h := t.Holding; h != nil {
		official, post, at := v.named(h.Official, language), v.named(h.Post, language), v.named(h.At, language)
		switch {
		case official == "" || post == "" || at == "":
			return ""
		case language == English:
			return official + ", " + post + ", " + at
		}
		return at + post + official
	}
	if m := t.Measure; m != nil {
		of, metric := v.named(m.Of, language), v.named(m.Metric, language)
		if of == "" || metric == "" {
			return ""
		}
		details := []string{}
		if m.Scope != "" {
			scope := m.Scope
			if id, err := ParseID(scope); err == nil {
				if scope = v.named(id, language); scope == "" {
					return ""
				}
			}
			details = append(details, scope)
		}
		details = append(details, m.Period.words(language)...)
		if each := v.recurrence(t.ID); each != "" {
			details = append(details, each.every(language))
		}
		if m.Stretch {
			details = append(details, map[string]string{English: "stretch", Simplified: "力争"}[language])
		}
		label := of + ": " + metric
		if len(details) > 0 {
			label += " (" + strings.Join(details, ", ") + ")"
		}
		return label
	}
	return ""
}

// recurrence is how often the value of a target or figure is meant again, where all
// claims on it agree.
func (v *View) recurrence(id ID) Duration {
	claims := v.ClaimsOn(id)
	for _, c := range claims {
		if c.Recurrence != claims[0].Recurrence {
			return ""
		}
	}
	if len(claims) == 0 {
		return ""
	}
	return claims[0].Recurrence
}

// every says that something comes again after the time: every year, 每年.
func (d Duration) every(language string) string {
	if language == English {
		return "every " + strings.TrimPrefix(d.english(), "1 ")
	}
	return "每" + strings.TrimPrefix(d.chinese(), "1")
}

// named is the thing's label in exactly this language. What claims make has no name that
// others could be named after.
func (v *View) named(id ID, language string) string {
	if id.Kind().Info().Minted {
		return ""
	}
	if thing := v.Thing(id); thing != nil {
		return thing.Labels[language]
	}
	return ""
}

func (p Period) words(language string) []string {
	var words []string
	chinese := language != English
	switch {
	case p.From != "" && p.From == p.By:
		words = append(words, string(p.By))
	case p.From != "" && p.By != "":
		words = append(words, string(p.From)+"–"+string(p.By))
	case p.By != "" && chinese:
		words = append(words, "到"+string(p.By))
	case p.By != "":
		words = append(words, "by "+string(p.By))
	case p.From != "" && chinese:
		words = append(words, "自"+string(p.From))
	case p.From != "":
		words = append(words, "from "+string(p.From))
	}
	if p.Within != "" && chinese {
		words = append(words, p.Within.chinese()+"内")
	} else if p.Within != "" {
		words = append(words, "within "+p.Within.english())
	}
	return words
}
