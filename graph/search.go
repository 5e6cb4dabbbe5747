package graph

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Match is a thing found by one of its names.
type Match struct {
	Node  Node
	By    MatchReason
	How   MatchQuality
	Score float64 // above 0, at most 1, higher for better matches

	index    *searchIndex
	spelling *spelling
}

// Thing is what was found.
func (m Match) Thing() *Thing { return m.Node.Thing() }

// Name is the one that matched; pinyin and initials point to the Chinese name that they spell.
func (m Match) Name() Name { return m.index.nameOf(m.spelling) }

func (m Match) claims() []*Claim { return m.index.view.about.of(m.Node.number) }

// Key tells matches apart.
func (m Match) Key() string { return string(m.Node.ID()) }

// Evidence is what is claimed of the thing that was found.
func (m Match) Evidence() Evidence {
	id := m.Node.ID()
	return Evidence{Of: id, Things: []ID{id}, Claims: m.claims()}
}

// matchList is a list of matches in the order of Search.
func (v *View) matchList(matches []Match) List[Match] {
	return AnswerList(v, matches,
		func(m Match) float64 { return m.Score },
		func(m Match) float64 { return float64(len(m.claims())) },
		func(m Match) float64 { return -float64(len(m.Name().Text)) })
}

// MatchReason is the sort of name that matched.
type MatchReason string

// The reasons.
const (
	ByLabel    MatchReason = "LABEL"
	ByAlias    MatchReason = "ALIAS"
	ByPinyin   MatchReason = "PINYIN"
	ByInitials MatchReason = "INITIALS"
	ByID       MatchReason = "ID"
)

// MatchReasonInfo describes a reason.
type MatchReasonInfo struct {
	Reason      MatchReason
	Description string
}

// MatchReasons is the table of reasons.
func MatchReasons() []MatchReasonInfo { return matchReasons }

var matchReasons = []MatchReasonInfo{
	{ByLabel, "The preferred name in a language."},
	{ByAlias, "Another name, or a mistranslation."},
	{ByPinyin, "The Chinese name, spelt in pinyin."},
	{ByInitials, "The first letters of the words of the name, or of the pinyin of its characters."},
	{ByID, "The ID."},
}

// MatchQuality is how much of a name matched.
type MatchQuality string

// The qualities.
const (
	MatchWhole     MatchQuality = "WHOLE"
	MatchBeginning MatchQuality = "BEGINNING"
	MatchWords     MatchQuality = "WORDS"
	MatchPart      MatchQuality = "PART"
	MatchTypo      MatchQuality = "TYPO"
	MatchSomeWords MatchQuality = "SOME_WORDS"
)

// MatchQualityInfo describes a quality.
type MatchQualityInfo struct {
	Quality     MatchQuality
	Description string
}

// MatchQualities is the table of qualities.
func MatchQualities() []MatchQualityInfo { return matchQualities }

var matchQualities = []MatchQualityInfo{
	{MatchWhole, "The whole name, apart from small words, from words such as district or 市, from regular differences of spelling, from words of the same sense such as car and automobile, and from the place in which it lies."},
	{MatchBeginning, "The beginning of the name."},
	{MatchWords, "All words that were looked for begin words of the name, in any order."},
	{MatchPart, "A stretch of the name."},
	{MatchTypo, "Nearly the name: some letters or characters are wrong, missing, too many or changed over."},
	{MatchSomeWords, "Some of the words that were looked for, those that say most; no name has all of them."},
}

// The bounds of a search.
const (
	MaxQueryLength = 200   // characters of a name that is looked for
	MaxMatches     = 1_000 // of one answer; nobody reads on
)

// Search finds things by their names: in English, in Chinese of either script, in
// pinyin with or without tones, by initials, by known mistranslations and by ID.
// Names need not be whole, and where no name is or begins as the text does, slips
// are allowed for. Each thing is returned once, with its best match; better matches
// come first, and of equally good ones the things of which more is claimed. The
// filter says which things may be found; all when it is nil.
func (v *View) Search(ctx context.Context, text string, filter *ThingFilter) ([]Match, error) {
	list, err := v.SearchList(ctx, text, filter)
	if err != nil {
		return nil, err
	}
	return list.All(), given(ctx, 0) // what was left for later may have been given up
}

