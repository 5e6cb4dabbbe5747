package graph

import (
	"context"
	"flag"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A failed property prints the seed that repeats it, so no file need be left
// behind among the sources.
func init() {
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
}

// failer is what the fixture needs of *testing.T, *testing.B and *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// build makes a View of facts, one a line:
//
//	place/gangcheng en=Gangcheng zh-Hans=钢城区 level=district partOf=place/laiwu[..2019-01] partOf=place/jinan[2019-01..]
//	document/a date=2018-03-05 language=en
//	place/gangcheng prioritises industry/steel @document/a:6 stance=UPGRADE
//	official/wang holds post/mayor @document/a:3 of=place/gangcheng
//	place/gangcheng hasTarget metric/output @document/a:7 amount="> 2000亿元" by=2025 span=12-40
//	document/a section="7:we shall=Targets" reviewed="9:thanks,guests=no fact" (line, words there, title or reason)
//
// A line describes a thing, or makes a claim where a predicate follows the ID.
// What is only mentioned exists too, without a name. As in the data files, the
// object of holds, hasTarget and hasFigure is written as the post or the metric.
func build(t failer, facts string) *View {
	t.Helper()
	return open(t, facts).View()
}

// open is build for tests that go on to change the graph.
func open(t failer, facts string) *Store {
	t.Helper()
	store := NewStore(nil)
	if quads := Encode(parseFacts(t, facts)); len(quads) > 0 {
		if _, err := store.Apply(context.Background(), Changeset{Add: quads}); err != nil {
			t.Fatalf("%v", err)
		}
	}
	return store
}

// become makes the graph of a store the one of other facts, in one commit.
func become(t failer, store *Store, facts string) *View {
	t.Helper()
	view, err := store.Apply(context.Background(), Diff(store.View(), Encode(parseFacts(t, facts))))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return view
}

// A word ends at a space that no quotes hold together.
var wordPattern = regexp.MustCompile(`(?:[^\s"]|"[^"]*")+`)

type facts struct {
	failer
	line   string
	things map[ID]*Thing
	order  []ID
	claims []*Claim
}

func parseFacts(t failer, text string) ([]*Thing, []*Claim) {
	t.Helper()
	f := facts{failer: t, things: map[ID]*Thing{}}
	for line := range strings.Lines(text) {
		f.line = strings.TrimSpace(line)
		words := wordPattern.FindAllString(f.line, -1)
		if len(words) == 0 {
			continue
		}
		for i := range words {
			words[i] = strings.ReplaceAll(words[i], `"`, "")
		}
		if len(words) > 3 && strings.HasPrefix(words[3], "@") {
			f.claim(words)
		} else {
			f.describe(words)
		}
	}
	things := make([]*Thing, 0, len(f.order))
	for _, id := range f.order {
		things = append(things, f.things[id])
	}
	return things, f.claims
}

func (f *facts) wrong(what string) {
	f.Helper()
	f.Fatalf("the line %q of a fixture has %s", f.line, what)
}

func (f *facts) thing(text string) *Thing {
	f.Helper()
	id, err := ParseID(text)
	if err != nil {
		f.wrong(err.Error())
	}
	if f.things[id] == nil {
		f.things[id] = &Thing{ID: id, Kind: id.Kind(), Labels: map[string]string{}, Aliases: map[string][]string{}}
		if id.Kind() == Document {
			f.things[id].Source = &Source{File: id.Name() + ".txt"}
		}
		f.order = append(f.order, id)
	}
	return f.things[id]
}

func (f *facts) date(text string) Date {
	f.Helper()
	if text == "" {
		return ""
	}
	date, err := ParseDate(text)
	if err != nil {
		f.wrong(err.Error())
	}
	return date
}

// dated reads "place/jinan[2019-01..]".
func (f *facts) dated(text string) (string, Span) {
	f.Helper()
	value, span, found := strings.Cut(strings.TrimSuffix(text, "]"), "[")
	if !found {
		return value, Span{}
	}
	from, until, _ := strings.Cut(span, "..")
	return value, Span{From: f.date(from), Until: f.date(until)}
}

// words reads "7:we shall=Targets", where the words may be missing.
func (f *facts) words(text string) (line int, words, about string) {
	f.Helper()
	place, about, _ := strings.Cut(text, "=")
	number, words, _ := strings.Cut(place, ":")
	line, err := strconv.Atoi(number)
	if err != nil {
		f.wrong("no line number")
	}
	return line, words, about
}

func (f *facts) describe(words []string) {
	f.Helper()
	t := f.thing(words[0])
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		text, span := f.dated(value)
		switch key {
		case English, Simplified, Traditional, Pinyin:
			t.Labels[key] = value
		case "alias-" + English, "alias-" + Simplified, "alias-" + Traditional, "alias-" + Pinyin:
			language := strings.TrimPrefix(key, "alias-")
			t.Aliases[language] = append(t.Aliases[language], value)
		case "note":
			t.Note = value
		case "broader":
			t.Broader = append(t.Broader, f.thing(value).ID)
		case "in":
			t.InIndustry = append(t.InIndustry, f.thing(value).ID)
		case "partOf":
			t.PartOf = append(t.PartOf, DatedID{f.thing(text).ID, span})
		case "succeededBy":
			t.SucceededBy = append(t.SucceededBy, DatedID{f.thing(text).ID, span})
		case "code":
			t.Codes = append(t.Codes, DatedTag{text, span})
		case "level":
			t.Level = value
		case "form":
			t.Form = value
		case "formula":
			t.Formula = value
		case "unit":
			t.Unit = Unit(value)
		case "single":
			t.Single = true
		case "language":
			t.Source.Language = value
		case "date":
			earliest, latest, between := strings.Cut(value, "..")
			if !between {
				latest = earliest
			}
			t.Source.Date = DocumentDate{Earliest: f.date(earliest), Latest: f.date(latest)}
		case "section":
			line, begins, title := f.words(value)
			t.Source.Sections = append(t.Source.Sections, Section{Line: line, Begins: begins, Title: map[string]string{English: title}})
		case "reviewed":
			line, mentions, reason := f.words(value)
			review := Review{Line: line, Reason: reason}
			if mentions != "" {
				review.Mentions = strings.Split(mentions, ",")
			}
			t.Source.Reviewed = append(t.Source.Reviewed, review)
		default:
			f.wrong("the unknown key " + key)
		}
	}
}

