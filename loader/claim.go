package loader

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// draft is a claim as it is written, before the nodes it implies are made.
type draft struct {
	claim   *graph.Claim
	at      Position
	amount  Position      // of its amount or scale
	part    Position      // of its part
	of      graph.ID      // where a post is held
	measure graph.Measure // scope, period and level of a quantity
	// incomplete drafts have a fault that stops them from becoming claims; what
	// can still be checked is, so that one run reports all faults.
	incomplete bool
}

// The bounds of a mention: enough to find the place, too little to copy the text.
const (
	MaxMentionWords      = 4
	MaxMentionCharacters = 8 // of a text in Chinese
)

var scopePattern = regexp.MustCompile(`^[a-z0-9]+([ -][a-z0-9]+)*$`)

// claim reads one claim. Its edge stands on one line, so that a person can read
// it aloud: "place/gangcheng prioritises industry/steel".
func (c *contents) claim(r reader, n *yaml.Node, document graph.ID) {
	s := &draft{claim: &graph.Claim{Document: document}, at: r.position(n)}
	claim := s.claim
	used := make(map[string]*yaml.Node) // keys that only some predicates take
	take := func(key string, read func(*yaml.Node)) func(*yaml.Node) {
		return func(n *yaml.Node) {
			used[key] = n
			read(n)
		}
	}
	var edge *yaml.Node
	var predicate graph.Predicate
	given := r.fields(n, "a claim", map[string]func(*yaml.Node){
		"claim": func(n *yaml.Node) { edge = n },
		"line": func(n *yaml.Node) {
			number, err := strconv.Atoi(n.Value)
			if err != nil || number < 1 || number > 10_000_000 {
				r.fault(n, "write the line of the source file, counted from 1", "%q is no line", n.Value)
			}
			claim.Line = number
		},
		"mentions": func(n *yaml.Node) { claim.Mentions = r.mentions(n) },
		"reading":  func(n *yaml.Node) { claim.Reading = r.text(n, "reading") },
		"stance": take("stance", func(n *yaml.Node) {
			claim.Stance = graph.Stance(r.choice(n, "stance", stanceNames()))
		}),
		"amount": take("amount", func(n *yaml.Node) { s.amount, claim.Quantity = r.position(n), r.quantity(n) }),
		"scale": take("scale", func(n *yaml.Node) {
			s.amount = r.position(n)
			if claim.Quantity = r.quantity(n); claim.Quantity != nil && claim.Quantity.Unit != graph.CNY {
				r.fault(n, `write a class such as "千亿级" or an amount in yuan`, "the scale %q is not in yuan", n.Value)
			}
		}),
		"part": take("part", func(n *yaml.Node) {
			part, err := strconv.Atoi(n.Value)
			if err != nil || part < 1 {
				r.fault(n, "write 1 for what the first number of the formula counts, 2 for the second …", "%q is no part of a formula", n.Value)
			}
			s.part, claim.Part = r.position(n), part
		}),
		"of":         take("of", func(n *yaml.Node) { s.of = c.refer(r, n, "of", objects("at")...) }),
		"from":       take("from", func(n *yaml.Node) { claim.Span.From = r.date(n, "from") }),
		"until":      take("until", func(n *yaml.Node) { claim.Span.Until = r.date(n, "until") }),
		"by":         take("by", func(n *yaml.Node) { s.measure.Period.By = r.date(n, "by") }),
		"in":         take("in", func(n *yaml.Node) { s.measure.Period.By = r.date(n, "in") }),
		"within":     take("within", func(n *yaml.Node) { s.measure.Period.Within = r.duration(n, "within") }),
		"scope":      take("scope", func(n *yaml.Node) { s.measure.Scope = c.scope(r, n) }),
		"stretch":    take("stretch", func(n *yaml.Node) { s.measure.Stretch = r.flag(n, "stretch") }),
		"recurrence": take("recurrence", func(n *yaml.Node) { claim.Recurrence = r.duration(n, "recurrence") }),
		"baseline":   take("baseline", func(n *yaml.Node) { claim.Baseline = r.baseline(n) }),
	})
	if n.Kind != yaml.MappingNode {
		return
	}
	if !given["line"] {
		r.fault(n, "add line: with the line of the source file, counted from 1", "the claim has no line")
	}
	if !given["mentions"] {
		r.fault(n, "add mentions: [words that stand on that line]", "the claim has no mentions")
	}
	if !given["claim"] {
		r.fault(n, "add claim: subject predicate object", "the claim says nothing")
	}
	if edge == nil {
		return
	}
	if predicate = c.edge(r, edge, claim); predicate.Name == "" {
		return
	}
	r.checkKeys(used, predicate)
	if predicate.Name == "prioritises" && used["stance"] == nil {
		claim.Stance = graph.Unstated
	}
	minted := predicate.Mints == graph.Target || predicate.Mints == graph.Figure
	switch {
	case minted && !given["amount"]:
		r.fault(edge, `add amount: such as "> 2000亿元"`, "the claim of a %s has no amount", predicate.Mints)
	case predicate.Mints == graph.Tenure && !given["of"]:
		r.fault(edge, "add of: place/… or organisation/…", "the claim does not say where the post is held")
	}
	s.time(r, n, predicate, used["in"] != nil)
	if minted {
		s.measure.Of, s.measure.Metric = claim.Subject, claim.Object
	}
	s.incomplete = claim.Line < 1 || claim.Subject == "" || claim.Object == "" || document == "" ||
		minted && claim.Quantity == nil || predicate.Mints == graph.Tenure && s.of == ""
	c.claims = append(c.claims, s)
}

