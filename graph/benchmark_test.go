package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The graph of the benchmarks: cities with districts that each prioritise some
// of the industries, which stand ten to a branch.
const (
	benchCities     = 20
	benchDistricts  = 10 // of each city
	benchIndustries = 100
	benchPriorities = 10 // of each district
	benchClaims     = benchCities * benchDistricts * benchPriorities
)

func benchFacts() string {
	var b strings.Builder
	for i := range benchIndustries {
		fmt.Fprintf(&b, "industry/i%d en=\"Industry %d\" zh-Hans=产业", i, i)
		if i%10 > 0 {
			fmt.Fprintf(&b, " broader=industry/i%d", i-i%10)
		}
		b.WriteByte('\n')
	}
	for city := range benchCities {
		fmt.Fprintf(&b, "place/c%d en=\"City %d\" zh-Hans=城市 level=city\n", city, city)
		fmt.Fprintf(&b, "document/d%d date=2020-01-01 language=en\n", city)
		for district := range benchDistricts {
			fmt.Fprintf(&b, "place/c%d-d%d en=\"District %d\" zh-Hans=区 level=district partOf=place/c%d\n", city, district, district, city)
			for n := range benchPriorities {
				// Each district takes one industry of every branch, so each branch is
				// a priority of all.
				fmt.Fprintf(&b, "place/c%d-d%d prioritises industry/i%d @document/d%d:%d stance=GROW\n",
					city, district, n*10+(city+district)%10, city, district*benchPriorities+n+1)
			}
		}
	}
	return b.String()
}

func BenchmarkNewView(b *testing.B) {
	quads := slices.Collect(build(b, benchFacts()).Quads())
	b.Run(fmt.Sprintf("%d-quads-%d-claims", len(quads), benchClaims), func(b *testing.B) {
		for b.Loop() {
			if v := newView(quads, 1); len(v.Claims()) != benchClaims || len(v.Edges("prioritises")) != benchClaims {
				b.Fatalf("the View has %d claims", len(v.Claims()))
			}
		}
	})
}

// A commit copies what stays, so it costs by the quads of the graph.
func BenchmarkCommit(b *testing.B) {
	store := open(b, benchFacts())
	change := Changeset{Add: []Quad{{Subject: IRI("place/new"), Predicate: IRI(skosNote), Object: Text("new"), Graph: IRI(GraphCurated)}}}
	b.Run(fmt.Sprintf("one-of-%d-quads", store.View().Size()), func(b *testing.B) {
		for b.Loop() {
			if _, err := store.Apply(context.Background(), change); err != nil {
				b.Fatal(err)
			}
			change.Add, change.Remove = change.Remove, change.Add
		}
	})
}

func BenchmarkSharedPriorities(b *testing.B) {
	v := build(b, benchFacts())
	for _, row := range []struct {
		name     string
		question PriorityQuestion
		answers  int
		claims   int
	}{
		// i12 is the industry of the districts whose numbers add up to 2 or 12 or 22.
		{"one-industry", PriorityQuestion{Industries: []ID{"industry/i12"}}, benchCities * benchDistricts / 10, benchCities * benchDistricts / 10},
		{"branch-rolled-up", PriorityQuestion{Industries: []ID{"industry/i10"}, Narrower: true, RollUp: true}, benchCities, benchCities * benchDistricts},
	} {
		b.Run(fmt.Sprintf("%s-of-%d-claims", row.name, benchClaims), func(b *testing.B) {
			for b.Loop() {
				answers, err := v.SharedPriorities(context.Background(), row.question)
				if err != nil || len(answers) != row.answers {
					b.Fatalf("%d answers, want %d, %v", len(answers), row.answers, err)
				}
				claims := 0
				for _, answer := range answers {
					for _, priority := range answer.Priorities() {
						claims += len(priority.Claims())
					}
				}
				if claims != row.claims {
					b.Fatalf("%d claims, want %d", claims, row.claims)
				}
			}
		})
	}
}
