package graph

import "slices"

// Qualifier is something a claim may say about its edge beyond the edge itself.
type Qualifier string

// The qualifiers, named by their keys in the data files.
const (
	QualifierStance Qualifier = "stance" // how a place treats an industry
	QualifierScale  Qualifier = "scale"  // scale class, such as 千亿级
	QualifierPart   Qualifier = "part"   // which summand of a formula
	QualifierOf     Qualifier = "of"     // where a post is held
	QualifierAmount Qualifier = "amount" // comparator, value and unit
	QualifierPeriod Qualifier = "period" // from, by, in, within
	QualifierSpan   Qualifier = "span"   // from, until
)

// Predicate is one row of the vocabulary: which kinds a relation joins, how it
// reads in both directions, and what a claim of it may say besides. Validation,
// the GraphQL schema and its documentation, and exports all read this table.
type Predicate struct {
	Name           string
	Inverse        string // the same relation read from object to subject
	Subjects       []Kind
	Objects        []Kind
	Label          string
	LabelZH        string
	InverseLabel   string
	InverseLabelZH string
	Description    string
	Qualifiers     []Qualifier
	Standard       string // the term of a public vocabulary used in its place, as a compact IRI
	// Mints is the kind of node that a claim makes where its object is written
	// as a Post (a Tenure) or as a Metric (a Target or Figure).
	Mints Kind
	// Structural relations belong to minted nodes and to the taxonomy. They are
	// never written as claims.
	Structural bool
}

var (
	agents  = []Kind{Place, Organisation, Enterprise}
	actors  = []Kind{Place, Organisation, Enterprise, Official}
	beings  = []Kind{Place, Organisation, Enterprise, Industry, Cluster, Programme, Project, Platform}
	located = []Kind{Place, Organisation, Enterprise, Cluster, Project, Platform}
)

// Vocabulary is the table of predicates. A new relation needs its row here
// first, so that two curators never invent two words for one thing.
func Vocabulary() []Predicate { return vocabulary }

