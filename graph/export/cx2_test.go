package export

import "testing"

func TestCX2(t *testing.T) {
	v := awkward(t)
	golden(t, "cx2.golden.cx2", written(t, "cx2", v.All().WithClaims(false), Options{}))
}

func TestEachTypeOfColumnHasOneOfCX2(t *testing.T) {
	for _, column := range append(NodeColumns(), EdgeColumns()...) {
		if cx2Types[column.Type] == "" {
			t.Errorf("the type %s of %s has none", column.Type, column.Name)
		}
	}
}