// time arranges from, by, in, within and until. Where a predicate takes a period,
// from belongs to it, and elsewhere to a span; a quantity's period belongs to the
// node that is minted, another's to the claim.
func (s *draft) time(r reader, n *yaml.Node, predicate graph.Predicate, inOneYear bool) {
	period, span := &s.measure.Period, &s.claim.Span
	if predicate.Allows(graph.QualifierPeriod) {
		period.From, span.From = span.From, ""
	}
	if inOneYear {
		period.From = period.By
	}
	if period.From != "" && period.By != "" && period.From.Start() > period.By.End() {
		r.fault(n, "swap or correct the dates", "the period from %s to %s ends before it begins", period.From, period.By)
	}
	r.checkSpan(n, *span)
	if !predicate.Allows(graph.QualifierAmount) {
		s.claim.Period = *period
	}
}

// edge reads "subject predicate object". The object of a predicate that mints is
// written as the post or the metric from which its node is made.
func (c *contents) edge(r reader, n *yaml.Node, claim *graph.Claim) graph.Predicate {
	words := strings.Fields(n.Value)
	if n.Kind != yaml.ScalarNode || len(words) != 3 {
		r.fault(n, "write subject predicate object, such as place/jinan prioritises industry/steel", "%q is not three words", n.Value)
		return graph.Predicate{}
	}
	at := func(word int) Position {
		position := r.position(n)
		if n.Anchor != "" || n.Style&(yaml.TaggedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			return position // something stands before the words
		}
		if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
			position.Column++
		}
		offset := 0
		for _, before := range words[:word] {
			offset += strings.Index(n.Value[offset:], before) + len(before)
		}
		offset += strings.Index(n.Value[offset:], words[word])
		position.Column += utf8.RuneCountInString(n.Value[:offset])
		return position
	}
	predicate, known := graph.LookupPredicate(words[1])
	if !known || predicate.Structural {
		r.faultAt(at(1), suggestion(words[1], predicateNames()), "%q is no predicate", words[1])
		return graph.Predicate{}
	}
	objects := predicate.Objects
	switch predicate.Mints {
	case graph.Tenure:
		objects = []graph.Kind{graph.Post}
	case graph.Target, graph.Figure:
		objects = []graph.Kind{graph.Metric}
	}
	claim.Predicate = predicate.Name
	claim.Subject = c.referText(r, words[0], at(0), "the subject of "+predicate.Name, predicate.Subjects...)
	claim.Object = c.referText(r, words[2], at(2), "the object of "+predicate.Name, objects...)
	if claim.Subject != "" && claim.Subject == claim.Object {
		r.faultAt(at(2), "name another thing", "%q %s itself", claim.Subject, predicate.Label)
	}
	return predicate
}

