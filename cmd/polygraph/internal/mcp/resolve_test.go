package mcp

import (
	"slices"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestThingsAreNamedByIDsAndByNames(t *testing.T) {
	places, industries, documents := wanted{graph.Place}, wanted{graph.Industry}, wanted{graph.Document}
	aClaim := dataset().View().Claims()[0].ID
	for _, row := range []struct {
		given string
		kinds wanted
		want  string // the ID, or the code of the error
		also  string // one of the others that bear the name, or of the candidates
	}{
		{"place/jinan", places, "place/jinan", ""},
		{" place/jinan ", nil, "place/jinan", ""},
		{"Jinan", places, "place/jinan", ""},
		{"jinan", nil, "place/jinan", ""},
		{"济南", places, "place/jinan", ""},
		{"濟南市", places, "place/jinan", ""},
		{"Jinna", places, "place/jinan", ""},
		{"Gangchang", places, "place/gangcheng", ""},
		{"qingneng", industries, "industry/hydrogen", ""},
		{"hydrogen", nil, "industry/hydrogen", ""},
		{"Shandong Heavy", wanted{graph.Enterprise}, "enterprise/shandong-heavy-industry", ""},
		{"steel", industries, "industry/steel", ""},
		{"steel", nil, "industry/steel", "place/gangcheng"}, // Steel City is its alias
		{"Laiwu", places, "place/laiwu", "place/laiwu-district"},
		{"004", documents, "document/shandong-17-mayors", ""},
		{"document 004", nil, "document/shandong-17-mayors", ""},
		{"004_f4559a69988ef0f7.txt", documents, "document/shandong-17-mayors", ""},
		{"004", places, "NOT_FOUND", ""},
		{"equipment", industries, "AMBIGUOUS", "industry/equipment-manufacturing"},
		{"Gangcheng town", places, "AMBIGUOUS", "place/gangcheng-nonwoven-town"},
		{"Jinang", places, "AMBIGUOUS", "place/jining"},
		{"inteligent", industries, "AMBIGUOUS", "industry/intelligent-manufacturing"},
		{"Zhonglin Smith", wanted{graph.Official}, "AMBIGUOUS", "official/wang-zhonglin"},
		{"Gangcheng hydrogen", places, "AMBIGUOUS", "place/gangcheng"},
		{"Qwxzvk", places, "NOT_FOUND", ""},
		{"place/jinnan", places, "NOT_FOUND", ""},
		{"industry/steel", places, "INVALID_ARGUMENT", ""},
		{"…", nil, "INVALID_ARGUMENT", ""},
		{string(aClaim), wanted{graph.ClaimKind}, string(aClaim), ""},
		{string(aClaim), nil, "NOT_FOUND", ""},
		{"claim/0123456789abcdef", wanted{graph.ClaimKind}, "NOT_FOUND", ""},
		{"steel", wanted{graph.ClaimKind}, "NOT_FOUND", ""},
	} {
		r := &resolver{ctx: t.Context(), view: dataset().View(), language: graph.English}
		id, err := r.resolve("place", row.given, row.kinds)
		got, others := string(id), []candidate(nil)
		if err != nil {
			failed := failureOf(t.Context(), err, quiet)
			got, others = failed.Code, failed.Candidates
		} else if len(r.told) > 0 {
			others = r.told[0].Others
		}
		if got != row.want {
			t.Errorf("%q is %s, want %s (%v)", row.given, got, row.want, err)
		}
		if row.also != "" && !slices.ContainsFunc(others, func(c candidate) bool { return string(c.ID) == row.also }) {
			t.Errorf("%q does not tell %s: %v", row.given, row.also, others)
		}
		if row.also == "" && len(others) > 0 {
			t.Errorf("%q tells others without need: %v", row.given, others)
		}
	}
}

func TestAnAmbiguousNameIsAnsweredWithCandidates(t *testing.T) {
	answer := callTool(t, client(t, DefaultOptions()), "shared_priorities", `{"industries": ["steel", "equipment"]}`)
	if !answer.isError || answer.failed.Code != codeAmbiguous || len(answer.failed.Candidates) < 2 {
		t.Errorf("%+v", answer.failed)
	}
	if !strings.Contains(answer.text, "- industry/equipment-manufacturing, Industry: equipment manufacturing\n") {
		t.Errorf("the model does not read the candidates:\n%s", answer.text)
	}
}
