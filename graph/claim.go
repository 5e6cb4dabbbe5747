package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// Claim is one statement of one document. It keeps apart what was said (the
// edge and its qualifiers), where (document, line, mentions) and how a bad
// translation was understood (Reading). Claims handed out by a View are shared
// and must not be changed.
type Claim struct {
	ID        ID
	Document  ID
	Line      int      // of the source file, from 1
	TextSpan  TextSpan // where on the line; the zero one when not known
	Mentions  []string // words that stand there, a few at most
	Subject   ID
	Predicate string
	Object    ID

	Stance   Stance
	Quantity *Quantity // of a target or figure; or the scale class of an edge
	Part     int       // which summand of the subject's formula, from 1; 0 when none
	Span     Span      // over which a tenure or membership holds
	Period   Period    // in or by which something is to be done; a target's or figure's stands on its node
	Reading  string

	Recurrence Duration // of a target or figure: P1Y is again every year
	Baseline   string   // what growth is counted from: a Date, or a Duration before the period's end
}

// Measure is what makes one Target or Figure the same as another: all of its
// fields together. The value itself stands on the claim, so that two documents
// can disagree about one target.
type Measure struct {
	Of      ID
	Metric  ID
	Scope   string // an ID, or a few plain words; empty when unrestricted
	Period  Period
	Stretch bool // the higher of two targets that are named together
}

// Period is the time of a target or figure. A target has a deadline By, or stays
// relative (Within) where no year is stated. A figure is of the time From … By.
type Period struct {
	From   Date
	By     Date
	Within Duration
}

// Holding is what makes one Tenure the same as another.
type Holding struct {
	Official ID
	Post     ID
	At       ID
	Span     Span
}

// ClaimID derives the identity of a claim: what is stated, where. Span, mentions,
// stance, qualifiers and reading stay outside, so correcting them keeps the ID.
// Fields are length-prefixed before hashing: ("a.b","c") is not ("a","b.c").
func ClaimID(c *Claim) ID {
	fields := []string{string(c.Document), strconv.Itoa(c.Line), string(c.Subject), c.Predicate, string(c.Object)}
	if c.Quantity != nil && (c.Quantity.ScaleClass == "" || c.Object.Kind() == Target || c.Object.Kind() == Figure) {
		fields = append(fields, string(c.Quantity.Comparator), formatNumber(c.Quantity.Value))
	}
	return ID("claim/" + digest(fields...))
}

// digest is 16 hexadecimal digits of a hash over the length-prefixed fields.
func digest(fields ...string) string {
	hash := sha256.New()
	for _, field := range fields {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		hash.Write(length[:])
		hash.Write([]byte(field))
	}
	return hex.EncodeToString(hash.Sum(nil)[:8])
}

// MeasureID names a Target or Figure after what it is, so that two documents
// that state the same target meet in one node.
func MeasureID(kind Kind, m *Measure) ID {
	parts := []string{m.Of.dotted(), m.Metric.Name()}
	if m.Scope != "" {
		parts = append(parts, slug(m.Scope))
	}
	switch p := m.Period; {
	case p.From != "" && p.From == p.By:
		parts = append(parts, "in-"+string(p.By))
	default:
		if p.From != "" {
			parts = append(parts, "from-"+string(p.From))
		}
		if p.By != "" {
			parts = append(parts, "by-"+string(p.By))
		}
	}
	if m.Period.Within != "" {
		parts = append(parts, "within-"+strings.ToLower(string(m.Period.Within)))
	}
	if m.Stretch {
		parts = append(parts, "stretch")
	}
	return ID(kind.Info().Prefix + "/" + strings.Join(parts, "."))
}

// TenureID names a tenure after who holds what where, and since when if that is
// stated. When it ended makes no other tenure of it: one document may know the
// end, another not.
func TenureID(h *Holding) ID {
	parts := []string{h.Official.Name(), h.Post.Name(), h.At.dotted()}
	if h.Span.From != "" {
		parts = append(parts, "from-"+string(h.Span.From))
	}
	return ID("tenure/" + strings.Join(parts, "."))
}

// compareClaims orders claims as a reader meets them: by document, line, and
// where on the line they stand.
func compareClaims(a, b *Claim) int {
	return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.TextSpan.Start, b.TextSpan.Start), cmp.Compare(a.TextSpan.End, b.TextSpan.End), cmp.Compare(a.ID, b.ID))
}

// maxPlace is the last line, and the last character on one, for which source has room.
const maxPlace = 999_999_999

// source is a text that orders claims as compareClaims does, but for the ID.
func (c *Claim) source() string {
	return fmt.Sprintf("%s %09d %09d %09d", c.Document, c.Line, c.TextSpan.Start, c.TextSpan.End)
}
