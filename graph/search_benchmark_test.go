package graph

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// manyNames is a View of so many things with an English and a Chinese name each,
// of words drawn at random.
func manyNames(count int) *View {
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("gang cheng ji nan lai wu ping yin chang chun qing dao zi bo zao zhuang dong ying yan tai wei fang ri zhao lin yi de zhou liao bin he ze")
	characters := []rune("钢城济南莱芜平阴长春青岛淄博枣庄东营烟台潍坊日照临沂德州聊滨菏泽产业集群材料新能源工精品装备制造")
	endings := strings.Fields("District County Group Steel Cluster Park Industry Centre Institute Bureau Plan Project Fund Alliance Base Zone")
	word := func() string {
		text := ""
		for range 2 + r.IntN(2) {
			text += syllables[r.IntN(len(syllables))]
		}
		return strings.ToUpper(text[:1]) + text[1:]
	}
	things := make([]*Thing, count)
	for i := range things {
		han := make([]rune, 3+r.IntN(6))
		for j := range han {
			han[j] = characters[r.IntN(len(characters))]
		}
		id := ID(fmt.Sprintf("enterprise/e%d", i))
		things[i] = &Thing{ID: id, Kind: Enterprise, Labels: map[string]string{
			English:    word() + " " + word() + " " + endings[r.IntN(len(endings))],
			Simplified: string(han),
		}}
	}
	return newView(Encode(things, nil), 1)
}

func BenchmarkSearch(b *testing.B) {
	for _, count := range []int{1_000, 100_000} {
		v := manyNames(count)
		label := v.Things(Enterprise)[count/2].Labels[English]
		v.names() // makes the index
		for _, row := range []struct{ name, text string }{
			{"one-letter", "g"},
			{"beginning", "gangch"},
			{"whole", label},
			{"words", "steel gang"},
			{"part", "engdao"},
			{"typo", strings.Replace(label, "e", "x", 1)},
			{"two-typos", "x" + label[1:len(label)-2] + "xx"},
			{"one-character", "钢"},
			{"characters", "钢城新材"},
			{"initials", "gcjc"},
		} {
			b.Run(fmt.Sprintf("%s-of-%d-things", row.name, count), func(b *testing.B) {
				for b.Loop() {
					if matches, err := v.Search(b.Context(), row.text, nil); err != nil || len(matches) == 0 && row.text != "gcjc" && row.name != "characters" {
						b.Fatalf("%q finds %d, %v", row.text, len(matches), err)
					}
				}
			})
		}
	}
}

func BenchmarkSearchIndex(b *testing.B) {
	for _, count := range []int{1_000, 100_000} {
		v := manyNames(count)
		b.Run(fmt.Sprintf("%d-things", count), func(b *testing.B) {
			for b.Loop() {
				if x := newSearchIndex(v); len(x.spellings) < count {
					b.Fatal("too few spellings")
				}
			}
		})
	}
}
