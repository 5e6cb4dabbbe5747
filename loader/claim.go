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

// claimEntry is a claim whose keys are being read.
type claimEntry struct {
	c *contents
	r reader
	s *draft
}

// claimFields read the keys of a claim.
var claimFields = map[string]func(claimEntry, *yaml.Node){
	"claim":    func(claimEntry, *yaml.Node) {}, // once all others are known
	"line":     func(e claimEntry, n *yaml.Node) { e.s.claim.Line = e.r.line(n) },
	"span":     func(e claimEntry, n *yaml.Node) { e.s.claim.TextSpan = e.r.textSpan(n) },
	"mentions": func(e claimEntry, n *yaml.Node) { e.s.claim.Mentions = e.r.mentions(n) },
	"reading":  func(e claimEntry, n *yaml.Node) { e.s.claim.Reading = e.r.text(n, "reading") },
	"stance": func(e claimEntry, n *yaml.Node) {
		e.s.claim.Stance = graph.Stance(e.r.choice(n, "stance", stanceNames()))
	},
	"amount": func(e claimEntry, n *yaml.Node) {
		quantity := e.r.quantity(n)
		if quantity != nil && quantity.ScaleClass != "" {
			e.r.fault(n, "write scale: on a claim of builds, plans, prioritises or covers, or a number", "the class %q is no amount", n.Value)
			quantity = nil
		}
		e.s.amount, e.s.claim.Quantity = e.r.position(n), quantity
	},
	"scale": func(e claimEntry, n *yaml.Node) {
		quantity := e.r.quantity(n)
		if quantity != nil && quantity.Unit != graph.CNY {
			e.r.fault(n, `write a class such as "千亿级" or an amount in yuan`, "the scale %q is not in yuan", n.Value)
		}
		e.s.amount, e.s.claim.Quantity = e.r.position(n), quantity
	},
	"part": func(e claimEntry, n *yaml.Node) {
		part, err := strconv.Atoi(n.Value)
		if err != nil || part < 1 {
			e.r.fault(n, "write 1 for what the first number of the formula counts, 2 for the second …", "%q is no part of a formula", n.Value)
		}
		e.s.part, e.s.claim.Part = e.r.position(n), part
	},
	"of":         func(e claimEntry, n *yaml.Node) { e.s.of = e.c.refer(e.r, n, "of", objects("at")...) },
	"from":       func(e claimEntry, n *yaml.Node) { e.s.claim.Span.From = e.r.date(n, "from") },
	"until":      func(e claimEntry, n *yaml.Node) { e.s.claim.Span.Until = e.r.date(n, "until") },
	"by":         func(e claimEntry, n *yaml.Node) { e.s.measure.Period.By = e.r.date(n, "by") },
	"in":         func(e claimEntry, n *yaml.Node) { e.s.measure.Period.By = e.r.date(n, "in") },
	"within":     func(e claimEntry, n *yaml.Node) { e.s.measure.Period.Within = e.r.duration(n, "within") },
	"scope":      func(e claimEntry, n *yaml.Node) { e.s.measure.Scope = e.c.scope(e.r, n) },
	"stretch":    func(e claimEntry, n *yaml.Node) { e.s.measure.Stretch = e.r.flag(n, "stretch") },
	"recurrence": func(e claimEntry, n *yaml.Node) { e.s.claim.Recurrence = e.r.duration(n, "recurrence") },
	"baseline":   func(e claimEntry, n *yaml.Node) { e.s.claim.Baseline = e.r.baseline(n) },
}

// claim reads one claim. Its edge stands on one line, so that a person can read
// it aloud: "place/gangcheng prioritises industry/steel".
func (c *contents) claim(r reader, n *yaml.Node, document graph.ID) {
	claim := &graph.Claim{Document: document}
	s := &draft{claim: claim, at: r.position(n), file: r.number, column: n.Column, flow: n.Style&yaml.FlowStyle != 0}
	given := keyed(r, n, "a claim", claimFields, func(read func(claimEntry, *yaml.Node), value *yaml.Node) {
		read(claimEntry{c, r, s}, value)
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
	if !given.has("line") {
		r.fault(n, "add line: with the line of the source file, counted from 1", "the claim has no line")
	}
	if !given.has("mentions") {
		r.fault(n, "add mentions: [words that stand on that line]", "the claim has no mentions")
	}
	if !given.has("claim") {
		r.fault(n, "add claim: subject predicate object", "the claim says nothing")
	}
	edge := given["claim"]
	if edge == nil {
		return
	}
	predicate := c.edge(r, edge, claim)
	if predicate.Name == "" {
		return
	}
	r.checkKeys(given, predicate)
	if predicate.Name == "prioritises" && given["stance"] == nil {
		claim.Stance = graph.Unstated
	}
	minted := predicate.Mints == graph.Target || predicate.Mints == graph.Figure
	switch {
	case minted && !given.has("amount"):
		r.fault(edge, `add amount: such as "> 2000亿元"`, "the claim of a %s has no amount", predicate.Mints)
	case predicate.Mints == graph.Tenure && !given.has("of"):
		r.fault(edge, "add of: place/… or organisation/…", "the claim does not say where the post is held")
	}
	s.time(r, n, predicate, given["in"] != nil)
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

func (r reader) checkKeys(given given, p graph.Predicate) {
	for _, key := range given.values(claimKeys, func(k Key) bool { return !k.In(p) }) {
		r.fault(given[key.Name], "delete it; "+key.takers(), "a claim of %s takes no %q", p.Name, key.Name)
	}
	if given["in"] != nil && (given["by"] != nil || given["from"] != nil) {
		r.fault(given["in"], "keep in, or from and by", `"in" stands beside "from" or "by"`)
	}
	if given["within"] != nil && (given["by"] != nil || given["in"] != nil) {
		r.fault(given["within"], "keep within where the text gives no year, and the year where it does", `"within" stands beside "by" or "in"`)
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
			r.checkMention(target(item))
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
