package graph

import (
	"fmt"
	"strings"
	"testing"
)

func formulaLine(f Formula) string {
	text := f.Programme.ID.Name() + ":"
	for _, part := range f.Parts {
		text += fmt.Sprintf(" %d of %d", part.Position, part.Size)
		var members []string
		for _, m := range part.Members {
			member := string(m.Member) + " @" + sources(m.Claims)
			for _, scale := range m.Scales() {
				member += " " + scale.String()
			}
			members = append(members, member)
		}
		text += " [" + strings.Join(members, ", ") + "]"
	}
	return text
}

func TestTheNumbersOfAFormula(t *testing.T) {
	for formula, want := range map[string][]int{
		"2+4":       {2, 4},
		"8+8":       {8, 8},
		"1+5+N":     {1, 5, 0},
		"1+2+8+N":   {1, 2, 8, 0},
		"10":        {10},
		"2 + 4":     {2, 4},
		"N":         {0},
		"一核两翼":      {0},
		"2+4+":      {2, 4, 0},
		"1.5+-2+3a": {0, 0, 0},
	} {
		same(t, formula, sizes(formula), want)
	}
}

func TestAMemberHasEachOfItsScalesOnce(t *testing.T) {
	formulas, err := build(t, `
		programme/f formula=1
		programme/f covers cluster/steel @document/a:1 part=1 scale=千亿级
		programme/f covers cluster/steel @document/a:2 part=1 scale=千亿级
		programme/f covers cluster/steel @document/b:1 part=1 scale="> 1500亿元"
		programme/f covers cluster/steel @document/b:2 part=1 scale="2000亿元"
		programme/f covers cluster/steel @document/b:3 part=1`).Formulas(t.Context(), FormulaQuestion{Formula: "1", Place: ""})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, formulas[0].Parts[0].Members[0].Scales(), Quantity.String, `
		hundred-billion-level
		> 150 billion CNY
		200 billion CNY`)
}

func TestAFormulaIsLiteralWhereADocumentWritesIt(t *testing.T) {
	v := build(t, `
		programme/written formula=2+4
		programme/spelled formula=3+3
		place/jinan runs programme/written @document/a:1 mentions="the 2 + 4 goal"
		place/jinan runs programme/spelled @document/a:2 mentions="three cities and three centres"
		programme/written supports programme/spelled @document/a:3 mentions="2+4 for 3+3"`)
	for programme, want := range map[ID]bool{"programme/written": true, "programme/spelled": false} {
		if formula, found := v.FormulaOf(programme); !found || formula.Literal != want {
			t.Errorf("%s is literal: %v, want %v", programme, formula.Literal, want)
		}
	}
}

func TestWhatAFormulaStandsFor(t *testing.T) {
	v := build(t, `
		programme/jinan-two-four formula=2+4
		place/jinan runs programme/jinan-two-four @document/a:1
		programme/jinan-two-four covers industry/chips @document/a:2 part=1 scale=千亿级
		programme/jinan-two-four covers industry/chips @document/b:2 part=1 scale=千亿级
		programme/jinan-two-four covers industry/steel @document/a:3 part=1 scale=百亿级
		programme/jinan-two-four contains programme/roses @document/a:4 part=2
		programme/jinan-two-four covers industry/food @document/a:5
		programme/jinan-two-four covers industry/salt @document/a:6 part=3
		programme/zibo-two-four formula=2+4
		place/zibo runs programme/zibo-two-four @document/a:7
		programme/spaced formula="8 + 8"
		programme/many formula=1+5+N
		programme/plain
		programme/plain covers industry/chips @document/a:8`)
	const (
		jinan = "jinan-two-four: 1 of 2 [industry/chips @a:2 b:2 hundred-billion-level, industry/steel @a:3 ten-billion-level]" +
			" 2 of 4 [programme/roses @a:4] 0 of 0 [industry/food @a:5, industry/salt @a:6]\n"
		zibo   = "zibo-two-four: 1 of 2 [] 2 of 4 []\n"
		spaced = "spaced: 1 of 8 [] 2 of 8 []\n"
		many   = "many: 1 of 1 [] 2 of 5 [] 3 of 0 []\n"
	)
	for _, row := range []struct {
		formula string
		place   ID
		want    string
	}{
		{"2+4", "", jinan + zibo},
		{" 2 + 4 ", "", jinan + zibo},
		{"2＋4", "", jinan + zibo}, // a full-width sign
		{"２+４", "", jinan + zibo}, // full-width digits
		{"2+4", "place/jinan", jinan},
		{"8+8", "", spaced},
		{"1+5+n", "", many},
		{"", "", jinan + many + spaced + zibo},
		{"", "place/zibo", zibo},
		{"1+5", "", ""},
		{"4+2", "", ""},
		{"1+5+N", "place/jinan", ""},
	} {
		answers, err := v.Formulas(t.Context(), FormulaQuestion{Formula: row.formula, Place: row.place})
		if err != nil {
			t.Fatal(err)
		}
		t.Run(fmt.Sprintf("%q at %q", row.formula, row.place), func(t *testing.T) { listed(t, answers, formulaLine, row.want) })
	}
	for place, want := range map[ID]Code{"place/atlantis": CodeNotFound, "industry/chips": CodeInvalid} {
		_, err := v.Formulas(t.Context(), FormulaQuestion{Formula: "2+4", Place: place})
		refused(t, err, want)
	}
}
