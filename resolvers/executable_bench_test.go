package resolvers

import (
	"os"
	"testing"

	"github.com/99designs/gqlgen/graphql/executor"
)

// What typical questions cost, answered by their plans and by gqlgen.
func BenchmarkQuestions(b *testing.B) {
	for _, example := range []string{"01-shared-priorities", "03-anchors", "04-alike", "10-profile", "11-search", "16-industry-tree"} {
		text, err := os.ReadFile("../examples/" + example + ".graphql")
		if err != nil {
			b.Fatal(err)
		}
		for _, by := range []struct {
			name string
			exec *executor.Executor
		}{{"plans", byPlans(dataset(b))}, {"gqlgen", byGqlgen(dataset(b))}} {
			b.Run(example+"/by="+by.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if response := respond(by.exec, request{query: string(text)}); len(response.Errors) > 0 {
						b.Fatal(response.Errors)
					}
				}
			})
		}
	}
}
