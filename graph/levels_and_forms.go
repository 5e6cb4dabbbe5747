package graph

// Described is a name of a closed list with what it means.
type Described struct {
	Name        string
	Description string
}

// LevelTable is the table of the levels of places, widest first.
func LevelTable() []Described { return levels }

var levels = []Described{
	{"country", "A country."},
	{"region", "A region that keeps to no administrative bounds, a river or a lake."},
	{"province", "A province, or what ranks with one."},
	{"city", "A city of prefecture level or above, with its counties and districts."},
	{"county", "A county, or a city of county level."},
	{"district", "A district of a city."},
	{"new-area", "A new area, planned across the bounds of districts."},
	{"development-zone", "A development zone: economic, high-tech, bonded and the like."},
	{"park", "An industrial or science park."},
	{"township", "A town, township or subdistrict."},
	{"site", "A single site: a port, a plant, a market, a town with a theme (特色小镇)."},
}

// FormTable is the table of the forms of programmes.
func FormTable() []Described { return forms }

var forms = []Described{
	{"STRATEGY", "A strategy: where to go in the long run."},
	{"PLAN", "A plan, or a scheme with stated parts."},
	{"CAMPAIGN", "A campaign, action or project (工程, 行动) that many are to carry out."},
	{"SLOGAN", "A slogan."},
	{"GOAL", "A goal, such as a title to be earned."},
	{"PRINCIPLE", "A principle to act by."},
	{"MEASURE", "A single measure, rule or instrument."},
}

// Levels are the levels of places, widest first.
func Levels() []string { return namesOf(levels) }

// Forms are the forms of programmes.
func Forms() []string { return namesOf(forms) }

func namesOf(table []Described) []string {
	names := make([]string, len(table))
	for i, row := range table {
		names[i] = row.Name
	}
	return names
}
