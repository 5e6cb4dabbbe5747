package graph

import "strings"

// synonyms are English words between which translators of one Chinese word choose:
// 汽车 is vehicles here and automobiles there, 智慧 is smart or, literally, wisdom.
// They are plain words, or several with spaces between; any of a row stands for its first.
var synonyms = [][]string{
	{"action", "campaign", "drive", "initiative"},
	{"aerospace", "astronautic", "spaceflight"},
	{"agglomeration", "aggregation", "cluster", "clustering"},
	{"agriculture", "agricultural", "farming"},
	{"all area", "all region", "whole area", "whole region"},
	{"biomedicine", "bio medicine", "bio pharmaceutical", "bio pharmacy", "biological medicine", "biological pharmaceutical", "biological pharmacy", "biomedical", "biopharma", "biopharmaceutical", "biopharmacy"},
	{"building", "architecture", "construction"},
	{"bureau", "department", "office"},
	{"chemical", "chemistry"},
	{"china", "chinese", "sino"},
	{"clean energy", "green energy"},
	{"coastal", "seaside", "seashore", "littoral"},
	{"commerce", "commercial", "trade"},
	{"comprehensive", "integrated"},
	{"computing", "calculation", "computation"},
	{"cooperation", "collaboration", "collaborative"},
	{"culture", "cultural"},
	{"demonstration", "exemplary", "model", "showcase"},
	{"digital", "digit", "digitized", "number", "numerical"},
	{"double", "dual", "twin"},
	{"driver", "driving force", "growth driver", "kinetic energy", "momentum"},
	{"east", "eastern"},
	{"ecological", "eco", "ecology"},
	{"economy", "economic", "economical"},
	{"elderly care", "aged care", "eldercare", "old age care", "pension"},
	{"electricity", "electric", "electrical", "power"},
	{"electronic", "electron"},
	{"emerging", "rising"},
	{"firm", "business", "enterprize"}, // enterprise, as it is plainly written
	{"environment", "environmental"},
	{"equipment", "apparatus", "device"},
	{"expressway", "highway", "motorway"},
	{"finance", "financial"},
	{"fine", "boutique", "premium"},
	{"flag", "banner"},
	{"food", "foodstuff"},
	{"germany", "german"},
	{"health", "healthy", "healthcare", "health care", "wellness"},
	{"heritage", "inheritance"},
	{"high end", "high grade", "upscale"},
	{"industry", "industrial"},
	{"innovation", "innovative"},
	{"institute", "academy"},
	{"integration", "convergence", "fusion"},
	{"intelligent", "smart", "wisdom", "wise", "intelligence"},
	{"japan", "japanese"},
	{"korea", "korean"},
	{"laboratory", "lab"},
	{"leader", "chief"},
	{"low altitude", "low sky"},
	{"machinery", "machine", "mechanical"},
	{"mahogany", "redwood", "rosewood"},
	{"manufacturing", "fabrication", "making", "manufacture"},
	{"marine", "maritime", "ocean", "oceanic", "sea"},
	{"medicine", "medical", "medicinal", "pharma", "pharmaceutical", "pharmacy"},
	{"metallurgy", "metallurgical"},
	{"modern", "contemporary", "modernized"},
	{"north", "northern"},
	{"optoelectronic", "photoelectric"},
	{"petrochemical", "petrochemistry"},
	{"pilot", "experimental", "test", "trial"},
	{"plan", "planning"},
	{"port", "harbor"},
	{"prefabricated", "assembled", "assembly", "fabricated"},
	{"rail transit", "rail traffic", "rail transport", "track traffic", "urban rail"},
	{"railway", "railroad"},
	{"recycling", "circular"},
	{"robot", "robotic"},
	{"rural", "village", "countryside"},
	{"safeguard", "guarantee"},
	{"science", "scientific"},
	{"solar", "photovoltaic"},
	{"south", "southern"},
	{"special", "characteristic", "distinctive", "featured", "specialty"},
	{"steel", "iron steel"},
	{"strategic", "strategy"},
	{"system", "mechanism", "scheme"},
	{"technology", "tech", "technological"},
	{"textile", "weaving"},
	{"tourism", "tourist", "travel"},
	{"town", "township"},
	{"traditional", "conventional"},
	{"transformation", "conversion", "replacement"},
	{"transport", "transportation"},
	{"upgrading", "upgrade"},
	{"vehicle", "auto", "automobile", "automotive", "car", "motor vehicle"},
	{"vessel", "ship"},
	{"west", "western"},
	{"zone", "area"},
}

// inOneWord writes plain words that are synonyms as the first of their row, longer
// ones before the shorter ones in them.
func (x synonymTable) inOneWord(words []string) []string {
	list := make([]string, 0, len(words))
	for len(words) > 0 {
		taken, word := 1, words[0]
		for n := min(x.longest, len(words)); n > 0; n-- {
			if first, found := x.first[strings.Join(words[:n], " ")]; found {
				taken, word = n, first
				break
			}
		}
		list = append(list, strings.Fields(word)...)
		words = words[taken:]
	}
	return list
}

// synonymTable finds the first of a row by each of the others.
type synonymTable struct {
	first   map[string]string
	longest int // in words
}

var synonymous = newSynonymTable(synonyms)

func newSynonymTable(rows [][]string) synonymTable {
	x := synonymTable{first: make(map[string]string)}
	for _, row := range rows {
		for _, other := range row {
			x.first[other] = row[0]
			x.longest = max(x.longest, len(strings.Fields(other)))
		}
	}
	return x
}
