package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/longbridgeapp/opencc"
	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// Match is a thing found by a piece of one of its names.
type Match struct {
	Thing *Thing
	Name  Name   // the name that matched
	By    string // one of MatchReasons
	Rank  int    // 0 the whole name, 1 its beginning, 2 the beginning of a word, 3 any part
}

// The ways in which a name can match.
const (
	ByLabel  = "LABEL"
	ByAlias  = "ALIAS"
	ByID     = "ID"
	ByPinyin = "PINYIN"
)

type indexedName struct {
	thing  *Thing
	name   Name
	by     string
	folded string // words separated by single spaces
	packed string // the same without spaces
}

// MaxQueryLength is how many characters of a name are looked for at most.
const MaxQueryLength = 200

// Find looks for a piece of a name: English, Chinese in either script, pinyin
// without tones, an ID, or a known mistranslation. Each thing is returned once,
// with its best match; better matches come first.
func (v *View) Find(text string, kinds []Kind) ([]Match, error) {
	if len([]rune(text)) > MaxQueryLength {
		return nil, invalid("a name of more than %d characters is looked for; shorten it", MaxQueryLength)
	}
	folded := fold(text)
	packed := pack(folded)
	if packed == "" {
		return nil, invalid("nothing is looked for: give at least one letter or digit")
	}
	whole := strings.ToLower(strings.TrimSpace(text)) // perhaps an ID with its kind
	best := make(map[ID]Match)
	for _, entry := range v.names {
		if len(kinds) > 0 && !slices.Contains(kinds, entry.thing.Kind) {
			continue
		}
		rank := entry.rank(folded, packed)
		if entry.by == ByID && string(entry.thing.ID) == whole {
			rank = 0
		}
		if rank < 0 {
			continue
		}
		if old, found := best[entry.thing.ID]; !found || rank < old.Rank {
			best[entry.thing.ID] = Match{Thing: entry.thing, Name: entry.name, By: entry.by, Rank: rank}
		}
	}
	matches := make([]Match, 0, len(best))
	for _, match := range best {
		matches = append(matches, match)
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(len(a.Name.Text), len(b.Name.Text)), cmp.Compare(a.Thing.ID, b.Thing.ID))
	})
	return matches, nil
}

func (n indexedName) rank(folded, packed string) int {
	switch {
	case n.packed == packed:
		return 0
	case strings.HasPrefix(n.packed, packed):
		return 1
	case strings.Contains(" "+n.folded, " "+folded):
		return 2
	case strings.Contains(n.packed, packed):
		return 3
	}
	return -1
}

// indexNames collects every name under which a thing can be found. Minted things
// are left out: their labels repeat the names of others.
func (v *View) indexNames() {
	add := func(t *Thing, name Name, by, text string) {
		folded := fold(text)
		v.names = append(v.names, indexedName{thing: t, name: name, by: by, folded: folded, packed: pack(folded)})
	}
	for _, kind := range kinds {
		if kind.Minted {
			continue
		}
		for _, thing := range v.kinds[kind.Kind] {
			for _, name := range thing.Names() {
				by := ByAlias
				if name.Preferred {
					by = ByLabel
				}
				switch name.Language {
				case Pinyin: // curated, so it wins over what spell would make of the label
					add(thing, name, ByPinyin, name.Text)
					if plain := strings.ToLower(norm.NFC.String(name.Text)); strings.ContainsAny(plain, "üǖǘǚǜ") {
						add(thing, name, ByPinyin, umlauts.Replace(plain))
					}
				case Simplified, Traditional:
					add(thing, name, by, name.Text)
					if name.Preferred && thing.Labels[Pinyin] != "" {
						break
					}
					sounds := spell(fold(name.Text))
					add(thing, name, ByPinyin, sounds)
					if strings.Contains(sounds, "v") { // as keyboards have it; ü loses its dots like any accent
						add(thing, name, ByPinyin, strings.ReplaceAll(sounds, "v", "u"))
					}
				default:
					add(thing, name, by, name.Text)
				}
			}
			add(thing, Name{Text: string(thing.ID)}, ByID, thing.ID.Name())
		}
	}
}

// umlauts writes ü in any tone as keyboards have it.
var umlauts = strings.NewReplacer("ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v")

// converter turns traditional characters into simplified ones. Its dictionaries
// are compiled in, so it cannot fail to load; it is read-only after that.
var converter = sync.OnceValue(func() *opencc.OpenCC {
	c, err := opencc.New("t2s")
	if err != nil {
		panic("the embedded table of characters is damaged: " + err.Error())
	}
	return c
})

// fold makes names comparable: full-width as half-width, lower case, simplified
// characters, no accents or tones, words separated by one space.
func fold(text string) string {
	text = strings.ToLower(norm.NFKC.String(text))
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		if simplified, err := converter().Convert(text); err == nil {
			text = simplified
		}
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), " "):
			b.WriteByte(' ')
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

func pack(folded string) string { return strings.ReplaceAll(folded, " ", "") }

// readings are words in which a character is read in its rarer way. go-pinyin
// reads characters one by one (长春 as zhangchun, 重庆 as zhongqing), so these win.
var readings = strings.NewReplacer(
	"长春", " chang chun ", "长客", " chang ke ", "长清", " chang qing ", "长三角", " chang san jiao ", "延长", " yan chang ", "成长", " cheng zhang ",
	"重庆", " chong qing ", "厦门", " xia men ", "西藏", " xi zang ", "六安", " lu an ", "蚌埠", " beng bu ", "东阿", " dong e ", "单县", " shan xian ",
	"莘县", " shen xian ", "银行", " yin hang ", "行业", " hang ye ", "都市", " du shi ", "重组", " chong zu ",
)

// spell writes a simplified Chinese name in pinyin without tones; words in other
// letters stay as they are.
func spell(name string) string {
	arguments := pinyin.NewArgs()
	arguments.Fallback = func(r rune, _ pinyin.Args) []string { return []string{string(r)} }
	var words []string
	for _, part := range strings.Fields(readings.Replace(name)) {
		if strings.ContainsFunc(part, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			words = append(words, pinyin.LazyPinyin(part, arguments)...)
		} else {
			words = append(words, part)
		}
	}
	return strings.Join(words, " ")
}

// SearchThings is Find for the things that a filter chooses.
func (v *View) SearchThings(ctx context.Context, text string, filter *ThingFilter) ([]Match, error) {
	matches, err := v.Find(text, nil)
	if err != nil || filter == nil {
		return matches, err
	}
	test, err := (&compiler{ctx: ctx, view: v}).things(*filter)
	if err != nil {
		return nil, err
	}
	return keepGiven(ctx, matches, func(m Match) bool { return test(m.Thing) })
}

// Merit orders matches.
func (m Match) Merit() float64 { return -float64(m.Rank)*1000 - float64(len(m.Name.Text)) }

// Key orders matches that are equally good.
func (m Match) Key() string { return string(m.Thing.ID) }

// Evidence is what is said of the thing.
func (m Match) Evidence() Evidence { return Evidence{Of: m.Thing.ID, Things: []ID{m.Thing.ID}} }
