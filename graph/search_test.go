package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func matchLine(m Match) string {
	return fmt.Sprintf("%s by %s %q", m.Thing.ID, m.By, m.Name.Text)
}

func find(t *testing.T, v *View, text string, kinds ...Kind) []Match {
	t.Helper()
	matches, err := v.Search(t.Context(), text, kinds)
	if err != nil {
		t.Fatal(err)
	}
	return matches
}

func TestAThingIsFoundByAnyOfItsNames(t *testing.T) {
	v := build(t, `
		place/gangcheng en="Gangcheng District" zh-Hans=钢城区 zh-Hant=鋼城區 alias-en="Steel City" alias-zh-Hans=钢都
		industry/green-building en="green building" zh-Hans=绿色建筑
		programme/growth-drivers en="old and new growth drivers" zh-Hans=新旧动能转换 alias-en="kinetic energy"
		programme/two-four en="2+4 system" zh-Hans=2+4体系
		enterprise/tx zh-Hant=通鑫
		place/orleans en=Orléans`)
	for name, row := range map[string]struct {
		texts []string
		want  string
	}{
		"by its English label":           {[]string{"Gangcheng District", "gangcheng district", "GANGCHENG DISTRICT", " Gangcheng  District ", "gangcheng-district", "gangchengdistrict", "angcheng dist"}, `place/gangcheng by LABEL "Gangcheng District"`},
		"by its simplified label":        {[]string{"钢城区", "钢城", "城区"}, `place/gangcheng by LABEL "钢城区"`},
		"by traditional characters":      {[]string{"鋼城區", "鋼城", "鋼城区"}, `place/gangcheng by LABEL "钢城区"`},
		"by another name":                {[]string{"steel city", "city"}, `place/gangcheng by ALIAS "Steel City"`},
		"by another Chinese name":        {[]string{"钢都", "鋼都"}, `place/gangcheng by ALIAS "钢都"`},
		"by pinyin":                      {[]string{"gang cheng qu", "gangchengqu", "gāng chéng qū", "Gāngchéngqū", "chengqu"}, `place/gangcheng by PINYIN "钢城区"`},
		"by pinyin with ü, u or v":       {[]string{"lüse jianzhu", "lǜsè jiànzhù", "lvse jianzhu", "luse jianzhu"}, `industry/green-building by PINYIN "绿色建筑"`},
		"by a known mistranslation":      {[]string{"kinetic energy", "kinetic"}, `programme/growth-drivers by ALIAS "kinetic energy"`},
		"in full width":                  {[]string{"ｋｉｎｅｔｉｃ　ｅｎｅｒｇｙ", "ＫＩＮＥＴＩＣ"}, `programme/growth-drivers by ALIAS "kinetic energy"`},
		"by a formula":                   {[]string{"2+4", "２＋４", "2 + 4"}, `programme/two-four by LABEL "2+4 system"`},
		"by its ID":                      {[]string{"programme/two-four", "two-four", "two four"}, `programme/two-four by ID "programme/two-four"`},
		"without its accents":            {[]string{"Orleans", "Orléans", "Orle\u0301ans"}, `place/orleans by LABEL "Orléans"`},
		"by a name only in traditional":  {[]string{"通鑫", "通"}, `enterprise/tx by LABEL "通鑫"`},
		"by the pinyin of a traditional": {[]string{"tong xin"}, `enterprise/tx by PINYIN "通鑫"`},
		"by nothing that it is called":   {[]string{"Qingdao", "青岛", "2+8", "gangchengx", "區鋼", "place/two-four", "kinetic energies"}, ``},
	} {
		for _, text := range row.texts {
			t.Run(name+" "+text, func(t *testing.T) { listed(t, find(t, v, text), matchLine, row.want) })
		}
	}
}

