package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func matchLine(m Match) string {
	return fmt.Sprintf("%s by %s %s %q", m.Node.ID(), m.By, m.How, m.Name().Text)
}

func searched(t *testing.T, v *View, text string, kinds ...Kind) []Match {
	t.Helper()
	var filter *ThingFilter
	if kinds != nil {
		filter = &ThingFilter{Kinds: kinds}
	}
	matches, err := v.Search(t.Context(), text, filter)
	if err != nil {
		t.Fatal(err)
	}
	return matches
}

// Each row tells the first match for each of the texts; an empty one that nothing is found.
func TestAThingIsFoundByAnyOfItsNames(t *testing.T) {
	v := build(t, `
		place/gangcheng en="Gangcheng District" zh-Hans=钢城区 zh-Hant=鋼城區 alias-en="Steel City" alias-zh-Hans=钢都
		industry/green-building en="green building" zh-Hans=绿色建筑
		programme/growth-drivers en="old and new growth drivers" zh-Hans=新旧动能转换 alias-en="kinetic energy"
		programme/two-four en="2+4 system" zh-Hans=2+4体系
		organisation/centre en="National Labour Centre for Fibres" zh-Hans=全国纤维中心
		enterprise/tx zh-Hant=通鑫
		place/jinan en=Jinan zh-Hans=济南市
		place/orleans en=Orléans`)
	for name, row := range map[string]struct {
		texts []string
		want  string
	}{
		"by its English label":          {[]string{"Gangcheng District", "gangcheng district", "GANGCHENG DISTRICT", " Gangcheng  District ", "gangcheng-district", "gangchengdistrict", "Gangcheng", "Gangcheng's"}, `place/gangcheng by LABEL WHOLE "Gangcheng District"`},
		"by its beginning":              {[]string{"Gangch", "gangcheng dis", "gang cheng d"}, `place/gangcheng by LABEL BEGINNING "Gangcheng District"`},
		"by the middle":                 {[]string{"angcheng dist", "chengdis"}, `place/gangcheng by LABEL PART "Gangcheng District"`},
		"by another word for its sort":  {[]string{"Gangcheng County", "gangcheng city"}, `place/gangcheng by LABEL BEGINNING "Gangcheng District"`},
		"by its words":                  {[]string{"the district of Gangcheng"}, `place/gangcheng by LABEL WORDS "Gangcheng District"`},
		"by its simplified label":       {[]string{"钢城区", "钢城"}, `place/gangcheng by LABEL WHOLE "钢城区"`},
		"by traditional characters":     {[]string{"鋼城區", "鋼城", "鋼城区", "钢城區"}, `place/gangcheng by LABEL WHOLE "钢城区"`},
		"by a stretch of characters":    {[]string{"城区", "區"}, `place/gangcheng by LABEL PART "钢城区"`},
		"by one character":              {[]string{"鋼"}, `place/gangcheng by ALIAS BEGINNING "钢都"`},
		"by another name":               {[]string{"steel city", "STEEL CITY"}, `place/gangcheng by ALIAS WHOLE "Steel City"`},
		"by another name, changed over": {[]string{"city steel"}, `place/gangcheng by ALIAS WORDS "Steel City"`},
		"by a word of another name":     {[]string{"city"}, `place/gangcheng by ALIAS WORDS "Steel City"`},
		"by another Chinese name":       {[]string{"钢都", "鋼都"}, `place/gangcheng by ALIAS WHOLE "钢都"`},
		"by pinyin":                     {[]string{"gang cheng qu", "gangchengqu", "gāng chéng qū", "Gāngchéngqū", "gang1cheng2qu1", "gang1 cheng2 qu1"}, `place/gangcheng by PINYIN WHOLE "钢城区"`},
		"by slurred pinyin":             {[]string{"gancenqu", "gan ceng qu"}, `place/gangcheng by PINYIN TYPO "钢城区"`},
		"by initials":                   {[]string{"gcq", "GCQ"}, `place/gangcheng by INITIALS WHOLE "钢城区"`},
		"by initials of words":          {[]string{"NLCF"}, `organisation/centre by INITIALS WHOLE "National Labour Centre for Fibres"`},
		"by pinyin with ü, u or v":      {[]string{"lüse jianzhu", "lǜsè jiànzhù", "lvse jianzhu", "luse jianzhu", "lv4se4jian4zhu4"}, `industry/green-building by PINYIN WHOLE "绿色建筑"`},
		"by a known mistranslation":     {[]string{"kinetic energy", "kinetic energies"}, `programme/growth-drivers by ALIAS WHOLE "kinetic energy"`},
		"in full width":                 {[]string{"ｋｉｎｅｔｉｃ　ｅｎｅｒｇｙ", "ＫＩＮＥＴＩＣ  energy"}, `programme/growth-drivers by ALIAS WHOLE "kinetic energy"`},
		"by a formula":                  {[]string{"2+4 system", "２＋４ system", "2 + 4 System"}, `programme/two-four by LABEL WHOLE "2+4 system"`},
		"by its ID":                     {[]string{"programme/two-four", "two-four", "two four"}, `programme/two-four by ID WHOLE "programme/two-four"`},
		"without its accents":           {[]string{"Orleans", "Orléans", "Orle\u0301ans"}, `place/orleans by LABEL WHOLE "Orléans"`},
		"by a name only in traditional": {[]string{"通鑫"}, `enterprise/tx by LABEL WHOLE "通鑫"`},
		"by the pinyin of that":         {[]string{"tong xin"}, `enterprise/tx by PINYIN WHOLE "通鑫"`},
		"in American":                   {[]string{"National Labor Center for Fibers", "national labor center of fiber"}, `organisation/centre by LABEL WHOLE "National Labour Centre for Fibres"`},
		"in another order":              {[]string{"Fibres National Centre Labour"}, `organisation/centre by LABEL WORDS "National Labour Centre for Fibres"`},
		"by beginnings of words":        {[]string{"fib lab", "cent nat"}, `organisation/centre by LABEL WORDS "National Labour Centre for Fibres"`},
		"with its larger place":         {[]string{"济南市钢城区", "濟南市鋼城區", "济南钢城"}, `place/gangcheng by LABEL WHOLE "钢城区"`},
		"with that in English":          {[]string{"Jinan Gangcheng District", "Gangcheng District, Jinan"}, `place/gangcheng by LABEL WHOLE "Gangcheng District"`},
		"by nothing that it is called":  {[]string{"Qingdao", "青岛", "2+8", "區鋼", "xyz", "钢铁"}, ``},
	} {
		for _, text := range row.texts {
			t.Run(name+" "+text, func(t *testing.T) { firstIs(t, searched(t, v, text), row.want) })
		}
	}
}