// qualified tells which qualifier of a predicate allows a key.
var qualified = map[string]graph.Qualifier{
	"stance": graph.QualifierStance, "scale": graph.QualifierScale, "part": graph.QualifierPart, "of": graph.QualifierOf,
	"amount": graph.QualifierAmount, "scope": graph.QualifierAmount, "stretch": graph.QualifierAmount,
	"recurrence": graph.QualifierAmount, "baseline": graph.QualifierAmount, "within": graph.QualifierPeriod,
	"by": graph.QualifierPeriod, "in": graph.QualifierPeriod, "until": graph.QualifierSpan,
}

func (r reader) checkKeys(used map[string]*yaml.Node, p graph.Predicate) {
	for _, key := range keys(used) {
		allowed := p.Allows(qualified[key])
		if key == "from" {
			allowed = p.Allows(graph.QualifierPeriod) || p.Allows(graph.QualifierSpan)
		}
		if key == "stretch" && p.Mints != graph.Target {
			r.fault(used[key], "delete it; it belongs to hasTarget", "a claim of %s takes no %q", p.Name, key)
		} else if !allowed {
			r.fault(used[key], "delete it; "+takers(key), "a claim of %s takes no %q", p.Name, key)
		}
	}
	if used["in"] != nil && (used["by"] != nil || used["from"] != nil) {
		r.fault(used["in"], "keep in, or from and by", `"in" stands beside "from" or "by"`)
	}
}

func takers(key string) string {
	var names []string
	for _, p := range graph.Vocabulary() {
		if p.Allows(qualified[key]) {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return "quantities and relations with a time take it"
	}
	return "it belongs to " + strings.Join(names, ", ")
}

func (r reader) quantity(n *yaml.Node) *graph.Quantity {
	text := r.text(n, "an amount")
	if text == "" {
		return nil
	}
	q, err := graph.ParseQuantity(text)
	if err != nil {
		r.invalid(n, err)
		return nil
	}
	return &q
}

func (r reader) baseline(n *yaml.Node) string {
	text := r.text(n, "baseline")
	if text == "" {
		return ""
	}
	if _, err := graph.ParseDate(text); err == nil {
		return text
	}
	if _, err := graph.ParseDuration(text); err != nil {
		r.fault(n, "write the year that growth is counted from, or how long before: P1Y for year on year", "%q is no baseline", text)
	}
	return text
}

// scope reads what a quantity is restricted to: an ID, or a few plain words.
func (c *contents) scope(r reader, n *yaml.Node) string {
	text := r.text(n, "scope")
	switch {
	case text == "":
	case strings.Contains(text, "/"):
		return string(c.refer(r, n, "scope"))
	case !scopePattern.MatchString(text) || len(strings.Fields(text)) > 6:
		r.fault(n, "write an ID, or up to six plain lower-case words a-z and 0-9", "%q is no scope", text)
	}
	return text
}

// mentions are kept sorted: in the graph they are a set.
func (r reader) mentions(n *yaml.Node) []string {
	list := r.texts(n, "mentions")
	var items []*yaml.Node
	switch n.Kind {
	case yaml.ScalarNode:
		items = []*yaml.Node{n}
	case yaml.SequenceNode:
		if items = n.Content; len(items) == 0 {
			r.fault(n, "write [words that stand on that line]", "mentions is empty")
		}
	}
	for _, item := range items {
		mention := resolve(item)
		characters := 0
		for _, c := range mention.Value {
			if unicode.Is(unicode.Han, c) {
				characters++
			}
		}
		words := len(strings.Fields(mention.Value))
		if words > MaxMentionWords || characters > MaxMentionCharacters {
			r.fault(mention, "shorten it to four words or eight Chinese characters", "the mention %q copies too much of the text", mention.Value)
		}
	}
	slices.Sort(list)
	return list
}

func stanceNames() []string {
	var names []string
	for _, s := range graph.Stances() {
		names = append(names, string(s.Stance))
	}
	return names
}

func predicateNames() []string {
	var names []string
	for _, p := range graph.Vocabulary() {
		if !p.Structural {
			names = append(names, p.Name)
		}
	}
	return names
}
