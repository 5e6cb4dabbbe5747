package loader_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/longbridgeapp/opencc"
	"github.com/mozillazg/go-pinyin"

	"github.com/polygraph-kg/polygraph/graph"
)

func typo(r *rand.Rand, s string) string {
	l := []rune(s)
	for {
		i := r.IntN(len(l))
		if !unicode.IsLetter(l[i]) { continue }
		switch r.IntN(4) {
		case 0:
			return string(slices.Delete(slices.Clone(l), i, i+1))
		case 1:
			return string(slices.Insert(slices.Clone(l), i, l[i]))
		case 2:
			m := slices.Clone(l); m[i] = rune('a' + r.IntN(26)); if m[i] == l[i] { continue }; return string(m)
		default:
			if i+1 >= len(l) || !unicode.IsLetter(l[i+1]) || l[i] == l[i+1] { continue }
			m := slices.Clone(l); m[i], m[i+1] = m[i+1], m[i]; return string(m)
		}
	}
}

func TestBlindGenerate(t *testing.T) {
	view := dataset(t)
	r := rand.New(rand.NewPCG(20261127, 7))
	var things []*graph.Thing
	owners := map[string]map[graph.ID]bool{}
	for _, k := range graph.Kinds() {
		if k.Minted || k.Kind == graph.Document { continue }
		for _, th := range view.Things(k.Kind) {
			things = append(things, th)
			for _, n := range th.Names() {
				key := strings.ToLower(n.Text)
				if owners[key] == nil { owners[key] = map[graph.ID]bool{} }
				owners[key][th.ID] = true
			}
		}
	}
	var b strings.Builder
	row := func(class, q string, th *graph.Thing) { fmt.Fprintf(&b, "%s\t%s\t%s\n", class, q, th.ID) }
	pick := func(f func(*graph.Thing) bool) *graph.Thing {
		for { th := things[r.IntN(len(things))]; if f(th) { return th } }
	}
	sole := func(s string) bool { return s != "" && len(owners[strings.ToLower(s)]) == 1 }
	s2t, _ := opencc.New("s2t"); s2hk, _ := opencc.New("s2hk"); s2tw, _ := opencc.New("s2tw")
	for range 60 {
		th := pick(func(th *graph.Thing) bool { return len(th.Labels["en"]) >= 6 && sole(th.Labels["en"]) })
		q := typo(r, th.Labels["en"]); if len(q) > 14 && r.IntN(2) == 0 { q = typo(r, q) }
		row("misspelt", q, th)
	}
	for range 40 {
		th := pick(func(th *graph.Thing) bool { return th.Kind == graph.Place && len(th.Labels["en"]) >= 4 && len(th.Labels["en"])<20 && sole(th.Labels["en"]) })
		row("misspelt place", typo(r, th.Labels["en"]), th)
	}
	for range 30 {
		th := pick(func(th *graph.Thing) bool { return len(th.Aliases["en"]) > 0 && len(th.Aliases["en"][0]) >= 8 && sole(th.Aliases["en"][0]) })
		row("mistranslated, misspelt", typo(r, th.Aliases["en"][0]), th)
	}
	for range 40 {
		th := pick(func(th *graph.Thing) bool { return len([]rune(th.Labels["zh-Hans"])) >= 2 && sole(th.Labels["zh-Hans"]) })
		c := []*opencc.OpenCC{s2t, s2hk, s2tw}[r.IntN(3)]
		q, _ := c.Convert(th.Labels["zh-Hans"])
		row("traditional", q, th)
	}
	for range 30 {
		th := pick(func(th *graph.Thing) bool { return len([]rune(th.Labels["zh-Hans"])) >= 4 && sole(th.Labels["zh-Hans"]) })
		l := []rune(th.Labels["zh-Hans"]); i := r.IntN(len(l))
		if r.IntN(2) == 0 { l = slices.Delete(l, i, i+1) } else { l[i] = []rune("的新大城产中发电人工")[r.IntN(10)] }
		row("chinese slip", string(l), th)
	}
	a := pinyin.NewArgs()
	for range 40 {
		th := pick(func(th *graph.Thing) bool { return len([]rune(th.Labels["zh-Hans"])) >= 2 && len([]rune(th.Labels["zh-Hans"])) < 10 && sole(th.Labels["zh-Hans"]) && !strings.ContainsAny(th.Labels["zh-Hans"], "1234567890+、“") })
		a.Style = []int{pinyin.Normal, pinyin.Tone, pinyin.Tone3}[r.IntN(3)]
		sep := []string{"", " "}[r.IntN(2)]
		if p := th.Labels["zh-Latn-pinyin"]; p != "" && a.Style == pinyin.Tone { row("pinyin", p, th); continue }
		row("pinyin auto", strings.Join(pinyin.LazyPinyin(th.Labels["zh-Hans"], a), sep), th)
	}
	for range 20 {
		th := pick(func(th *graph.Thing) bool { return len([]rune(th.Labels["zh-Hans"])) >= 3 && len([]rune(th.Labels["zh-Hans"])) < 8 && sole(th.Labels["zh-Hans"]) && !strings.ContainsAny(th.Labels["zh-Hans"], "1234567890+、“长重行") })
		a.Style = pinyin.Normal
		row("pinyin slip", typo(r, strings.Join(pinyin.LazyPinyin(th.Labels["zh-Hans"], a), "")), th)
	}
	for range 20 {
		th := pick(func(th *graph.Thing) bool { w := strings.Fields(th.Labels["en"]); return len(w) >= 3 && len(w) < 7 && sole(th.Labels["en"]) })
		w := strings.Fields(strings.ReplaceAll(th.Labels["en"], ",", "")); r.Shuffle(len(w), func(i, j int) { w[i], w[j] = w[j], w[i] })
		row("order", strings.Join(w, " "), th)
	}
	for range 20 {
		th := pick(func(th *graph.Thing) bool { w := strings.Fields(th.Labels["en"]); return len(w) >= 4 && sole(th.Labels["en"]) })
		w := strings.Fields(th.Labels["en"])
		row("partial", strings.Join(w[:len(w)-1], " "), th)
	}
	if err := os.WriteFile("/tmp/blind.tsv", []byte(b.String()), 0o644); err != nil { t.Fatal(err) }
}