func firstIs(t *testing.T, matches []Match, want string) {
	t.Helper()
	listed(t, matches[:min(1, len(matches))], matchLine, want)
}

func TestSlipsAreAllowedFor(t *testing.T) {
	v := build(t, `
		place/gangcheng en="Gangcheng District" zh-Hans=钢城区
		place/jinan en=Jinan zh-Hans=济南市
		place/heze en=Heze
		place/zoo en="Zoo 12"
		organisation/miit en="Ministry of Industry and Information Technology" zh-Hans=工业和信息化部`)
	for name, row := range map[string]struct {
		texts []string
		want  string
	}{
		"a letter missing, doubled, wrong or changed over": {[]string{"Gangchng District", "Gangchengg District", "Gangchang District", "Gangchegn District", "angcheng district"}, `place/gangcheng by LABEL TYPO "Gangcheng District"`},
		"two of them in a long name":                       {[]string{"Gangchng Distrcit", "Hangcheng Distric"}, `place/gangcheng by LABEL TYPO "Gangcheng District"`},
		"in a short name":                                  {[]string{"Jinam", "Jnian", "Jinann", "Jinnan"}, `place/jinan by LABEL TYPO "Jinan"`},
		"in a name of four letters":                        {[]string{"Hze", "Heez", "Hexe"}, `place/heze by LABEL TYPO "Heze"`},
		"in a beginning":                                   {[]string{"Minstry of Indus"}, `organisation/miit by LABEL TYPO "Ministry of Industry and Information Technology"`},
		"in words of any order":                            {[]string{"Technolgy ministri", "informaton industy"}, `organisation/miit by LABEL TYPO "Ministry of Industry and Information Technology"`},
		"another ending of a word":                         {[]string{"informational industries technological"}, `organisation/miit by LABEL TYPO "Ministry of Industry and Information Technology"`},
		"a word too many":                                  {[]string{"Ministry of Beautiful Technology", "informational ministerial technologies"}, `organisation/miit by LABEL SOME_WORDS "Ministry of Industry and Information Technology"`},
		"a wrong character":                                {[]string{"钢域区"}, `place/gangcheng by LABEL TYPO "钢城区"`},
		"a character that sounds alike":                    {[]string{"刚成区", "岗城区"}, `place/gangcheng by PINYIN TYPO "钢城区"`},
		"characters missing":                               {[]string{"工业信息部", "工信化部"}, `organisation/miit by LABEL TYPO "工业和信息化部"`},
		"letters for a character":                          {[]string{"钢城qu"}, `place/gangcheng by PINYIN TYPO "钢城区"`},
		"not in figures":                                   {[]string{"12 13", "13"}, ``},
		"not too many":                                     {[]string{"Gmngchrmg Dsotrecr", "Jenen"}, ``},
	} {
		for _, text := range row.texts {
			t.Run(name+" "+text, func(t *testing.T) { firstIs(t, searched(t, v, text), row.want) })
		}
	}
}

