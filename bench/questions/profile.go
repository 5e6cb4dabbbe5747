package questions

import (
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/plain"
)

var profile = Question{
	Name:  "profile",
	Title: "The whole profile of one place, about 100 records in 3 levels",
	Query: `query Profile($place: ID!) {
  profile(place: $place) {
    place { id label level }
    parts { id label }
    leaders { official { id label } post { id label } }
    priorities { industry { id label } stances claims { line document { id } } }
    clusters { object { id label } claims { line document { id } } }
    programmes { object { id label } }
    undertakings { predicate object { id label } }
    targets { subject { id } object { id } claims { line document { id } } }
    documents { id label }
  }
}`,
	PostGraphile: `query Profile($place: String!) {
  thingByKey(key: $place) {
    key
    label
    level
    allPartsList { key label }
    tenures: relationsByObjectIdList(condition: { predicate: "at" }) {
      thingBySubjectId {
        held: relationsByObjectIdList(condition: { predicate: "holds" }) { thingBySubjectId { key label } }
        post: relationsBySubjectIdList(condition: { predicate: "post" }) { thingByObjectId { key label } }
      }
    }
    priorities: relationsBySubjectIdList(condition: { predicate: "prioritises" }) {
      thingByObjectId { key label }
      claimsByRelationIdList { line stance documentByDocumentId { key } }
    }
    programmes: relationsBySubjectIdList(condition: { predicate: "runs" }) { thingByObjectId { key label ...targets } }
    builds: relationsBySubjectIdList(condition: { predicate: "builds" }) { ...undertaking }
    plans: relationsBySubjectIdList(condition: { predicate: "plans" }) { ...undertaking }
    hosts: relationsBySubjectIdList(condition: { predicate: "hosts" }) { ...undertaking }
    ...targets
    sourcesList { key label }
  }
}
fragment undertaking on Relation {
  thingByObjectId { key kind label ...targets }
  claimsByRelationIdList { line documentByDocumentId { key } }
}
fragment targets on Thing {
  targets: relationsBySubjectIdList(condition: { predicate: "hasTarget" }) {
    thingByObjectId { key }
    claimsByRelationIdList { line documentByDocumentId { key } }
  }
}`,
	SPARQL: func(v Variables) []string {
		place := "<" + base + v.Place + ">"
		claims := func(subject, predicate, object string) string {
			return ` OPTIONAL { ?claim rdf:subject ` + subject + ` ; rdf:object ` + object + ` ; rdf:predicate ` + predicate + ` ; p:line ?line ; prov:hadPrimarySource ?document . OPTIONAL { ?claim p:stance ?stance } }`
		}
		label := func(of, name string) string {
			return ` ` + of + ` skos:prefLabel ?` + name + ` . FILTER(LANG(?` + name + `) = "en")`
		}
		return []string{prefixes + `
SELECT ?what ?id ?label ?level ?other ?otherLabel ?stance ?line ?document WHERE {
  { BIND("place" AS ?what) BIND(` + place + ` AS ?id) ` + place + ` p:level ?level .` + label(place, "label") + ` }
  UNION { BIND("part" AS ?what) ?id d:within ` + place + ` .` + label("?id", "label") + ` FILTER(?id != ` + place + `) }
  UNION { BIND("leader" AS ?what) ?tenure org:organization ` + place + ` ; org:role ?other . ?id org:hasMembership ?tenure .` + label("?id", "label") + label("?other", "otherLabel") + ` }
  UNION { BIND("priority" AS ?what) ` + place + ` p:prioritises ?id .` + label("?id", "label") + claims(place, "p:prioritises", "?id") + ` }
  UNION { BIND("cluster" AS ?what) VALUES ?relation { p:builds p:plans p:hosts } ` + place + ` ?relation ?id . ?id rdf:type p:Cluster .` + label("?id", "label") + claims(place, "?relation", "?id") + ` }
  UNION { BIND("programme" AS ?what) ` + place + ` p:runs ?id .` + label("?id", "label") + ` }
  UNION { BIND("undertaking" AS ?what) VALUES ?other { p:builds p:plans p:hosts } ` + place + ` ?other ?id .` + label("?id", "label") + ` FILTER NOT EXISTS { ?id rdf:type p:Cluster } }
  UNION { BIND("target" AS ?what) { SELECT DISTINCT ?other WHERE { { BIND(` + place + ` AS ?other) } UNION { ` + place + ` p:runs|p:builds|p:plans|p:hosts ?other } } } ?other p:hasTarget ?id . ?claim rdf:subject ?other ; rdf:object ?id ; p:line ?line ; prov:hadPrimarySource ?document }
  UNION { BIND("document" AS ?what) { SELECT DISTINCT ?id WHERE { { ?claim rdf:subject ` + place + ` } UNION { ?claim rdf:object ` + place + ` } ?claim prov:hadPrimarySource ?id } } ` + label("?id", "label") + ` }
}`}
	},
	Draw: func(x *plain.Index, n int) []Variables {
		return each(x.DrawProfiled(n, profileRecords), func(id string) Variables { return Variables{Place: id} })
	},
	Append: func(x *plain.Index, b []byte, v Variables) []byte { return x.AppendProfile(b, v.Place) },
	facts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		p := data.get("profile")
		found.add("place", p.text("place", "id"), p.text("place", "label"), levelOf(p.text("place", "level")))
		claims := func(fact, of string, relation node) {
			for _, claim := range relation.get("claims").list() {
				found.add(fact, of, claim.text("document", "id"), claim.number("line"))
			}
		}
		named := func(fact string, thing node) string {
			found.add(fact, thing.text("id"), thing.text("label"))
			return thing.text("id")
		}
		for _, part := range p.get("parts").list() {
			named("part", part)
		}
		for _, l := range p.get("leaders").list() {
			found.add("leader", l.text("official", "id"), l.text("official", "label"), l.text("post", "id"), l.text("post", "label"))
		}
		for _, relation := range p.get("priorities").list() {
			id := named("priority", relation.get("industry"))
			claims("priority claim", id, relation)
			for _, stance := range relation.get("stances").list() {
				found.add("stance", id, stance.text())
			}
		}
		for _, relation := range p.get("clusters").list() {
			claims("cluster claim", named("cluster", relation.get("object")), relation)
		}
		for _, relation := range p.get("programmes").list() {
			named("programme", relation.get("object"))
		}
		for _, relation := range p.get("undertakings").list() {
			found.add("undertaking", strings.ToLower(relation.text("predicate")), relation.text("object", "id"), relation.text("object", "label"))
		}
		for _, relation := range p.get("targets").list() {
			found.add("target", relation.text("subject", "id"), relation.text("object", "id"))
			claims("target claim", relation.text("object", "id"), relation)
		}
		for _, document := range p.get("documents").list() {
			named("document", document)
		}
		return found
	},
	postGraphileFacts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		p := data.get("thingByKey")
		found.add("place", p.text("key"), p.text("label"), levelOf(p.text("level")))
		claims := func(fact, of string, relation node) {
			for _, claim := range relation.get("claimsByRelationIdList").list() {
				found.add(fact, of, claim.text("documentByDocumentId", "key"), claim.number("line"))
			}
		}
		targets := func(of node) {
			for _, relation := range of.get("targets").list() {
				id := relation.text("thingByObjectId", "key")
				found.add("target", of.text("key"), id)
				claims("target claim", id, relation)
			}
		}
		targets(p)
		for _, part := range p.get("allPartsList").list() {
			found.add("part", part.text("key"), part.text("label"))
		}
		for _, relation := range p.get("tenures").list() {
			tenure := relation.get("thingBySubjectId")
			for _, held := range tenure.get("held").list() {
				for _, post := range tenure.get("post").list() {
					found.add("leader", held.text("thingBySubjectId", "key"), held.text("thingBySubjectId", "label"),
						post.text("thingByObjectId", "key"), post.text("thingByObjectId", "label"))
				}
			}
		}
		for _, relation := range p.get("priorities").list() {
			industry := relation.get("thingByObjectId")
			found.add("priority", industry.text("key"), industry.text("label"))
			claims("priority claim", industry.text("key"), relation)
			for _, claim := range relation.get("claimsByRelationIdList").list() {
				found.add("stance", industry.text("key"), claim.text("stance"))
			}
		}
		for _, relation := range p.get("programmes").list() {
			programme := relation.get("thingByObjectId")
			found.add("programme", programme.text("key"), programme.text("label"))
			targets(programme)
		}
		for _, predicate := range []string{"builds", "plans", "hosts"} {
			for _, relation := range p.get(predicate).list() {
				object := relation.get("thingByObjectId")
				targets(object)
				if object.text("kind") == "Cluster" {
					found.add("cluster", object.text("key"), object.text("label"))
					claims("cluster claim", object.text("key"), relation)
				} else {
					found.add("undertaking", predicate, object.text("key"), object.text("label"))
				}
			}
		}
		for _, document := range p.get("sourcesList").list() {
			found.add("document", document.text("key"), document.text("label"))
		}
		return found
	},
	sparqlFacts: func(_ *plain.Index, _ Variables, rows node) factSet {
		found := factSet{}
		for _, row := range rows.list() {
			what, id := row.text("what"), row.text("id")
			switch what {
			case "place":
				found.add(what, id, row.text("label"), levelOf(row.text("level")))
			case "leader":
				found.add(what, id, row.text("label"), row.text("other"), row.text("otherLabel"))
			case "undertaking":
				found.add(what, strings.TrimPrefix(row.text("other"), "vocabulary#"), id, row.text("label"))
			case "target":
				found.add(what, row.text("other"), id)
			default:
				found.add(what, id, row.text("label"))
			}
			if document := row.text("document"); document != "" && slices.Contains([]string{"priority", "cluster", "target"}, what) {
				found.add(what+" claim", id, document, row.number("line"))
			}
			if stance := row.text("stance"); stance != "" && what == "priority" {
				found.add("stance", id, stance)
			}
		}
		return found
	},
}
