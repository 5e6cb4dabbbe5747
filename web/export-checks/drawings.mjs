// Reads GEXF and GraphML with graphology, and compares what it finds with what there
// should be; the schemas of both formats, where they are at hand, are checked by xmllint.
//
//   node drawings.mjs FOLDER [SCHEMAS] [--nodes COUNT --edges COUNT]
//
// FOLDER, or folders in it, hold gexf.gexf, gexf12.gexf and graphml.graphml. An
// expected.json beside them says what is in them; without one, all must hold the same,
// and as many nodes and edges as the options say. SCHEMAS holds gexf-1.3/gexf.xsd,
// gexf-1.2draft/gexf.xsd and graphml/graphml.xsd.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Graph from 'graphology'
import gexf from 'graphology-gexf'
import graphml from 'graphology-graphml'

const { values: counts, positionals } = parseArgs({
  allowPositionals: true,
  options: { nodes: { type: 'string' }, edges: { type: 'string' } },
})
const [folder, schemas] = positionals
if (!folder) fail('say which folder: node drawings.mjs FOLDER [SCHEMAS] [--nodes COUNT --edges COUNT]')

const formats = [
  {
    file: 'gexf.gexf', schema: 'gexf-1.3/gexf.xsd', parse: (text) => gexf.parse(Graph, text),
    lists: true, kinds: true, looks: ['label', 'color', 'size', 'x', 'y', 'z'], color: (c) => `rgb(${c.join(',')})`,
  },
  {
    file: 'gexf12.gexf', schema: 'gexf-1.2draft/gexf.xsd', parse: (text) => gexf.parse(Graph, text),
    looks: ['label', 'color', 'size', 'x', 'y', 'z'], color: (c) => `rgb(${c.join(',')})`,
  },
  {
    file: 'graphml.graphml', schema: 'graphml/graphml.xsd', parse: (text) => graphml.parse(Graph, text), tokens: true,
    looks: ['label', 'color', 'size', 'x', 'y', 'identifier'], color: (c) => '#' + c.map((n) => n.toString(16).padStart(2, '0')).join(''),
  },
]

// The colors of two kinds that every graph has, as style.go gives them.
const colors = { Place: [0, 114, 178], Industry: [230, 159, 0] }

const folders = existsSync(join(folder, formats[0].file))
  ? [folder]
  : readdirSync(folder).sort().map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory() && existsSync(join(path, formats[0].file)))
if (folders.length === 0) fail(`${folder} and the folders in it have no ${formats[0].file}`)
for (const of of folders) checkFolder(of)

function checkFolder(of) {
  let expected = existsSync(join(of, 'expected.json')) ? readExpected(join(of, 'expected.json')) : undefined
  if (!expected && !(counts.nodes && counts.edges)) fail(`${of} has no expected.json; say --nodes and --edges`)
  for (const format of formats) {
    const path = join(of, format.file)
    const where = (what) => `${path}: ${what}`
    const graph = parsed(path, format)
    if (!expected) {
      expected = derived(graph); // by the first format, which has lists
      same(where('nodes'), graph.order, Number(counts.nodes))
      same(where('edges'), graph.size, Number(counts.edges))
    }
    compareNodes(graph, expected, format, where)
    compareEdges(graph, expected, format, where)
    console.log(`${path}: graphology reads ${graph.order} nodes and ${graph.size} edges, every attribute as expected`)
    validate(path, format.schema)
  }
}

function parsed(path, format) {
  try {
    return format.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    fail(`${path} cannot be read: ${error.message}`)
  }
}

function readExpected(path) {
  const { nodes, edges } = JSON.parse(readFileSync(path, 'utf8'))
  return { nodes: new Map(Object.entries(nodes)), edges: new Map(edges.map((edge) => [edgeKey(edge.source, edge), edge])) }
}

// edgeKey says which edge it is: the ID that every format gives it.
function edgeKey(source, edge) {
  return `${source} ${edge.predicate} ${edge.target}`
}