// A curated reading says what the characters alone do not: how a rare name is read.
func TestACuratedReadingWinsOverTheAutomaticOne(t *testing.T) {
	v := build(t, `
		place/q1 zh-Hans=台儿庄 zh-Latn-pinyin="Tái'érzhuāng Qū"
		place/q3 zh-Hans=乐陵市 alias-zh-Hans=枣乡 zh-Latn-pinyin="Làolíng Shì"
		cluster/q3 zh-Hans=乐陵枣业
		place/q4 zh-Hans=旅顺 zh-Latn-pinyin=Lǚshùn
		place/q5 zh-Hans=女山 zh-Latn-pinyin="NǙSHĀN ZHÈN"
		place/q6 zh-Hans=绿春 zh-Latn-pinyin=`+"Lu\u0308\u0300chu\u0304n"+`
		place/q7 zh-Hans=费县 alias-zh-Hans=乐平 alias-zh-Latn-pinyin=Bìxiàn
		enterprise/q8 zh-Hans=重钢
		place/q9 zh-Hans=长春
		place/q2 zh-Latn-pinyin=Shānxī`)
	for name, row := range map[string]struct {
		texts []string
		want  string
	}{
		"by the curated reading":             {[]string{"Làolíng", "laoling", "lao ling", "LAOLING", "laoling shi"}, `place/q3 by PINYIN WHOLE "乐陵市"`},
		"learnt for other names":             {[]string{"laoling zaoye", "lao4ling2zao3ye4"}, `cluster/q3 by PINYIN WHOLE "乐陵枣业"`},
		"not by the automatic one":           {[]string{"yueling", "yuèlíngshì"}, ``},
		"by its characters":                  {[]string{"乐陵市", "樂陵市"}, `place/q3 by LABEL WHOLE "乐陵市"`},
		"past an apostrophe":                 {[]string{"Tái'érzhuāng", "tai'erzhuang", "taierzhuang qu", "tai er zhuang", "Tai’erzhuang"}, `place/q1 by PINYIN WHOLE "台儿庄"`},
		"with ü as ü, v or u":                {[]string{"Lǚshùn", "lüshun", "lvshun", "lushun", "LVSHUN", "lu\u0308shun"}, `place/q4 by PINYIN WHOLE "旅顺"`},
		"with ü in capitals":                 {[]string{"nvshan zhen", "NÜSHAN ZHEN"}, `place/q5 by PINYIN WHOLE "女山"`},
		"with ü written in parts":            {[]string{"lvchun", "luchun", "lüchun"}, `place/q6 by PINYIN WHOLE "绿春"`},
		"by another curated reading":         {[]string{"bixian", "Bìxiàn"}, `place/q7 by PINYIN WHOLE "费县"`},
		"by the automatic reading beside it": {[]string{"feixian", "fei xian"}, `place/q7 by PINYIN WHOLE "费县"`},
		"by the reading of another name":     {[]string{"leping", "yueping"}, `place/q7 by PINYIN WHOLE "乐平"`},
		"of another name, automatically":     {[]string{"zaoxiang"}, `place/q3 by PINYIN WHOLE "枣乡"`},
		"by either reading where in doubt":   {[]string{"zhonggang", "chonggang", "chong gang"}, `enterprise/q8 by PINYIN WHOLE "重钢"`},
		"by a reading that is known":         {[]string{"changchun", "Chángchūn"}, `place/q9 by PINYIN WHOLE "长春"`},
		"by pinyin without characters":       {[]string{"shanxi"}, `place/q2 by PINYIN WHOLE "Shānxī"`},
	} {
		for _, text := range row.texts {
			t.Run(name+" "+text, func(t *testing.T) {
				matches := searched(t, v, text)
				if row.want == "" { // nothing but, at most, something similar
					matches = slices.DeleteFunc(matches, func(m Match) bool { return m.How == MatchTypo })
				}
				firstIs(t, matches, row.want)
			})
		}
	}
}