// A curated reading says what the characters alone do not: how a rare name is read.
func TestACuratedReadingWinsOverTheAutomaticOne(t *testing.T) {
	v := build(t, `
		place/q1 zh-Hans=台儿庄 zh-Latn-pinyin="Tái'érzhuāng Qū"
		place/q3 zh-Hans=乐陵 alias-zh-Hans=枣乡 zh-Latn-pinyin=Làolíng
		place/q4 zh-Hans=旅顺 zh-Latn-pinyin=Lǚshùn
		place/q5 zh-Hans=女山 zh-Latn-pinyin="NǙSHĀN ZHÈN"
		place/q6 zh-Hans=绿春 zh-Latn-pinyin=`+"Lu\u0308\u0300chu\u0304n"+`
		place/q7 zh-Hans=费县 alias-zh-Hans=乐平 alias-zh-Latn-pinyin=Bìxiàn
		enterprise/q8 zh-Hans=乐钢
		place/q2 zh-Latn-pinyin=Shānxī`)
	for name, row := range map[string]struct {
		texts []string
		want  string
	}{
		"by the curated reading":               {[]string{"Làolíng", "laoling", "lao ling", "LAOLING"}, `place/q3 by PINYIN "Làolíng"`},
		"not by the automatic one":             {[]string{"leling shi", "le ling", "lèlíng"}, ``},
		"by its characters":                    {[]string{"乐陵", "樂陵"}, `place/q3 by LABEL "乐陵"`},
		"past an apostrophe":                   {[]string{"Tái'érzhuāng", "tai'erzhuang", "taierzhuang qu", "tai er zhuang", "Tai’erzhuang"}, `place/q1 by PINYIN "Tái'érzhuāng Qū"`},
		"with ü as ü, v or u":                  {[]string{"Lǚshùn", "lüshun", "lvshun", "lushun", "LVSHUN", "lu\u0308shun"}, `place/q4 by PINYIN "Lǚshùn"`},
		"with ü in capitals":                   {[]string{"NÜSHAN", "nvshan", "nushan", "nvshan zhen"}, `place/q5 by PINYIN "NǙSHĀN ZHÈN"`},
		"with ü written in parts":              {[]string{"lvchun", "luchun", "lüchun"}, "place/q6 by PINYIN \"Lu\u0308\u0300chu\u0304n\""},
		"by another curated reading":           {[]string{"bixian", "Bìxiàn"}, `place/q7 by PINYIN "Bìxiàn"`},
		"by the automatic reading beside it":   {[]string{"feixian", "fei xian"}, `place/q7 by PINYIN "费县"`},
		"by the reading of another name":       {[]string{"leping"}, `place/q7 by PINYIN "乐平"`},
		"by the automatic reading of an alias": {[]string{"zaoxiang"}, `place/q3 by PINYIN "枣乡"`},
		"by the automatic reading alone":       {[]string{"legang", "le gang"}, `enterprise/q8 by PINYIN "乐钢"`},
		"by pinyin without characters":         {[]string{"shanxi"}, `place/q2 by PINYIN "Shānxī"`},
	} {
		for _, text := range row.texts {
			t.Run(name+" "+text, func(t *testing.T) { listed(t, find(t, v, text), matchLine, row.want) })
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
		place/f en=Iron alias-en=Steel`)
	matches := find(t, v, "steel")
	listed(t, matches, func(m Match) string { return fmt.Sprintf("%s %s", m.How, matchLine(m)) }, `
		0 place/d by LABEL "Steel"
		0 place/f by ALIAS "Steel"
		1 place/e by LABEL "Steel Base"
		1 place/c by LABEL "Steelmaking Town"
		2 place/b by LABEL "New Steel Base"
		3 place/a by LABEL "Downsteel Works"`)
}

func TestEachThingIsFoundOnceByItsBestName(t *testing.T) {
	v := build(t, `place/gangcheng en="Gangcheng District" alias-en="Old Gangcheng" alias-en=Gangcheng`)
	listed(t, find(t, v, "gangcheng"), matchLine, `place/gangcheng by ALIAS "Gangcheng"`)
	listed(t, find(t, v, "old gang"), matchLine, `place/gangcheng by ALIAS "Old Gangcheng"`)
}

func TestOnlyThingsOfTheWantedKindsAreFound(t *testing.T) {
	const facts = `
		place/steel en="Steel Town"
		industry/steel en=Steel
		cluster/steel en="Steel Cluster"
		place/steel hasTarget metric/steel-output @document/steel:1 amount=7 by=2025`
	v := build(t, facts)
	listed(t, find(t, v, "steel", Place, Cluster), matchLine, `
		place/steel by ID "place/steel"
		cluster/steel by ID "cluster/steel"`)
	listed(t, find(t, v, "steel", Official), matchLine, ``)
	// A target's label repeats the names of others; nobody looks for it by name.
	listed(t, find(t, v, "steel", Target), matchLine, ``)
	listed(t, find(t, v, "steel", Document, Metric), matchLine, `
		document/steel by ID "document/steel"
		metric/steel-output by ID "metric/steel-output"`)
}

func TestNothingAndTooMuchAreNotLookedFor(t *testing.T) {
	v := build(t, `place/jinan en=Jinan`)
	for _, text := range []string{"", " ", "\t\n", "!?", "。，", "-", "\u0301"} {
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

func TestNamesAreFoldedBeforeTheyAreCompared(t *testing.T) {
	for text, want := range map[string]string{
		"Gangcheng  District":    "gangcheng district",
		" -Gangcheng/District- ": "gangcheng district",
		"鋼城區":                    "钢城区",
		"Gāngchéng":              "gangcheng",
		"２＋４":                    "2+4",
		"ＡＩ産業":                   "ai产业",
		"“十四五”规划":                "十四五 规划",
		"":                       "",
		"……":                     "",
	} {
		if got := fold(text); got != want {
			t.Errorf("%q is folded to %q, want %q", text, got, want)
		}
		if again := fold(fold(text)); again != fold(text) {
			t.Errorf("%q folded twice is %q", text, again)
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
		if !strings.ContainsFunc(piece, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			t.Skip("nothing to look for")
		}
		if rapid.Bool().Draw(t, "in capitals") {
			piece = strings.ToUpper(piece)
		}
		matches, err := v.Search(context.Background(), piece, nil)
		if err != nil || !slices.ContainsFunc(matches, func(m Match) bool { return m.Thing == thing }) {
			t.Fatalf("%q, a piece of %q, finds %v, %v", piece, string(name), matches, err)
		}
	})
}

func FuzzFind(f *testing.F) {
	v := build(f, `place/gangcheng en="Gangcheng District" zh-Hans=钢城区`)
	for _, seed := range []string{"gang", "鋼城", "gāng", "２＋４", "", "\xff", "İ", "ﷺ", "\u0301a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := v.Search(t.Context(), text, nil); err != nil {
			refused(t, err, CodeInvalid)
		}
	})
}
