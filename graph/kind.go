package graph

// Kind is what a thing is: an rdf:type in the graph and a type in the API.
type Kind string

// The kinds. Their order here is the order in which they are listed to people.
const (
	Place        Kind = "Place"
	Official     Kind = "Official"
	Tenure       Kind = "Tenure"
	Post         Kind = "Post"
	Organisation Kind = "Organisation"
	Enterprise   Kind = "Enterprise"
	Industry     Kind = "Industry"
	Cluster      Kind = "Cluster"
	Programme    Kind = "Programme"
	Project      Kind = "Project"
	Platform     Kind = "Platform"
	Target       Kind = "Target"
	Figure       Kind = "Figure"
	Metric       Kind = "Metric"
	Document     Kind = "Document"
	ClaimKind    Kind = "Claim"
)

// KindInfo describes one kind. Minted things are made by the loader out of
// claims; nobody writes an entry for them.
type KindInfo struct {
	Kind        Kind
	Prefix      string // of its IDs
	Plural      string // name of its list in the API
	Label       string
	LabelZH     string
	Description string
	Standard    string // the class it specialises, as a compact IRI
	Minted      bool
}

// Kinds is the table of kinds.
func Kinds() []KindInfo { return kinds }

var kinds = []KindInfo{
	{Place, "place", "places", "place", "地方", "A province, city, county, district, development zone, park, new area or township.", "schema:Place", false},
	{Official, "official", "officials", "official", "官员", "A person who holds a public post.", "foaf:Person", false},
	{Tenure, "tenure", "tenures", "tenure", "任职", "One person's holding of one post at one place or organisation, as in W3C ORG.", "org:Membership", true},
	{Post, "post", "posts", "post", "职务", "An office that a person can hold, such as mayor.", "org:Post", false},
	{Organisation, "organisation", "organisations", "organisation", "机构", "A bureau, committee, institute, university, alliance or other body that is no company.", "org:Organization", false},
	{Enterprise, "enterprise", "enterprises", "enterprise", "企业", "A company or a group of companies.", "schema:Corporation", false},
	{Industry, "industry", "industries", "industry", "产业", "A branch of the economy, in a SKOS taxonomy.", "skos:Concept", false},
	{Cluster, "cluster", "clusters", "cluster", "产业集群", "An industry agglomeration that a place builds.", "schema:Thing", false},
	{Programme, "programme", "programmes", "programme", "政策", "A policy with a name or a formula: a strategy, plan, campaign, slogan, goal, principle or measure.", "schema:Thing", false},
	{Project, "project", "projects", "project", "项目", "A thing being built.", "schema:Project", false},
	{Platform, "platform", "platforms", "platform", "平台", "An innovation platform, alliance, fund, data centre, fair or workstation.", "schema:Thing", false},
	{Target, "target", "targets", "target", "目标", "A value to be reached.", "schema:Observation", true},
	{Figure, "figure", "figures", "figure", "数据", "A value that was measured.", "schema:Observation", true},
	{Metric, "metric", "metrics", "metric", "指标", "What a target or a figure counts or measures.", "skos:Concept", false},
	{Document, "document", "documents", "document", "文献", "A source text.", "schema:Article", false},
	{ClaimKind, "claim", "claims", "claim", "陈述", "One statement of one document, with its line.", "rdf:Statement", true},
}

// KindOf finds the kind of an ID prefix.
func KindOf(prefix string) (Kind, bool) {
	for _, k := range kinds {
		if k.Prefix == prefix {
			return k.Kind, true
		}
	}
	return "", false
}

// Info is the kind's row in the table.
func (k Kind) Info() KindInfo {
	for _, info := range kinds {
		if info.Kind == k {
			return info
		}
	}
	return KindInfo{}
}

func prefixes() []string {
	list := make([]string, len(kinds))
	for i, k := range kinds {
		list[i] = k.Prefix
	}
	return list
}