func TestBetterMatchesComeFirst(t *testing.T) {
	v := build(t, `
		place/a en="Downsteel Works"
		place/b en="New Steel Base"
		place/c en="Steelmaking Town"
		place/d en=Steel
		place/e en="Steel Base"
		place/f en=Iron alias-en=Steel
		place/g zh-Latn-pinyin="Stéel"
		place/h en="South Town Energy Electricity and Light"
		place/steel`)
	listed(t, searched(t, v, "steel"), matchLine, `
		place/d by LABEL WHOLE "Steel"
		place/f by ALIAS WHOLE "Steel"
		place/g by PINYIN WHOLE "Stéel"
		place/steel by ID WHOLE "place/steel"
		place/h by INITIALS WHOLE "South Town Energy Electricity and Light"
		place/e by LABEL BEGINNING "Steel Base"
		place/c by LABEL BEGINNING "Steelmaking Town"
		place/b by LABEL WORDS "New Steel Base"
		place/a by LABEL PART "Downsteel Works"`)
	scores := searched(t, v, "steel")
	for i, match := range scores {
		if match.Score <= 0 || match.Score > 1 || i > 0 && match.Score > scores[i-1].Score {
			t.Errorf("%s has the score %g", matchLine(match), match.Score)
		}
	}
}

// Where no name has all words, those count most that few names have, in other words of
// the same sense too; what only says of what sort a thing is counts least.
// As somebody types: what much is said of comes first, and one character that sounds
// like a syllable is not taken for all that was meant.
func TestWhatIsMoreLikelyMeantByABeginningComesFirst(t *testing.T) {
	var said strings.Builder
	for line := range 60 {
		fmt.Fprintf(&said, "\nplace/changchun prioritises industry/i%d @document/a:%d", line, line+1)
	}
	v := build(t, `
		programme/port zh-Hans=港
		enterprise/changke en=Changke
		place/changchun en=Changchun zh-Hans=长春 zh-Latn-pinyin=Chángchūn
		place/gangcheng en=Gangcheng zh-Hans=钢城区`+said.String())
	for text, want := range map[string]string{
		"chang":     `place/changchun by LABEL BEGINNING "Changchun"`,
		"changke":   `enterprise/changke by LABEL WHOLE "Changke"`,
		"gang":      `place/gangcheng by LABEL BEGINNING "Gangcheng"`,
		"港":         `programme/port by LABEL WHOLE "港"`,
		"gangcheng": `place/gangcheng by LABEL WHOLE "Gangcheng"`,
	} {
		if got := searched(t, v, text); len(got) == 0 || matchLine(got[0]) != want {
			t.Errorf("%s finds %v, want %s", text, got, want)
		}
	}
}