function derived(graph) {
  const without = (attributes, names) => Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)))
  return {
    nodes: new Map(graph.mapNodes((id, attributes) => [id, without(attributes, ['color', 'size', 'x', 'y', 'z'])])),
    edges: new Map(graph.mapEdges((id, attributes, source, target) =>
      [id, { ...without(attributes, ['weight', 'kind']), source, target }])),
  }
}

function compareNodes(graph, expected, format, where) {
  same(where('number of nodes'), graph.order, expected.nodes.size)
  const places = new Set()
  for (const [id, wanted] of expected.nodes) {
    const token = format.tokens ? id.replaceAll('/', ':') : id
    if (!graph.hasNode(token)) fail(where(`there is no node ${token}`))
    const found = graph.getNodeAttributes(token)
    compareAttributes(where(id), found, wanted, format)
    for (const name of Object.keys(found)) {
      if (!(name in wanted) && !format.looks.includes(name)) fail(where(`${id} has ${name}, which nobody expects`))
    }
    if (format.tokens) same(where(`${id} identifier`), found.identifier, id)
    if (wanted.kind in colors) same(where(`${id} color`), found.color, format.color(colors[wanted.kind]))
    if (!(found.size >= 3 && found.size <= 100)) fail(where(`${id} has the size ${found.size}`))
    if (expected.nodes.size <= 5000) {
      if (!(Math.abs(found.x) < 10_000 && Math.abs(found.y) < 10_000)) fail(where(`${id} is at ${found.x}, ${found.y}`))
      places.add(`${found.x},${found.y}`)
    }
  }
  if (expected.nodes.size <= 5000) same(where('number of places'), places.size, expected.nodes.size)
}

function compareEdges(graph, expected, format, where) {
  same(where('number of edges'), graph.size, expected.edges.size)
  for (const [id, wanted] of expected.edges) {
    const token = format.tokens ? id.replaceAll('/', ':').replaceAll(' ', '_') : id
    if (!graph.hasEdge(token)) fail(where(`there is no edge ${token}`))
    const end = (name) => (format.tokens ? name.replaceAll('/', ':') : name)
    const both = [graph.source(token), graph.target(token)]
    const mutual = format.kinds === true && wanted.predicate === 'cooperatesWith'
    same(where(`${id} is undirected`), graph.isUndirected(token), mutual)
    same(where(`${id} ends`), mutual ? both.sort() : both, mutual ? [end(wanted.source), end(wanted.target)].sort() : [end(wanted.source), end(wanted.target)])
    const found = graph.getEdgeAttributes(token)
    const { source, target, ...attributes } = wanted
    compareAttributes(where(id), found, attributes, format)
    same(where(`${id} weight`), found.weight, Math.max(1, wanted.claims ?? 1))
    if (format.kinds) same(where(`${id} kind`), found.kind, wanted.predicate)
    for (const name of Object.keys(found)) {
      if (!(name in wanted) && name !== 'weight' && !(format.kinds && name === 'kind')) fail(where(`${id} has ${name}, which nobody expects`))
    }
  }
}

function compareAttributes(where, found, wanted, format) {
  for (const [name, value] of Object.entries(wanted)) {
    same(`${where} ${name}`, found[name], Array.isArray(value) && !format.lists ? value.join('; ') : value)
  }
}

function validate(path, schema) {
  if (!schemas) return console.log(`${path}: SKIPPED its schema, as no folder of schemas is named`)
  const file = join(schemas, schema)
  if (!existsSync(file)) return console.log(`${path}: SKIPPED its schema, as there is no ${file}`)
  const { error, status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--huge', '--schema', file, path], { encoding: 'utf8' })
  if (error?.code === 'ENOENT') return console.log(`${path}: SKIPPED its schema, as xmllint is not installed`)
  if (status !== 0) fail(`${path} does not follow ${schema}:\n${stderr.slice(0, 2000)}`)
  console.log(`${path}: follows ${schema}`)
}

function same(what, found, wanted) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) fail(`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`)
}

function fail(message) {
  console.error(`FAILED: ${message}`)
  process.exit(1)
}
