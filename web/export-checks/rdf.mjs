// Programs that nobody here wrote read the RDF exports of a folder and must find one
// and the same graph in all of them:
//
//   node rdf.mjs FOLDER [--thorough]
//
// FOLDER holds nquads.nq, trig.trig, turtle.ttl, jsonld.jsonld and jsonld-framed.jsonld
// of one piece of the graph, and perhaps expected.json with the number of quads; or it
// holds such folders. N3.js, Oxigraph and jsonld.js read; the first difference ends it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'n3'
import oxigraph from 'oxigraph'
import jsonld from 'jsonld'

const framePath = new URL('../../graph/export/testdata/frame.golden.jsonld', import.meta.url)
const defaultBase = 'https://polygraph.example/id/'

const thorough = process.argv.includes('--thorough')
const largest = 20_000 // quads, that jsonld.js canonizes and frames in seconds

const fail = (what) => {
  console.error(`FAILED: ${what}`)
  process.exit(1)
}

const same = (what, got, want) => {
  if (got !== want) fail(`${what}: ${got}, want ${want}`)
}

// The first line in which two sorted lists differ.
const sameLines = (what, got, want) => {
  for (let i = 0; i < Math.max(got.length, want.length); i++) {
    if (got[i] !== want[i]) fail(`${what}: line ${i + 1} of ${got.length} is\n  ${got[i]}\nof ${want.length} should be\n  ${want[i]}`)
  }
}

const textOf = (lines) => lines.map((line) => line + '\n').join('')
const linesOf = (text) => text.split('\n').filter(Boolean)
// By code points, as canonical N-Quads are sorted.
const sorted = (lines) => lines.map((line) => [Buffer.from(line), line]).sort((a, b) => Buffer.compare(a[0], b[0])).map(([, line]) => line)