func TestOfSomeWordsThoseThatSayMostComeFirst(t *testing.T) {
	v := build(t, `
		industry/sector en="industrial sector"
		industry/furniture en=furniture
		industry/mahogany-furniture en="mahogany furniture"
		place/mahogany-town en="Gangcheng Mahogany Furniture Town"
		platform/innovation-centre en="District Innovation Centre"
		place/qi-culture-zone en="Qi Culture Heritage and Innovation Demonstration Zone"`)
	for text, want := range map[string]string{
		"carved furniture sector":                 `industry/furniture by LABEL SOME_WORDS "furniture"`,
		"carved rosewood furniture":               `industry/mahogany-furniture by LABEL SOME_WORDS "mahogany furniture"`,
		"carved rosewood furniture township":      `place/mahogany-town by LABEL SOME_WORDS "Gangcheng Mahogany Furniture Town"`,
		"Qi Inheritance Innovation Park District": `place/qi-culture-zone by LABEL SOME_WORDS "Qi Culture Heritage and Innovation Demonstration Zone"`,
	} {
		if got := searched(t, v, text); len(got) == 0 || matchLine(got[0]) != want {
			t.Errorf("%s: %d found, first %v, want %s", text, len(got), got, want)
		}
	}
}

func TestOfEqualMatchesTheBetterAttestedComesFirst(t *testing.T) {
	v := build(t, `
		place/a en=Town
		place/b en=Town
		place/c en=Town
		place/b prioritises industry/steel @document/d:1
		place/c prioritises industry/steel @document/d:2
		place/c prioritises industry/chips @document/d:3`)
	listed(t, searched(t, v, "town"), matchLine, `
		place/c by LABEL WHOLE "Town"
		place/b by LABEL WHOLE "Town"
		place/a by LABEL WHOLE "Town"`)
}

// Whoever writes a name right must never find another one before it.
func TestAnExactNameIsNoSlip(t *testing.T) {
	v := build(t, `
		place/jining en=Jining zh-Hans=济宁
		place/jinning en=Jinning zh-Hans=济南
		place/jinin en=Jinin zh-Hans=济阳`)
	for text, want := range map[string]string{"jining": "place/jining", "jinning": "place/jinning", "jinin": "place/jinin", "济宁": "place/jining", "济阳": "place/jinin"} {
		if matches := searched(t, v, text); matches[0].Node.ID() != ID(want) || matches[0].How != MatchWhole {
			t.Errorf("%q finds %s", text, matchLine(matches[0]))
		}
	}
}

func TestEachThingIsFoundOnceByItsBestName(t *testing.T) {
	v := build(t, `place/gangcheng en="Gangcheng District" alias-en="Old Gangcheng" alias-en=Gangcheng`)
	listed(t, searched(t, v, "gangcheng"), matchLine, `place/gangcheng by ALIAS WHOLE "Gangcheng"`)
	listed(t, searched(t, v, "old gang"), matchLine, `place/gangcheng by ALIAS BEGINNING "Old Gangcheng"`)
}

