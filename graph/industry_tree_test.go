package graph

import (
	"fmt"
	"strings"
	"testing"
)

func branchLine(b Branch) string {
	count := func(kind Kind) string { return fmt.Sprintf("%d/%d", b.Counts[kind].Own, b.Counts[kind].Total) }
	return fmt.Sprintf("%s%s below %d places %s clusters %s claims %s", strings.Repeat("> ", b.Depth), b.Industry.Name(), b.Narrower, count(Place), count(Cluster), count(ClaimKind))
}

// Steel lies in metals and in works: it stands below each, and counts once in what
// both lie in. The town of steel prioritises nothing.
const taxonomy = policies + `
	industry/everything
	industry/metals broader=industry/everything
	industry/works broader=industry/everything
	industry/steel broader=industry/works
	place/steel-town in=industry/steel`

func TestTheTreeRollsUpEachThingOnce(t *testing.T) {
	v := build(t, taxonomy)
	for _, row := range []struct {
		name     string
		question TreeQuestion
		want     string
	}{
		{"whole", TreeQuestion{}, `
			everything below 2 places 0/1 clusters 0/1 claims 0/5
			> metals below 1 places 0/1 clusters 0/1 claims 0/5
			> > steel below 1 places 1/1 clusters 1/1 claims 4/5
			> > > fine-steel below 0 places 1/1 clusters 0/0 claims 1/1
			> works below 1 places 0/1 clusters 0/1 claims 0/5
			> > steel below 1 places 1/1 clusters 1/1 claims 4/5
			> > > fine-steel below 0 places 1/1 clusters 0/0 claims 1/1
			hydrogen below 0 places 2/2 clusters 0/0 claims 3/3`},
		{"one branch to a depth", TreeQuestion{Root: "industry/metals", Depth: ptr(1)}, `
			metals below 1 places 0/1 clusters 0/1 claims 0/5
			> steel below 1 places 1/1 clusters 1/1 claims 4/5`},
		{"itself alone", TreeQuestion{Root: "industry/steel", Depth: ptr(0)}, `
			steel below 1 places 1/1 clusters 1/1 claims 4/5`},
		{"counting some claims", TreeQuestion{Root: "industry/steel", Filter: &ClaimFilter{Documents: []ID{"document/undated"}}}, `
			steel below 1 places 0/0 clusters 0/0 claims 1/1
			> fine-steel below 0 places 0/0 clusters 0/0 claims 0/0`},
	} {
		t.Run(row.name, func(t *testing.T) {
			branches, err := v.IndustryTree(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, branches, branchLine, row.want)
		})
	}
	for _, depth := range []int{-1, maxTree + 1} {
		_, err := v.IndustryTree(t.Context(), TreeQuestion{Depth: &depth})
		refused(t, err, CodeInvalid, "0 to 50 can be had")
	}
}

func TestATaxonomyThatRunsInACircleIsFollowedOnce(t *testing.T) {
	v := build(t, `
		industry/a broader=industry/b
		industry/b broader=industry/a`)
	branches, err := v.IndustryTree(t.Context(), TreeQuestion{Root: "industry/a"})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, branches, func(b Branch) string { return string(b.Industry) }, "industry/a\nindustry/b")
}