// RDF 1.1 lets programs write language tags in lower case, and these programs do. No
// text of the graph can hold what looks like the tag of a literal: its quotes are escaped.
const lowerTags = (line) => line.replace(/^((?:<[^>]*> ){2}"(?:[^"\\]|\\.)*"@)([A-Za-z0-9-]+)/, (_, before, tag) => before + tag.toLowerCase())
const withoutGraph = (line) => line.replace(/ <[^<>"]*> \.$/, ' .')

// jsonld.js writes every double with its 16 digits anew, even one that stands in the file
// as a text: 9.64E1 becomes 9.640000000000001E1. The specification has it keep texts.
const double = '"^^<http://www.w3.org/2001/XMLSchema#double>'
const digits16 = (line) => {
  const end = line.lastIndexOf(double)
  if (end < 0) return line
  const begin = line.lastIndexOf('"', end - 1) + 1
  return line.slice(0, begin) + Number(line.slice(begin, end)).toExponential(15).replace(/(\d)0*e\+?/, '$1E') + line.slice(end)
}

const denied = async (address) => { throw new Error(`the export makes the reader fetch ${address}`) }

// A quad as canonical N-Quads write it (RDF Dataset Canonicalization, "Canonical form").
const escapes = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', '\\': '\\\\' }
const escaped = (text) => text.replace(/[\u0000-\u001f\u007f"\\]/g, (c) => escapes[c] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
const written = (term) => {
  if (term.termType === 'NamedNode') return `<${term.value}>`
  if (term.termType !== 'Literal') fail(`a term is a ${term.termType}`)
  const text = `"${escaped(term.value)}"`
  if (term.language) return `${text}@${term.language}`
  return term.datatype.value === 'http://www.w3.org/2001/XMLSchema#string' ? text : `${text}^^<${term.datatype.value}>`
}
const lineOf = (q) => [q.subject, q.predicate, q.object, ...(q.graph.termType === 'DefaultGraph' ? [] : [q.graph])].map(written).join(' ') + ' .'

// What N3.js reads, as sorted canonical lines.
const n3 = (text, format) => sorted(new Parser({ format }).parse(text).map(lineOf).map(lowerTags))

// The dataset as sorted lines of N-Quads as Oxigraph writes them.
const stored = (text, format) => {
  const store = new oxigraph.Store()
  store.load(text, { format })
  return sorted(linesOf(store.dump({ format: 'application/n-quads' })))
}

// A tree without what libraries may choose: the order of keys and of lists, lists of
// one, the case of language tags, numbers as texts. Empty lists say nothing.
const plain = (value, key, context) => {
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item, key, context)).filter((item) => item !== undefined)
    if (items.length === 0) return undefined
    if (items.length === 1) return items[0]
    return items.map((item) => [JSON.stringify(item), item]).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
  }
  if (value === null || typeof value !== 'object') {
    const type = context[key]?.['@type']
    if (type === 'xsd:integer' || type === 'xsd:double') return Number(value)
    return type === 'xsd:boolean' ? String(value) : value
  }
  const isMap = key === 'label' || key === 'alias'
  const result = {}
  for (const name of Object.keys(value).sort()) {
    const inner = plain(value[name], name, context)
    if (inner !== undefined) result[isMap ? name.toLowerCase() : name] = inner
  }
  return result
}

const check = async (folder) => {
  const read = (name) => readFileSync(join(folder, name), 'utf8')
  const started = Date.now()
  const say = (text) => console.log(`${folder}: ${text} (${((Date.now() - started) / 1000).toFixed(1)} s)`)

  const nquads = read('nquads.nq')
  const lines = linesOf(nquads)
  const triples = new Set(lines.map(withoutGraph))
  if (existsSync(join(folder, 'expected.json'))) same('quads', lines.length, JSON.parse(read('expected.json')).quads)

  // N3.js keeps how a literal is written: each text and number must come back exactly.
  const canonical = sorted(lines.map(lowerTags))
  const merged = sorted([...triples].map(lowerTags))
  for (const [name, format, want] of [['nquads.nq', 'application/n-quads', canonical], ['trig.trig', 'application/trig', canonical], ['turtle.ttl', 'text/turtle', merged]]) {
    sameLines(`N3.js on ${name}`, n3(read(name), format), want)
  }
  say(`N3.js finds the same ${canonical.length} quads in N-Quads and TriG, and their ${merged.length} triples in Turtle`)

  // Oxigraph keeps numbers by their value, so its datasets are compared with each other.
  const dataset = stored(nquads, 'application/n-quads')
  same('quads that Oxigraph finds in nquads.nq', dataset.length, canonical.length)
  for (const [name, format] of [['trig.trig', 'application/trig'], ['jsonld.jsonld', 'application/ld+json']]) {
    sameLines(`Oxigraph on ${name}`, stored(read(name), format), dataset)
  }
  sameLines('Oxigraph on turtle.ttl', stored(read('turtle.ttl'), 'text/turtle'), sorted([...new Set(dataset.map(withoutGraph))]))
  say('Oxigraph finds the same quads in N-Quads, TriG, Turtle and JSON-LD')

  if (lines.length > largest && !thorough) {
    say(`left to jsonld.js are smaller graphs, as it takes minutes for ${lines.length} quads; --thorough lets it try`)
    return
  }

  // The sorted lines are the canonical form (RDF Dataset Canonicalization, RDFC-1.0).
  const options = { algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader: denied }
  same('the sorted lines of nquads.nq are canonical', await jsonld.canonize(nquads, { ...options, inputFormat: 'application/n-quads' }), textOf(sorted(lines)))
  const document = JSON.parse(read('jsonld.jsonld'))
  const again = await jsonld.canonize(document, options)
  const wanted = sorted(canonical.map(digits16))
  sameLines('jsonld.js on jsonld.jsonld', linesOf(again), wanted)
  same('the canonical form of jsonld.jsonld, byte by byte', again === textOf(wanted), true)
  const rounded = canonical.filter((line) => digits16(line) !== line).length
  say(`the sorted N-Quads are their canonical form, and that of the JSON-LD by jsonld.js, but for ${rounded} doubles that it writes anew`)

  // The trees say nothing that the graph does not, and what the library's framing says.
  const framed = JSON.parse(read('jsonld-framed.jsonld'))
  const known = new Set([...triples].map(lowerTags).map(digits16))
  const said = linesOf(await jsonld.toRDF(framed, { format: 'application/n-quads', documentLoader: denied, safe: true }))
  for (const line of said) if (!known.has(lowerTags(line))) fail(`jsonld-framed.jsonld says what the graph does not:\n  ${line}`)
  const frame = JSON.parse(readFileSync(framePath, 'utf8').replaceAll(defaultBase, framed['@context']['@base']))
  const expanded = await jsonld.fromRDF(nquads, { format: 'application/n-quads' })
  const want = await jsonld.frame(expanded, frame, { omitGraph: false, documentLoader: denied, base: framed['@context']['@base'] })
  same('the context of the frame', JSON.stringify(frame['@context']), JSON.stringify(framed['@context']))
  same('trees', framed.graph.length, want.graph.length)
  framed.graph.forEach((tree, i) => {
    const [a, b] = [tree, want.graph[i]].map((t) => plain(t, '', framed['@context']))
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) same(`${key} of ${tree.id}`, JSON.stringify(a[key]), JSON.stringify(b[key]))
  })
  say(`the ${framed.graph.length} trees say ${new Set(said).size} triples of the graph, and are what jsonld.js frames of it`)
}

const [folder] = process.argv.slice(2)
if (!folder) fail('give the folder of exports: node rdf.mjs FOLDER')
const folders = existsSync(join(folder, 'nquads.nq')) ? [folder] : readdirSync(folder).sort().map((name) => join(folder, name)).filter((name) => existsSync(join(name, 'nquads.nq')))
if (folders.length === 0) fail(`${folder} holds no nquads.nq`)
for (const name of folders) await check(name)