func TestOnlyThingsOfTheWantedKindsAreFound(t *testing.T) {
	const facts = `
		place/steel en="Steel District"
		industry/steel en=Steel
		industry/steal en=Steel
		cluster/steele en=Steele
		cluster/other en="Stell Cluster"
		place/steel hasTarget metric/steel-output @document/steel:1 amount=7 by=2025`
	v := build(t, facts)
	listed(t, searched(t, v, "steel", Place, Cluster), matchLine, `
		place/steel by LABEL WHOLE "Steel District"
		cluster/steele by LABEL BEGINNING "Steele"`)
	listed(t, searched(t, v, "steel", Official), matchLine, ``)
	// A target's label repeats the names of others; nobody looks for it by name.
	listed(t, searched(t, v, "steel", Target), matchLine, ``)
	for _, target := range v.Things(Target) {
		listed(t, searched(t, v, string(target.ID), Target), matchLine, ``)
	}
	listed(t, searched(t, v, "steel", Document, Metric), matchLine, `
		document/steel by ID WHOLE "document/steel"
		metric/steel-output by ID BEGINNING "metric/steel-output"`)
	// What is of no wanted kind does not keep slips from being looked for.
	listed(t, searched(t, v, "steal", Cluster), matchLine, `
		cluster/steele by LABEL TYPO "Steele"
		cluster/other by LABEL TYPO "Stell Cluster"`)
}

func TestWhoHoldsAPostIsFoundByPostAndPlace(t *testing.T) {
	v := build(t, `
		place/jinan en=Jinan zh-Hans=济南市
		post/mayor en=Mayor zh-Hans=市长
		official/wang en="Wang Zhonglin" zh-Hans=王忠林
		official/wang holds post/mayor @document/a:1 of=place/jinan`)
	for text, want := range map[string]string{
		"mayor of Jinan": `tenure/wang.mayor.place.jinan by LABEL WORDS "Wang Zhonglin, Mayor, Jinan"`,
		"济南市市长":          `tenure/wang.mayor.place.jinan by LABEL BEGINNING "济南市市长王忠林"`,
		"Wang Zhonglin":  `official/wang by LABEL WHOLE "Wang Zhonglin"`,
	} {
		if got := searched(t, v, text); len(got) == 0 || matchLine(got[0]) != want {
			t.Errorf("%s finds %v, want %s", text, got, want)
		}
	}
}

func TestNothingAndTooMuchAreNotLookedFor(t *testing.T) {
	v := build(t, `place/jinan en=Jinan`)
	for _, text := range []string{"", " ", "\t\n", "!?", "。，", "-", "'", "\u0301", "\xff"} {
		_, err := v.Search(t.Context(), text, nil)
		refused(t, err, CodeInvalid, "at least one letter or digit")
	}
	for _, text := range []string{strings.Repeat("a", MaxQueryLength+1), strings.Repeat("济", MaxQueryLength+1), strings.Repeat(" ", MaxQueryLength+1)} {
		_, err := v.Search(t.Context(), text, nil)
		refused(t, err, CodeInvalid, "more than 200 characters")
	}
	for _, text := range []string{strings.Repeat("a", MaxQueryLength), strings.Repeat("济", MaxQueryLength)} {
		if matches, err := v.Search(t.Context(), text, nil); err != nil || len(matches) > 0 {
			t.Errorf("%d characters: %v, %v", MaxQueryLength, matches, err)
		}
	}
}

