package graph

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// pieceLines writes a piece of the graph: its things, its edges with their claims, and,
// where they are nodes, its claims.
func pieceLines(s *Selection) []string {
	var list []string
	for t := range s.Things() {
		list = append(list, string(t.ID))
	}
	for e, claims := range s.Edges() {
		list = append(list, edgeWith(e, claims))
	}
	if s.HasClaims() {
		for c := range s.Claims() {
			list = append(list, "claim "+sources([]*Claim{c}))
		}
	}
	return list
}

func pieceOf(t *testing.T, a *Answers) *Selection {
	t.Helper()
	piece, err := a.Selection(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return piece
}

func asItIs(line string) string { return line }

const twoTowns = `
	document/x date=2018
	document/y date=2022
	place/a level=city
	place/b level=district partOf=place/a
	industry/fine broader=industry/steel
	place/a prioritises industry/steel @document/x:1 stance=GROW
	place/b prioritises industry/fine @document/x:2 stance=LEAD
	place/b prioritises industry/fine @document/y:1 stance=UPGRADE
	place/b builds cluster/mill @document/y:2
	cluster/mill inIndustry industry/fine @document/y:3
	place/a hasTarget metric/output @document/y:4 amount="> 5 CNY" by=2025`

func TestPiecesByWhatTheyAre(t *testing.T) {
	v := build(t, twoTowns)
	for _, row := range []struct {
		name     string
		question SelectionQuestion
		claims   bool
		want     string
	}{
		{"kinds, with the relations between them", SelectionQuestion{Kinds: []Kind{Place, Industry}}, false, `
			industry/fine
			industry/steel
			place/a
			place/b
			industry/fine broader industry/steel curated
			place/a prioritises industry/steel @x:1
			place/b partOf place/a curated
			place/b prioritises industry/fine @x:2 y:1`},
		{"relations, with what they join", SelectionQuestion{Predicates: []string{"builds"}}, false, `
			cluster/mill
			place/b
			place/b builds cluster/mill @y:2`},
		{"both", SelectionQuestion{Kinds: []Kind{Industry, Cluster}, Predicates: []string{"inIndustry", "builds"}}, false, `
			cluster/mill
			industry/fine
			cluster/mill inIndustry industry/fine @y:3`},
		{"with claims, and the documents that they are from", SelectionQuestion{Predicates: []string{"builds", "inIndustry"}}, true, `
			cluster/mill
			document/y
			industry/fine
			place/b
			cluster/mill inIndustry industry/fine @y:3
			place/b builds cluster/mill @y:2
			claim y:2
			claim y:3`},
		{"what was known at a date", SelectionQuestion{Kinds: []Kind{Place, Industry, Document, Cluster}, AsOf: "2020"}, true, `
			document/x
			industry/fine
			industry/steel
			place/a
			place/b
			industry/fine broader industry/steel curated
			place/a prioritises industry/steel @x:1
			place/b partOf place/a curated
			place/b prioritises industry/fine @x:2
			claim x:1
			claim x:2`},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, err := v.Select(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, pieceLines(s.WithClaims(row.claims)), asItIs, row.want)
		})
	}
	if _, err := v.Select(t.Context(), SelectionQuestion{Predicates: []string{"prioritise"}}); CodeOf(err) != CodeInvalid {
		t.Errorf("a predicate that there is not gives %v", err)
	}
}

func TestPiecesOfAnswers(t *testing.T) {
	v := build(t, twoTowns)
	for _, row := range []struct {
		name   string
		gather func(*Answers)
		want   string
	}{
		{"things, with the relations between them", func(a *Answers) { a.Things("place/b", "industry/fine") }, `
			industry/fine
			place/b
			place/b prioritises industry/fine @x:2 y:1`},
		{"a claim, without the others on its relation", func(a *Answers) { a.Claims(v.Claims()[1]) }, `
			industry/fine
			place/b
			place/b prioritises industry/fine @x:2`},
		{"a relation, with all of its claims", func(a *Answers) { a.Edges(v.Out("place/b", "prioritises")...) }, `
			industry/fine
			place/b
			place/b prioritises industry/fine @x:2 y:1`},
		{"a target, with what it is made of", func(a *Answers) { a.Claims(v.ClaimsAbout("place/a")[1]) }, `
			metric/output
			place/a
			target/place.a.output.by-2025
			place/a hasTarget target/place.a.output.by-2025 @y:4
			target/place.a.output.by-2025 metric metric/output @y:4`},
		{"evidence: what was chosen of a relation by its claims, and other relations of the things", func(a *Answers) {
			a.Evidence(Evidence{Things: []ID{"place/b", "industry/fine", "cluster/mill"}, Claims: v.Claims()[1:2]})
		}, `
			cluster/mill
			industry/fine
			place/b
			cluster/mill inIndustry industry/fine @y:3
			place/b builds cluster/mill @y:2
			place/b prioritises industry/fine @x:2`},
		{"the map between the things", func(a *Answers) { a.Claims(v.Claims()[0], v.Claims()[1]) }, `
			industry/fine
			industry/steel
			place/a
			place/b
			industry/fine broader industry/steel curated
			place/a prioritises industry/steel @x:1
			place/b partOf place/a curated
			place/b prioritises industry/fine @x:2`},
	} {
		t.Run(row.name, func(t *testing.T) {
			answers := v.Gather()
			row.gather(answers)
			listed(t, pieceLines(pieceOf(t, answers).WithClaims(false)), asItIs, row.want)
		})
	}
}