// SearchList is the same as a list of which the first few can be had without ordering the rest.
func (v *View) SearchList(ctx context.Context, text string, filter *ThingFilter) (List[Match], error) {
	s, err := v.search(ctx, text, filter)
	if err != nil {
		return v.matchList(nil), err
	}
	list := v.matchList(nil)
	var looking sync.Mutex // the fields of one answer may be asked for at once
	list.later = &later[Match]{
		count: func() int {
			looking.Lock()
			defer looking.Unlock()
			s.complete()
			return min(len(s.found.list), MaxMatches)
		},
		first: func(n int) []Match {
			looking.Lock()
			defer looking.Unlock()
			s.until(n)
			return s.matches(min(n, MaxMatches))
		},
	}
	return list, nil
}

func (v *View) search(ctx context.Context, text string, filter *ThingFilter) (*search, error) {
	if utf8.RuneCountInString(text) > MaxQueryLength {
		return nil, invalid("a name of more than %d characters is looked for; shorten it", MaxQueryLength)
	}
	if fold(text) == "" {
		return nil, invalid("nothing is looked for: give at least one letter or digit")
	}
	s := &search{watch: watch{ctx: ctx}, index: v.names()}
	if filter != nil {
		var err error
		if s.chosen, err = v.compiler(ctx).things(*filter); err != nil {
			return nil, err
		}
		rest := *filter
		if rest.Kinds = nil; reflect.ValueOf(rest).IsZero() {
			s.chosen = nil // the kind alone tells, without looking at the thing
		}
		if filter.Kinds != nil {
			s.ranges = []kindRange{}
			for _, r := range s.index.kinds {
				if slices.Contains(filter.Kinds, kinds[r.kind].Kind) {
					s.ranges = append(s.ranges, r)
				}
			}
		}
	}
	if n := v.numberOf(ID(strings.ToLower(strings.TrimSpace(text)))); v.isThing(n) && !kinds[v.kinds[n]].Minted && s.ofKind(v.kinds[n]) {
		s.offer(&spelling{thing: n, name: n, by: byID}, wholeQuality, 1)
	}
	s.run(text)
	if err := ctx.Err(); err != nil {
		return nil, &Error{Code: CodeUnavailable, Message: "the search for names was given up", Cause: err}
	}
	return s, nil
}

const (
	knownSpan  = 0.03 // of the scores of beginnings, by how much is said of the thing
	manyClaims = 20   // make half of it
)

// matches are the best of what was found, as many as are wanted.
func (s *search) matches(wanted int) []Match {
	v := s.index.view
	type ranked struct {
		score  float64
		claims uint32
		place  uint32 // among what was found
	}
	list := make([]ranked, len(s.found.list))
	for i := range list {
		found := &s.found.list[i]
		list[i] = ranked{found.score, uint32(len(v.about.of(found.thing))), uint32(i)}
		if found.how == beginningQuality { // of the many that begin alike, more likely the one that much is said of
			list[i].score += knownSpan * float64(list[i].claims) / float64(list[i].claims+manyClaims)
		}
	}
	list = firstOf(list, wanted, func(a, b ranked) int {
		if a.score != b.score { // most differ, and the rest takes longer
			return cmp.Compare(b.score, a.score)
		}
		first, second := &s.found.list[a.place], &s.found.list[b.place]
		return cmp.Or(
			cmp.Compare(b.claims, a.claims),
			cmp.Compare(len(s.index.nameOf(first.spelling).Text), len(s.index.nameOf(second.spelling).Text)),
			cmp.Compare(first.thing, second.thing)) // as their IDs
	})
	matches := make([]Match, len(list))
	for i, r := range list {
		found := &s.found.list[r.place]
		matches[i] = Match{Node: Node{v, found.thing}, By: found.spelling.reason(), How: found.quality(), Score: r.score, index: s.index, spelling: found.spelling}
	}
	return matches
}