func TestASearchThatIsGivenUpSaysSo(t *testing.T) {
	v := build(t, `place/jinan en=Jinan`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, text := range []string{"jinan", "jinam", "济南", "j", "ina"} {
		_, err := v.Search(ctx, text, nil)
		refused(t, err, CodeUnavailable, "given up")
	}
}

func TestAnAnswerHasItsBounds(t *testing.T) {
	v := manyNames(MaxMatches + 200)
	for _, text := range []string{"g", "e", "钢", "enterprise"} {
		matches := searched(t, v, text)
		if len(matches) > MaxMatches {
			t.Errorf("%q finds %d", text, len(matches))
		}
		if !slices.IsSortedFunc(matches, func(a, b Match) int { return int(b.Score*1e9) - int(a.Score*1e9) }) {
			t.Errorf("the matches for %q are not in order", text)
		}
	}
}

func TestReasonsAndQualitiesAreDescribed(t *testing.T) {
	for by, reason := range map[reasonNumber]MatchReason{byLabel: ByLabel, byAlias: ByAlias, byPinyin: ByPinyin, byInitials: ByInitials, byID: ByID} {
		if info := MatchReasons()[by]; info.Reason != reason || info.Description == "" {
			t.Errorf("%s is described as %+v", reason, info)
		}
	}
	same(t, "reasons", len(MatchReasons()), len(reasonCosts))
	for _, info := range MatchQualities() {
		if info.Quality == "" || info.Description == "" {
			t.Errorf("%+v", info)
		}
	}
}

func TestAnyPieceOfAnyNameFindsTheThing(t *testing.T) {
	v := build(t, `
		place/gangcheng en="Gangcheng District" zh-Hans=钢城区 zh-Hant=鋼城區
		industry/new-materials en="New Materials (advanced)" zh-Hans=新材料
		programme/two-four en="the “2+4” system" zh-Hans=“2+4”产业体系
		enterprise/lucheng en="Lü Chéng Ltd." zh-Hans=绿城`)
	things := slices.Concat(v.Things(Place), v.Things(Industry), v.Things(Programme), v.Things(Enterprise))
	rapid.Check(t, func(t *rapid.T) {
		thing := rapid.SampledFrom(things).Draw(t, "thing")
		name := []rune(rapid.SampledFrom(thing.Names()).Draw(t, "name").Text)
		start := rapid.IntRange(0, len(name)-1).Draw(t, "start")
		piece := string(name[start:rapid.IntRange(start+1, len(name)).Draw(t, "end")])
		letters := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, piece)
		if !hasHan(letters) && utf8.RuneCountInString(letters) < pieceLength || hasHan(letters) && strings.ContainsFunc(letters, unicode.IsDigit) {
			t.Skip("too little to look for within words, or a part of a word among characters")
		}
		if rapid.Bool().Draw(t, "in capitals") {
			piece = strings.ToUpper(piece)
		}
		matches, err := v.Search(context.Background(), piece, nil)
		if err != nil || !slices.ContainsFunc(matches, func(m Match) bool { return m.Thing() == thing }) {
			t.Fatalf("%q, a piece of %q, finds %v, %v", piece, string(name), matches, err)
		}
	})
}

// What the index finds is what reading all names would find. The names are none of
// places, since a text may name the place of a thing before it.
func TestTheIndexFindsWhatAPlainScanFinds(t *testing.T) {
	word := rapid.StringMatching(`[abo]{1,6}`)
	rapid.Check(t, func(t *rapid.T) {
		var facts strings.Builder
		names := make(map[ID]string)
		for i, words := range rapid.SliceOfN(rapid.SliceOfN(word, 1, 4), 1, 12).Draw(t, "names") {
			id := ID(fmt.Sprintf("programme/%d", i))
			names[id] = strings.Join(words, " ")
			fmt.Fprintf(&facts, "%s en=%q\n", id, names[id])
		}
		text := strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "text"), " ")
		matches, err := build(t, facts.String()).Search(context.Background(), text, nil)
		if err != nil {
			t.Fatal(err)
		}
		found := make(map[ID]Match)
		for _, match := range matches {
			found[match.Node.ID()] = match
		}
		for id, name := range names {
			match, is := found[id]
			byName := is && match.By == ByLabel && match.How != MatchTypo && match.How != MatchSomeWords
			if want := scan(text, name); want && !is || byName && !want || (pack(text) == pack(name)) != (byName && match.How == MatchWhole) {
				t.Fatalf("%q and %q: found %t as %s", text, name, is, match.How)
			}
		}
	})
}