func (f *facts) claim(words []string) {
	f.Helper()
	predicate, known := LookupPredicate(words[1])
	document, line, _ := strings.Cut(strings.TrimPrefix(words[3], "@"), ":")
	number, err := strconv.Atoi(line)
	if !known || err != nil {
		f.wrong("an unknown predicate or no line number")
	}
	c := &Claim{Document: f.thing(document).ID, Line: number, Subject: f.thing(words[0]).ID, Predicate: predicate.Name, Object: f.thing(words[2]).ID}
	var measure Measure
	var of ID
	for _, word := range words[4:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "stance":
			c.Stance = Stance(value)
		case "amount", "scale":
			q, err := ParseQuantity(value)
			if err != nil {
				f.wrong(err.Error())
			}
			c.Quantity = &q
		case "part":
			c.Part, _ = strconv.Atoi(value)
		case "of":
			of = f.thing(value).ID
		case "from":
			c.Span.From = f.date(value)
		case "until":
			c.Span.Until = f.date(value)
		case "by":
			measure.Period.By = f.date(value)
		case "in":
			measure.Period = Period{From: f.date(value), By: f.date(value)}
		case "within":
			measure.Period.Within = Duration(value)
		case "scope":
			measure.Scope = value
		case "stretch":
			measure.Stretch = true
		case "recurrence":
			c.Recurrence = Duration(value)
		case "baseline":
			c.Baseline = value
		case "mentions":
			c.Mentions = strings.Split(value, ",")
		case "reading":
			c.Reading = value
		case "span":
			span, err := ParseTextSpan(value)
			if err != nil {
				f.wrong(err.Error())
			}
			c.TextSpan = span
		default:
			f.wrong("the unknown key " + key)
		}
	}
	switch predicate.Mints {
	case Tenure:
		holding := &Holding{Official: c.Subject, Post: c.Object, At: of, Span: c.Span}
		c.Object = TenureID(holding)
		f.thing(string(c.Object)).Holding = holding
	case Target, Figure:
		if c.Span.From != "" {
			measure.Period.From, c.Span.From = c.Span.From, ""
		}
		measure.Of, measure.Metric = c.Subject, c.Object
		c.Object = MeasureID(predicate.Mints, &measure)
		f.thing(string(c.Object)).Measure = &measure
	default:
		c.Period = measure.Period
	}
	c.ID = ClaimID(c)
	f.claims = append(f.claims, c)
}

// same compares an answer with what is wanted.
func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// listed compares a list, each item written as a line, with the wanted lines.
func listed[T any](t testing.TB, items []T, write func(T) string, want string) {
	t.Helper()
	var got, lines []string
	for _, item := range items {
		got = append(got, write(item))
	}
	for line := range strings.Lines(want) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if !slices.Equal(got, lines) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(lines, "\n\t"))
	}
}

// refused tests that an error has the code and says each of the words.
func refused(t testing.TB, err error, code Code, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("nothing was refused, want %s", code)
		return
	}
	if CodeOf(err) != code {
		t.Errorf("the code of %q is %s, want %s", err, CodeOf(err), code)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the error %q does not say %q", err, word)
		}
	}
}

// sources writes the lines of claims as "document:line", for short expectations.
func sources(claims []*Claim) string {
	var list []string
	for _, c := range claims {
		list = append(list, c.Document.Name()+":"+strconv.Itoa(c.Line))
	}
	return strings.Join(list, " ")
}

func joined[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = string(item)
	}
	return strings.Join(texts, " ")
}

// edgeLine writes an edge with the claims behind it.
func edgeLine(e Edge) string { return edgeWith(e, e.Claims()) }

func edgeWith(e Edge, claims []*Claim) string {
	text := e.Key()
	if e.Curated() {
		text += " curated"
	}
	if len(claims) > 0 {
		text += " @" + sources(claims)
	}
	return text
}
