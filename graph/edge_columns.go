package graph

// edgeColumns are what is reckoned of the claims on each edge, once for a View, as most
// answers ask for it.
type edgeColumns struct {
	stances []stanceSet
	first   []number // the earliest of the documents whose date is known; noNumber where there is none
}

func newEdgeColumns(v *View) *edgeColumns {
	edges := v.edges.count()
	c := &edgeColumns{stances: make([]stanceSet, edges), first: make([]number, edges)}
	dates := make(map[ID]datedDocument)
	for edge := range uint32(edges) {
		c.first[edge] = noNumber
		var since Date
		claims := v.edges.claims.of(edge)
		for i, claim := range claims {
			c.stances[edge] |= stanceSetOf(claim.Stance)
			if i > 0 && claims[i-1].Document == claim.Document {
				continue
			}
			document, met := dates[claim.Document]
			if !met {
				document.number = v.numberOf(claim.Document)
				document.date = v.dateOf(document.number)
				dates[claim.Document] = document
			}
			// Claims come by document, so of several of one day the first by ID stays.
			if document.date.Known() && (c.first[edge] == noNumber || compareStarts(document.date.Earliest, since) < 0) {
				c.first[edge], since = document.number, document.date.Earliest
			}
		}
	}
	return c
}

type datedDocument struct {
	number number
	date   DocumentDate
}

// dateOf is that of a document, without reading all else that is known of it.
func (v *View) dateOf(document number) DocumentDate {
	if !v.isThing(document) || v.kinds[document] != documentKindNumber {
		return DocumentDate{}
	}
	if t := v.things[v.thingPlaces[document]-1].Load(); t != nil {
		return t.Source.Date
	}
	return v.properties(v.rowsOf(v.findIRI(GraphCurated), document)).documentDate()
}

func (p properties) documentDate() DocumentDate {
	return DocumentDate{Earliest: Date(p.one(termEarliest)), Latest: Date(p.one(termLatest)), Inferred: p.one(termInferred)}
}