// Whether kinds are told by where their spellings lie or by a look at each thing makes no
// difference to what is found.
func TestKindsAreFoundAsAFilterOfEachThingFindsThem(t *testing.T) {
	word := rapid.SampledFrom([]string{"steel", "steal", "stele", "iron", "city", "district", "mayor", "zibo", "b", "钢城", "钢铁", "市", "gang", "chips", "2+4"})
	all := []Kind{Place, Official, Tenure, Post, Industry, Cluster, Programme, Metric, Document}
	rapid.Check(t, func(t *rapid.T) {
		var facts strings.Builder
		for i, words := range rapid.SliceOfN(rapid.SliceOfN(word, 1, 4), 1, 25).Draw(t, "names") {
			kind := rapid.SampledFrom(all).Draw(t, "kind")
			if kind == Tenure {
				fmt.Fprintf(&facts, "official/o%d holds post/p%d @document/a:%d of=place/p%d\n", i, i/2, i+1, i/3)
				continue
			}
			language := rapid.SampledFrom([]string{English, "alias-en", Simplified, Pinyin}).Draw(t, "language")
			fmt.Fprintf(&facts, "%s/%c%d %s=%q\n", kind.Info().Prefix, kind.Info().Prefix[0], i/2, language, strings.Join(words, " "))
		}
		v := build(t, facts.String())
		text := strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "text"), " ")
		if rapid.IntRange(0, 4).Draw(t, "by ID") == 0 {
			text = string(rapid.SampledFrom(v.AllThings()).Draw(t, "thing").ID)
		}
		kinds := rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, 4, rapid.ID).Draw(t, "kinds")
		got, err := v.Search(context.Background(), text, &ThingFilter{Kinds: kinds})
		want, err2 := v.Search(context.Background(), text, &ThingFilter{And: []ThingFilter{{Kinds: kinds}}})
		if err != nil || err2 != nil || !slices.Equal(mapped(got, matchLine), mapped(want, matchLine)) {
			t.Fatalf("%q of %v finds\n%s\nwant\n%s", text, kinds, strings.Join(mapped(got, matchLine), "\n"), strings.Join(mapped(want, matchLine), "\n"))
		}
	})
}

// scan tells whether a name holds a text, or begins its words with those of the text.
func scan(text, name string) bool {
	wanted, words := strings.Fields(text), strings.Fields(name)
	slices.SortStableFunc(wanted, func(a, b string) int { return len(b) - len(a) })
	for _, wanted := range wanted {
		i := slices.IndexFunc(words, func(word string) bool { return strings.HasPrefix(word, wanted) })
		if i < 0 {
			return strings.HasPrefix(pack(name), pack(text)) || len(pack(text)) >= pieceLength && strings.Contains(pack(name), pack(text))
		}
		words = slices.Delete(words, i, i+1)
	}
	return true
}

func FuzzSearch(f *testing.F) {
	v := build(f, `
		place/gangcheng en="Gangcheng District" zh-Hans=钢城区
		programme/two-four en="2+4 system" alias-en="kinetic energy"`)
	for _, seed := range []string{"gang", "鋼城", "gāng", "２＋４", "", "\xff", "İ", "ﷺ", "\u0301a", "gang1cheng2", "钢城qu", "济南市钢城区", "a, b", "kinetec enrgy", "𠮷𠮷𠮷𠮷"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		matches, err := v.Search(t.Context(), text, nil)
		if err != nil {
			refused(t, err, CodeInvalid)
		}
		for _, match := range matches {
			if match.Score <= 0 || match.Score > 1 {
				t.Errorf("%q finds %s with the score %g", text, matchLine(match), match.Score)
			}
		}
	})
}
