package graph

import (
	"slices"
	"testing"
)

// Shandong as it changed in January 2019, when Laiwu City became a district of
// Jinan.
const shandong = `
	place/shandong level=province
	place/jinan level=city partOf=place/shandong
	place/laiwu level=city partOf=place/shandong[..2019-01] succeededBy=place/laiwu-district[2019-01..]
	place/laiwu-district level=district partOf=place/jinan
	place/gangcheng level=district partOf=place/laiwu[..2019-01] partOf=place/jinan[2019-01..]
	place/yanzhuang level=township partOf=place/gangcheng
	place/pingyin level=county partOf=place/jinan
	place/binzhou level=city partOf=place/shandong
	place/old-town level=district partOf=place/laiwu[..2010]
	place/north-park level=park partOf=place/laiwu
	`

func TestAPlaceBelongsToTheCityOfTheDate(t *testing.T) {
	v := build(t, shandong)
	for _, row := range []struct {
		place ID
		at    Date
		city  ID
	}{
		{"place/gangcheng", "2018-12-31", "place/laiwu"},
		{"place/gangcheng", "2019-01-01", "place/jinan"},
		{"place/gangcheng", "2018", "place/laiwu"},
		{"place/gangcheng", "2019", "place/jinan"},
		{"place/gangcheng", "", "place/jinan"}, // the present map
		{"place/yanzhuang", "2018", "place/laiwu"},
		{"place/yanzhuang", "2020", "place/jinan"},
		{"place/pingyin", "1950", "place/jinan"}, // without a time it always was
		{"place/jinan", "2020", "place/jinan"},
		{"place/laiwu", "2018", "place/laiwu"},
		{"place/laiwu", "2020", "place/jinan"}, // by way of the district that took its place
		{"place/laiwu", "", "place/laiwu"},     // an undated statement about it is of its own time
		{"place/old-town", "2005", "place/laiwu"},
		{"place/old-town", "2015", "place/old-town"}, // belonged nowhere any more
		{"place/old-town", "", "place/old-town"},
		{"place/north-park", "2018", "place/laiwu"},
		{"place/north-park", "2020", "place/jinan"},  // with what it is part of
		{"place/shandong", "2020", "place/shandong"}, // lies in no city
		{"place/atlantis", "2020", "place/atlantis"},
	} {
		if got := v.City(row.place, row.at); got != row.city {
			t.Errorf("the city of %s at %q is %s, want %s", row.place, row.at, got, row.city)
		}
	}
}

func TestAPlaceLiesWithinARegionAtADate(t *testing.T) {
	v := build(t, shandong)
	for _, row := range []struct {
		place, region ID
		at            Date
		within        bool
	}{
		{"place/gangcheng", "place/gangcheng", "2018", true},
		{"place/gangcheng", "place/laiwu", "2018", true},
		{"place/gangcheng", "place/jinan", "2018", false},
		{"place/gangcheng", "place/laiwu", "2020", false},
		{"place/gangcheng", "place/jinan", "2020", true},
		{"place/gangcheng", "place/jinan", "", true},
		{"place/gangcheng", "place/laiwu", "", false},
		{"place/yanzhuang", "place/shandong", "2018", true},
		{"place/yanzhuang", "place/shandong", "2020", true},
		{"place/laiwu", "place/jinan", "2018", false},
		{"place/laiwu", "place/jinan", "2020", true},
		{"place/laiwu", "place/shandong", "2018", true},
		{"place/jinan", "place/gangcheng", "2020", false}, // the whole is not in its part
		{"place/binzhou", "place/jinan", "2020", false},
	} {
		if got := v.WithinPlace(row.place, row.region, row.at); got != row.within {
			t.Errorf("%s lies within %s at %q = %v, want %v", row.place, row.region, row.at, got, row.within)
		}
	}
}

// The loader refuses circles, but any quads may be stored.
func TestCirclesEnd(t *testing.T) {
	v := build(t, `
		place/a partOf=place/b succeededBy=place/b
		place/b partOf=place/a succeededBy=place/a
		industry/a broader=industry/b
		industry/b broader=industry/a`)
	if v.WithinPlace("place/a", "place/c", "2020") {
		t.Error("a place lies where it does not")
	}
	v.City("place/a", "2020")
	same(t, "the branch", v.Branch("industry/a", true), []ID{"industry/a", "industry/b"})
}

func TestABranchIsAnIndustryWithAllThatAreNarrower(t *testing.T) {
	v := build(t, `
		industry/metals
		industry/steel broader=industry/metals
		industry/stainless-steel broader=industry/steel broader=industry/new-materials
		industry/new-materials
		industry/chips`)
	for _, row := range []struct {
		industry ID
		narrower bool
		want     string
	}{
		{"industry/metals", true, "industry/metals industry/stainless-steel industry/steel"},
		{"industry/metals", false, "industry/metals"},
		{"industry/new-materials", true, "industry/new-materials industry/stainless-steel"},
		{"industry/stainless-steel", true, "industry/stainless-steel"}, // nothing broader
		{"industry/chips", true, "industry/chips"},
	} {
		branch := v.Branch(row.industry, row.narrower)
		slices.Sort(branch)
		if got := joined(branch); got != row.want {
			t.Errorf("the branch of %s (narrower %v) is %s, want %s", row.industry, row.narrower, got, row.want)
		}
	}
}
