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
	file    int           // its place in contents.files
	line    *yaml.Node    // the number of its line, or an alias of one
	span    *yaml.Node    // its span, or an alias of one; nil when it has none
	column  int           // of its keys
	flow    bool          // whether it is written between braces
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
	s := &draft{claim: &graph.Claim{Document: document}, at: r.position(n), file: r.number, column: n.Column, flow: n.Style&yaml.FlowStyle != 0}
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
		"claim":    func(n *yaml.Node) { edge = n },
		"line":     func(n *yaml.Node) { claim.Line = r.line(n) },
		"span":     func(n *yaml.Node) { claim.TextSpan = r.textSpan(n) },
		"mentions": func(n *yaml.Node) { claim.Mentions = r.mentions(n) },
		"reading":  func(n *yaml.Node) { claim.Reading = r.text(n, "reading") },
		"stance": take("stance", func(n *yaml.Node) {
			claim.Stance = graph.Stance(r.choice(n, "stance", stanceNames()))
		}),
		"amount": take("amount", func(n *yaml.Node) {
			s.amount, claim.Quantity = r.position(n), r.quantity(n)
			if claim.Quantity != nil && claim.Quantity.ScaleClass != "" {
				r.fault(n, "write scale: on a claim of builds, plans, prioritises or covers, or a number", "the class %q is no amount", n.Value)
				claim.Quantity = nil
			}
		}),
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
	s.line, s.span = written(n, "line"), written(n, "span")
	if len(n.Content) > 0 && (n.Anchor != "" || n.Style&yaml.TaggedStyle != 0) {
		s.column = n.Content[0].Column // the entry begins with its anchor, maybe elsewhere
		for i := 2; i < len(n.Content); i += 2 {
			s.column = min(s.column, n.Content[i].Column) // those behind a question mark are further right
		}
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

// word is one of the three words of an edge.
type word struct {
	text string
	at   Position
}

// edgeWords parts "subject predicate object", or takes the three cells of a row.
func (r reader) edgeWords(n *yaml.Node) []word {
	var words []word
	if n.Tag == cellsTag {
		for _, cell := range n.Content {
			words = append(words, word{cell.Value, r.position(cell)})
		}
		return words
	}
	at := r.position(n)
	exact := n.Anchor == "" && n.Style&(yaml.TaggedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 // nothing stands before the words
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 && exact {
		at.Column++
	}
	offset := 0
	for _, text := range strings.Fields(n.Value) {
		begin := offset + strings.Index(n.Value[offset:], text)
		position := at
		if exact {
			position.Column += utf8.RuneCountInString(n.Value[:begin])
		}
		words = append(words, word{text, position})
		offset = begin + len(text)
	}
	return words
}

// edge reads subject, predicate and object. The object of a predicate that mints is
// written as the post or the metric from which its node is made.
func (c *contents) edge(r reader, n *yaml.Node, claim *graph.Claim) graph.Predicate {
	words := r.edgeWords(n)
	if len(words) != 3 {
		r.fault(n, "write subject predicate object, such as place/jinan prioritises industry/steel", "%q is not three words", n.Value)
		return graph.Predicate{}
	}
	subject, relation, object := words[0], words[1], words[2]
	predicate, known := graph.LookupPredicate(relation.text)
	if !known || predicate.Structural {
		r.faultAt(relation.at, suggestion(relation.text, predicateNames()), "%q is no predicate", relation.text)
		return graph.Predicate{}
	}
	claim.Predicate = predicate.Name
	claim.Subject = c.referText(r, subject.text, subject.at, "the subject of "+predicate.Name, predicate.Subjects...)
	claim.Object = c.referText(r, object.text, object.at, "the object of "+predicate.Name, Written(predicate)...)
	if claim.Subject != "" && claim.Subject == claim.Object {
		r.faultAt(object.at, "name another thing", "%q %s itself", claim.Subject, predicate.Label)
	}
	return predicate
}

func (r reader) checkKeys(used map[string]*yaml.Node, p graph.Predicate) {
	for _, name := range keys(used) {
		if key := lookup(claimKeys, name); !key.In(p) {
			r.fault(used[name], "delete it; "+key.takers(), "a claim of %s takes no %q", p.Name, name)
		}
	}
	if used["in"] != nil && (used["by"] != nil || used["from"] != nil) {
		r.fault(used["in"], "keep in, or from and by", `"in" stands beside "from" or "by"`)
	}
	if used["within"] != nil && (used["by"] != nil || used["in"] != nil) {
		r.fault(used["within"], "keep within where the text gives no year, and the year where it does", `"within" stands beside "by" or "in"`)
	}
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

// line reads the number of a line of the source file.
func (r reader) line(n *yaml.Node) int {
	number, err := strconv.Atoi(n.Value)
	if err != nil || number < 1 || number > 10_000_000 {
		r.fault(n, "write the line of the source file, counted from 1", "%q is no line", n.Value)
		return 0
	}
	return number
}

func (r reader) textSpan(n *yaml.Node) graph.TextSpan {
	text := r.text(n, "span")
	if text == "" {
		return graph.TextSpan{}
	}
	span, err := graph.ParseTextSpan(text)
	if err != nil {
		r.invalid(n, err)
	}
	return span
}

// mentions are kept sorted: in the graph they are a set.
func (r reader) mentions(n *yaml.Node) []string {
	list := r.texts(n, "mentions")
	if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		r.fault(n, "write [words that stand on that line]", "mentions is empty")
	}
	switch n.Kind {
	case yaml.ScalarNode:
		r.checkMention(n)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			r.checkMention(resolve(item))
		}
	}
	slices.Sort(list)
	return list
}

// mention reads words that stand in the document.
func (r reader) mention(n *yaml.Node) string {
	text := r.text(n, "a mention")
	r.checkMention(n)
	return text
}

func (r reader) checkMention(n *yaml.Node) {
	characters := 0
	for _, c := range n.Value {
		if unicode.Is(unicode.Han, c) {
			characters++
		}
	}
	if len(strings.Fields(n.Value)) > MaxMentionWords || characters > MaxMentionCharacters {
		r.fault(n, "shorten it to four words or eight Chinese characters", "the mention %q copies too much of the text", n.Value)
	}
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
	for _, p := range ClaimedPredicates() {
		names = append(names, p.Name)
	}
	return names
}
