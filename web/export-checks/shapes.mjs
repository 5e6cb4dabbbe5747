// Validates an export in Turtle against the shapes that polygraph describes, and makes sure
// that the shapes see what is wrong: node shapes.mjs GRAPH.ttl SHAPES.ttl
import { readFileSync } from 'node:fs'
import { DataFactory, Parser, Store } from 'n3'
import { Validator } from 'shacl-engine'

const sh = 'http://www.w3.org/ns/shacl#'
const [graphFile, shapesFile] = process.argv.slice(2)
const graph = new Parser().parse(readFileSync(graphFile, 'utf8'))
const shapes = new Store(new Parser().parse(readFileSync(shapesFile, 'utf8')))

const validator = new Validator(shapes, { factory: DataFactory })
const told = (report) => report.results.slice(0, 10).map((r) => `  ${focus(r)} ${JSON.stringify(r.path?.map?.((p) => p.predicates?.[0]?.value))} ${r.constraintComponent?.value} ${r.value?.term?.value ?? ''}`).join('\n')

const focus = (r) => r.focusNode?.term?.value

const report = await validator.validate({ dataset: new Store(graph) })
if (!report.conforms) {
  console.error(`${graphFile} does not conform: ${report.results.length} results\n${told(report)}`)
  process.exit(1)
}
const classes = shapes.getQuads(null, sh + 'targetClass', null).map((q) => q.object)
const seen = classes.filter((c) => graph.some((q) => q.object.equals(c)))
console.log(`shapes: ${graph.length} triples conform to ${classes.length} shapes, ${seen.length} of which have nodes`)
if (seen.length < 10) {
  console.error('too few of the shapes have nodes for this to mean anything')
  process.exit(1)
}

// Each of these makes one thing wrong in the valid graph.
const base = classes[0].value.split('vocabulary#')[0]
const term = (name) => DataFactory.namedNode(`${base}vocabulary#${name}`)
const first = (name) => graph.find((q) => q.predicate.equals(term(name)))
const without = (quad) => graph.filter((q) => q !== quad)
const stance = first('stance'), line = first('line'), level = first('level'), prioritises = first('prioritises')
const source = graph.find((q) => q.predicate.value.endsWith('hadPrimarySource'))
const label = graph.find((q) => q.predicate.value.endsWith('prefLabel'))
const subject = graph.find((q) => q.predicate.value.endsWith('#subject') && q.subject.value.includes('/claim/'))
const { quad, literal, namedNode } = DataFactory
const wrongs = {
  'a stance that there is not': [...without(stance), quad(stance.subject, stance.predicate, literal('LIKE'))],
  'two stances': [...graph, quad(stance.subject, stance.predicate, literal(stance.object.value === 'GROW' ? 'LEAD' : 'GROW'))],
  'a line that is no number': [...without(line), quad(line.subject, line.predicate, literal('six'))],
  'a claim without a document': without(source),
  'a claim from no document': [...without(source), quad(source.subject, source.predicate, prioritises.subject)],
  'a place of no level': without(level),
  'a name in a language that is not used': [...graph, quad(label.subject, label.predicate, literal('Nom', 'fr'))],
  'two names in one language': [...graph, quad(label.subject, label.predicate, literal('Another', label.object.language))],
  'a relation to the wrong kind': [...graph, quad(prioritises.subject, prioritises.predicate, prioritises.subject)],
  'a relation of the wrong kind': [...graph, quad(prioritises.object, prioritises.predicate, prioritises.object)],
  'a property that there is not': [...graph, quad(level.subject, namedNode(`${base}vocabulary#mood`), literal('good'))],
  'a claim between the wrong kinds': [...without(subject), quad(subject.subject, subject.predicate, source.object)],
}
// Only what the change touches need be looked at again: the nodes of one claim and of its ends.
for (const [name, quads] of Object.entries(wrongs)) {
  const changed = new Set(quads.filter((q) => !graph.includes(q)).concat(graph.filter((q) => !quads.includes(q))).map((q) => q.subject.value))
  const near = new Set(changed)
  for (const q of quads) if (changed.has(q.subject.value)) near.add(q.object.value)
  const report = await validator.validate({ dataset: new Store(quads.filter((q) => near.has(q.subject.value) && (changed.has(q.subject.value) || q.predicate.value.endsWith('#type')))) })
  const found = report.results.filter((r) => changed.has(focus(r)))
  if (found.length === 0) {
    console.error(`the shapes do not see ${name}`)
    process.exit(1)
  }
}
console.log(`shapes: ${Object.keys(wrongs).length} faults are all seen`)