// The quads of a piece say of its things, edges and claims what those of the whole do,
// and nothing of others.
func TestQuadsOfPieces(t *testing.T) {
	v := build(t, twoTowns)
	if whole := slices.Collect(v.All().Quads()); !slices.Equal(whole, slices.Collect(v.Quads())) {
		t.Error("the whole graph has other quads than the View")
	}
	answers := v.Gather()
	answers.Claims(v.Claims()[1]) // of x:2; y:1 states the same
	var list []string
	for q := range pieceOf(t, answers).Quads() {
		list = append(list, q.Graph.Value+" "+q.Subject.Value+" "+CompactIRI(q.Predicate.Value))
	}
	claim := string(v.Claims()[1].ID)
	listed(t, list, asItIs, `
		claims `+claim+` rdf:object
		claims `+claim+` rdf:predicate
		claims `+claim+` rdf:subject
		claims `+claim+` rdf:type
		claims `+claim+` prov:hadPrimarySource
		claims `+claim+` vocab:line
		claims `+claim+` vocab:stance
		curated document/x rdf:type
		curated document/x vocab:earliest
		curated document/x vocab:latest
		curated document/x vocab:sourceFile
		curated industry/fine rdf:type
		curated place/b rdf:type
		curated place/b vocab:level
		document/x place/b vocab:prioritises`)
	for q := range v.All().WithClaims(false).Quads() {
		if q.Graph.Value == GraphClaims {
			t.Fatalf("without claims there is %s", q)
		}
	}
}

// Subjects has the same quads as Quads, together by their subject.
func TestQuadsBySubject(t *testing.T) {
	v := build(t, twoTowns)
	for name, s := range map[string]*Selection{"the whole": v.All(), "without claims": v.All().WithClaims(false)} {
		var bySubject []Quad
		last := ""
		for subject, quads := range s.Subjects() {
			if subject <= last {
				t.Errorf("%s: %s stands behind %s", name, subject, last)
			}
			last = subject
			for _, q := range quads {
				if q.Subject.Value != subject {
					t.Errorf("%s: %s stands among those of %s", name, q, subject)
				}
				bySubject = append(bySubject, q)
			}
		}
		slices.SortFunc(bySubject, compareQuads)
		if want := slices.Collect(s.Quads()); !slices.Equal(bySubject, want) {
			t.Errorf("%s: %d quads by subject, %d in all", name, len(bySubject), len(want))
		}
	}
}

func TestTheSizeOfAPiece(t *testing.T) {
	v := build(t, twoTowns)
	s, _ := v.Select(t.Context(), SelectionQuestion{Predicates: []string{"builds"}})
	if things, edges, claims := s.Size(); things != 3 || edges != 1 || claims != 1 {
		t.Errorf("%d things, %d edges, %d claims", things, edges, claims)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := v.Select(gone, SelectionQuestion{Kinds: []Kind{Place}}); CodeOf(err) != CodeUnavailable {
		t.Errorf("when nobody waits: %v", err)
	}
}

func TestTheFingerprintTellsWhatAGraphHolds(t *testing.T) {
	one, same, other := build(t, twoTowns), build(t, twoTowns), build(t, twoTowns+"\n place/c level=city")
	if one.Fingerprint() != same.Fingerprint() || one.Fingerprint() == other.Fingerprint() {
		t.Error("the fingerprint does not tell graphs apart by what they hold")
	}
}

func TestNumbersAsRDFWritesThem(t *testing.T) {
	for value, want := range map[float64]string{2e11: "2.0E11", 0: "0.0E0", 6: "6.0E0", -0.5: "-5.0E-1", 16.25: "1.625E1", 1e-7: "1.0E-7", 1234567: "1.234567E6"} {
		if got := Double(value); got.Value != want || got.Datatype != xsdDouble {
			t.Errorf("%v is written %s, want %s", value, got, want)
		}
	}
}

func TestNodesThatAreNoThingsTellOfOne(t *testing.T) {
	v := build(t, `
		place/a level=city partOf=place/b[2019..]
		document/x section="7:we=Targets" reviewed="9:thanks=no fact"
		place/a prioritises industry/steel @document/x:1 stance=GROW`)
	owners := map[string]ID{}
	for q := range v.Quads() {
		if id, known := v.Owner(q.Subject.Value); known {
			kind, _, _ := strings.Cut(q.Subject.Value, "/")
			owners[kind+" "+string(id)] = id
		}
	}
	same(t, "the owners", sortedKeys(owners), []string{"part document/x", "statement place/a"})
	for _, none := range []string{"place/a", "part/0", "statement/zzz", "", "zzz"} {
		if id, known := v.Owner(none); known {
			t.Errorf("%q tells of %q", none, id)
		}
	}
}