var vocabulary = []Predicate{
	{Name: "partOf", Inverse: "hasPart", Subjects: located, Objects: []Kind{Place, Organisation, Enterprise, Cluster, Project, Platform},
		Label: "is part of", LabelZH: "属于", InverseLabel: "has part", InverseLabelZH: "包括", Standard: "dcterms:isPartOf",
		Description: "Belongs to a larger thing or lies in a place: a district in its city, a branch in its group, an enterprise or a park in its town.", Qualifiers: []Qualifier{QualifierSpan}},
	{Name: "succeededBy", Inverse: "succeeds", Subjects: []Kind{Place, Organisation, Enterprise}, Objects: []Kind{Place, Organisation, Enterprise},
		Label: "was succeeded by", LabelZH: "由…接替", InverseLabel: "succeeds", InverseLabelZH: "接替", Standard: "dcterms:isReplacedBy",
		Description: "Ceased to exist, and this took its place.", Qualifiers: []Qualifier{QualifierSpan}},
	{Name: "holds", Inverse: "heldBy", Subjects: []Kind{Official}, Objects: []Kind{Tenure}, Mints: Tenure,
		Label: "holds", LabelZH: "担任", InverseLabel: "is held by", InverseLabelZH: "任职者", Standard: "org:hasMembership",
		Description: "Holds a post; the document proves it for its own date, and no longer unless it says so.", Qualifiers: []Qualifier{QualifierOf, QualifierSpan}},
	{Name: "prioritises", Inverse: "prioritisedBy", Subjects: []Kind{Place}, Objects: []Kind{Industry},
		Label: "prioritises", LabelZH: "重点发展", InverseLabel: "is prioritised by", InverseLabelZH: "被列为重点",
		Description: "Names the industry as one that policy acts on; the stance says how.", Qualifiers: []Qualifier{QualifierPeriod, QualifierStance, QualifierScale}},
	{Name: "builds", Inverse: "builtBy", Subjects: agents, Objects: []Kind{Cluster, Project, Platform, Place, Organisation},
		Label: "builds", LabelZH: "打造", InverseLabel: "is built by", InverseLabelZH: "建设者",
		Description: "Creates or enlarges it.", Qualifiers: []Qualifier{QualifierPeriod, QualifierScale}},
	{Name: "plans", Inverse: "plannedBy", Subjects: agents, Objects: []Kind{Cluster, Project, Platform, Place, Programme},
		Label: "plans", LabelZH: "规划", InverseLabel: "is planned by", InverseLabelZH: "规划者",
		Description: "Intends, studies or designs it; building has not begun.", Qualifiers: []Qualifier{QualifierPeriod, QualifierScale}},
	{Name: "hosts", Inverse: "hostedBy", Subjects: []Kind{Place, Organisation, Enterprise, Platform}, Objects: located,
		Label: "hosts", LabelZH: "拥有", InverseLabel: "is hosted by", InverseLabelZH: "所在地",
		Description: "Has it within its bounds.", Qualifiers: []Qualifier{QualifierSpan}},
	{Name: "inIndustry", Inverse: "industryOf", Subjects: []Kind{Cluster, Enterprise, Organisation, Project, Platform, Place, Programme}, Objects: []Kind{Industry},
		Label: "is in industry", LabelZH: "所属产业", InverseLabel: "is the industry of", InverseLabelZH: "产业内主体",
		Description: "Works in the industry."},
	{Name: "contains", Inverse: "containedIn", Subjects: []Kind{Programme}, Objects: []Kind{Programme},
		Label: "contains", LabelZH: "包含", InverseLabel: "is contained in", InverseLabelZH: "从属于",
		Description: "Has the other programme as one of its parts.", Qualifiers: []Qualifier{QualifierPart}},
	{Name: "covers", Inverse: "coveredBy", Subjects: []Kind{Programme}, Objects: []Kind{Industry, Cluster, Place, Enterprise, Project, Platform, Organisation},
		Label: "covers", LabelZH: "涵盖", InverseLabel: "is covered by", InverseLabelZH: "纳入",
		Description: "Names it as a thing that the programme is about.", Qualifiers: []Qualifier{QualifierPart, QualifierScale, QualifierStance}},
	{Name: "runs", Inverse: "runBy", Subjects: actors, Objects: []Kind{Programme},
		Label: "runs", LabelZH: "实施", InverseLabel: "is run by", InverseLabelZH: "实施主体",
		Description: "Carries the programme out or has taken it as its own.", Qualifiers: []Qualifier{QualifierPeriod}},
	{Name: "callsFor", Inverse: "calledForBy", Subjects: []Kind{Official, Organisation, Place}, Objects: []Kind{Programme},
		Label: "calls for", LabelZH: "要求", InverseLabel: "is called for by", InverseLabelZH: "提出者",
		Description: "Demands it of others, who are to carry it out.", Qualifiers: []Qualifier{QualifierPeriod}},
	{Name: "presents", Inverse: "presentedBy", Subjects: []Kind{Official, Organisation, Enterprise}, Objects: []Kind{Programme, Project, Platform},
		Label: "presents", LabelZH: "介绍", InverseLabel: "is presented by", InverseLabelZH: "介绍者",
		Description: "Makes it known or explains it, without being said to carry it out or to demand it."},
	{Name: "approves", Inverse: "approvedBy", Subjects: []Kind{Organisation, Place}, Objects: []Kind{Programme, Project, Place},
		Label: "approves", LabelZH: "批准", InverseLabel: "was approved by", InverseLabelZH: "批准机关",
		Description: "Gave its formal consent.", Qualifiers: []Qualifier{QualifierPeriod}},
	{Name: "anchors", Inverse: "anchoredBy", Subjects: []Kind{Enterprise, Organisation, Platform, Place, Project}, Objects: []Kind{Cluster},
		Label: "anchors", LabelZH: "支撑", InverseLabel: "is anchored by", InverseLabelZH: "龙头",
		Description: "The cluster relies on it or is built around it."},
	{Name: "supports", Inverse: "supportedBy", Subjects: []Kind{Place, Organisation, Enterprise, Industry, Platform, Programme}, Objects: beings,
		Label: "supports", LabelZH: "支持", InverseLabel: "is supported by", InverseLabelZH: "支持者",
		Description: "Helps it to grow.", Qualifiers: []Qualifier{QualifierPeriod}},
	{Name: "supplies", Inverse: "suppliedBy", Subjects: []Kind{Enterprise, Organisation, Platform, Industry}, Objects: []Kind{Cluster, Enterprise, Industry, Project},
		Label: "supplies", LabelZH: "供给", InverseLabel: "is supplied by", InverseLabelZH: "供给方",
		Description: "Delivers goods or technology to it."},
	{Name: "cooperatesWith", Inverse: "cooperatesWith", Subjects: agents, Objects: agents,
		Label: "cooperates with", LabelZH: "合作", InverseLabel: "cooperates with", InverseLabelZH: "合作",
		Description: "Works together with it; true in both directions."},
	{Name: "hasTarget", Inverse: "targetOf", Subjects: beings, Objects: []Kind{Target}, Mints: Target,
		Label: "has target", LabelZH: "目标", InverseLabel: "is the target of", InverseLabelZH: "目标主体",
		Description: "Promises to reach the value.", Qualifiers: []Qualifier{QualifierAmount, QualifierPeriod}},
	{Name: "hasFigure", Inverse: "figureOf", Subjects: beings, Objects: []Kind{Figure}, Mints: Figure,
		Label: "has figure", LabelZH: "数据", InverseLabel: "is the figure of", InverseLabelZH: "数据主体",
		Description: "Reports the value as reached.", Qualifiers: []Qualifier{QualifierAmount, QualifierPeriod}},

	{Name: "broader", Inverse: "narrower", Subjects: []Kind{Industry}, Objects: []Kind{Industry}, Structural: true,
		Label: "is narrower than", LabelZH: "上位产业", InverseLabel: "is broader than", InverseLabelZH: "下位产业", Standard: "skos:broader",
		Description: "Lies within the wider industry."},
	{Name: "post", Inverse: "tenures", Subjects: []Kind{Tenure}, Objects: []Kind{Post}, Structural: true,
		Label: "is in post", LabelZH: "职务", InverseLabel: "has tenures", InverseLabelZH: "任职", Standard: "org:role",
		Description: "The post that is held."},
	{Name: "at", Inverse: "tenures", Subjects: []Kind{Tenure}, Objects: agents, Structural: true,
		Label: "is at", LabelZH: "任职于", InverseLabel: "has tenures", InverseLabelZH: "任职者", Standard: "org:organization",
		Description: "Where the post is held."},
	{Name: "metric", Inverse: "measures", Subjects: []Kind{Target, Figure}, Objects: []Kind{Metric}, Structural: true,
		Label: "is measured by", LabelZH: "指标", InverseLabel: "measures", InverseLabelZH: "测量", Standard: "schema:measuredProperty",
		Description: "What the target or figure measures."},
}

// LookupPredicate finds a row by name.
func LookupPredicate(name string) (Predicate, bool) {
	for i := range vocabulary { // not of copies, which would take most of the time
		if vocabulary[i].Name == name {
			return vocabulary[i], true
		}
	}
	return Predicate{}, false
}

// IRI is the predicate's name in the graph: the public term where there is one.
func (p Predicate) IRI() string {
	if p.Standard != "" {
		return expand(p.Standard)
	}
	return ownVocabulary + p.Name
}

// Allows tells whether a claim of the predicate may carry the qualifier.
func (p Predicate) Allows(q Qualifier) bool { return slices.Contains(p.Qualifiers, q) }

// Symmetric relations read the same in both directions.
func (p Predicate) Symmetric() bool { return p.Name == p.Inverse }
