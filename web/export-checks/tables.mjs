// DuckDB reads the tables (csv, neo4j, parquet) and finds every node, edge and attribute
// that expected.json lists, and no others: node tables.mjs FOLDER
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'

const unitSeparator = '\u001f'

const connection = await (await DuckDBInstance.create(':memory:')).connect()

async function query(sql) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS()
}

function fail(message) {
  console.error(`FAILED ${message}`)
  process.exit(1)
}

function same(what, got, want) {
  if (!isDeepStrictEqual(got, want)) fail(`${what}: is ${show(got)}, should be ${show(want)}`)
}

function show(value) {
  return JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}` : v === undefined ? null : v))
}

const quoted = (text) => `'${text.replaceAll("'", "''")}'`

// The rows of a file of comma-separated values, all texts; what is empty is undefined.
async function csvRows(file) {
  const rows = await query(`SELECT * FROM read_csv(${quoted(file)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true)`)
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
}

// How a value stands where all are texts.
const plain = (value) => (Array.isArray(value) ? value.map(String).join('; ') : String(value))

const plainAll = (attributes) => Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plain(value)]))

const constant = (predicate) => predicate.replaceAll('-', '_').replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()

const weightOf = (edge) => Math.max(1, edge.claims ?? 0)

// Nodes by ID, each compared whole; then edges in their order.
function compare(format, want, nodes, edges, expectedNode, expectedEdge) {
  same(`${format}: number of nodes`, nodes.length, Object.keys(want.nodes).length)
  same(`${format}: number of edges`, edges.length, want.edges.length)
  const seen = new Set()
  for (const [id, got] of nodes) {
    if (seen.has(id)) fail(`${format}: ${id} is there twice`)
    seen.add(id)
    if (!(id in want.nodes)) fail(`${format}: ${id} should not be there`)
    const node = expectedNode(id, want.nodes[id])
    for (const name of new Set([...Object.keys(got), ...Object.keys(node)])) same(`${format}: ${id} ${name}`, got[name], node[name])
  }
  const ids = new Set()
  want.edges.forEach((edge, i) => {
    const [id, got] = edges[i]
    if (!id || ids.has(id)) fail(`${format}: edge ${i} has the ID ${show(id)}, which is none or another's`)
    ids.add(id)
    const wanted = expectedEdge(edge)
    for (const name of new Set([...Object.keys(got), ...Object.keys(wanted)])) same(`${format}: edge ${id} ${name}`, got[name], wanted[name])
  })
  console.log(`ok ${format}: ${nodes.length} nodes and ${edges.length} edges with all their attributes`)
}

const without = (object, ...names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

async function checkCSV(folder, want) {
  for (const [file, start] of [['nodes.csv', 'Id,Label,'], ['edges.csv', 'Source,Target,Type,Id,Label,Weight,']]) {
    const text = readFileSync(join(folder, file), 'utf8')
    same(`csv: first columns of ${file}`, text.slice(0, start.length), start)
  }
  const nodes = (await csvRows(join(folder, 'nodes.csv'))).map((row) => [row.Id, without(row, 'Id')])
  const edges = (await csvRows(join(folder, 'edges.csv'))).map((row) => [row.Id, without(row, 'Id')])
  const bothWays = ['cooperatesWith'] // predicates that are their own inverse
  compare('csv', want, nodes, edges,
    (_, node) => ({ Label: node.label, ...plainAll(without(node, 'label')) }),
    (edge) => ({
      Source: edge.source, Target: edge.target, Label: edge.label, Weight: String(weightOf(edge)),
      Type: bothWays.includes(edge.predicate) ? 'Undirected' : 'Directed', ...plainAll(without(edge, 'source', 'target', 'label')),
    }))
}

// Values as the importer of Neo4j takes them: by the type in the header.
function typed(text, type) {
  switch (type) {
    case undefined: return text
    case 'long': return Number(text)
    case 'double': return Number(text)
    case 'boolean': return text === 'true'
    case 'string[]': return text.split(unitSeparator)
    case 'long[]': return text.split(unitSeparator).map(Number)
  }
  return fail(`neo4j: ${type} is not a type that was expected`)
}

function typedRow(row) {
  return Object.fromEntries(Object.entries(row).map(([header, text]) => {
    const [name, type] = header.split(':')
    return ['ID', 'LABEL', 'START_ID', 'END_ID', 'TYPE'].includes(type) ? [`:${type}`, text] : [name, typed(text, type)]
  }))
}

async function checkNeo4j(folder, want) {
  const nodes = (await csvRows(join(folder, 'nodes.csv'))).map(typedRow).map((row) => [row[':ID'], without(row, ':ID')])
  const edges = (await csvRows(join(folder, 'relationships.csv'))).map(typedRow).map((row) => [row.id, without(row, 'id')])
  compare('neo4j', want, nodes, edges,
    (_, node) => ({ ':LABEL': node.kind === 'Claim' ? 'Claim' : `${node.kind}${unitSeparator}Thing`, name: node.label, ...without(node, 'label') }),
    (edge) => ({ ':START_ID': edge.source, ':END_ID': edge.target, ':TYPE': constant(edge.predicate), weight: weightOf(edge), ...without(edge, 'source', 'target') }))
  for (const [id, edge] of edges) {
    for (const end of [':START_ID', ':END_ID']) if (!(edge[end] in want.nodes)) fail(`neo4j: ${id} has the end ${edge[end]}, which is no node`)
  }
}

// The types of DuckDB in which a value may stand.
function typesOf(value) {
  if (Array.isArray(value)) return typesOf(value[0]).map((type) => `${type}[]`)
  return { string: ['VARCHAR'], boolean: ['BOOLEAN'], number: ['BIGINT', 'DOUBLE'] }[typeof value]
}

async function parquetRows(file, all) {
  const types = Object.fromEntries((await query(`DESCRIBE SELECT * FROM ${quoted(file)}`)).map((c) => [c.column_name, c.column_type]))
  for (const attributes of all) {
    for (const [name, value] of Object.entries(attributes)) {
      if (!typesOf(value).includes(types[name])) fail(`parquet: the column ${name} is ${types[name]}, and ${show(value)} stands in it`)
    }
  }
  const decoder = new TextDecoder()
  const metadata = await query(`SELECT key, value FROM parquet_kv_metadata(${quoted(file)})`)
  const described = metadata.find((entry) => decoder.decode(entry.key.bytes ?? entry.key) === 'columns')
  if (!described) fail('parquet: nothing describes the columns')
  const meanings = JSON.parse(decoder.decode(described.value.bytes ?? described.value))
  same('parquet: columns that are described', Object.keys(meanings).sort(), Object.keys(types).sort())
  const number = (value) => (typeof value === 'bigint' ? Number(value) : Array.isArray(value) ? value.map(number) : value)
  const rows = await query(`SELECT * FROM ${quoted(file)}`)
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null).map(([name, value]) => [name, number(value)])))
}

async function checkParquet(folder, want) {
  const nodes = (await parquetRows(join(folder, 'nodes.parquet'), Object.values(want.nodes))).map((row) => [row.id, without(row, 'id')])
  const edges = (await parquetRows(join(folder, 'edges.parquet'), want.edges)).map((row) => [row.id, without(row, 'id')])
  compare('parquet', want, nodes, edges, (_, node) => node, (edge) => ({ weight: weightOf(edge), ...edge }))
}

const folder = process.argv[2]
if (!folder) fail('give the folder of the exports')
const below = existsSync(join(folder, 'expected.json')) ? ['.'] : ['without-claims', 'with-claims']
for (const name of below) {
  console.log(`# ${name}`)
  const want = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'))
  for (const [format, check] of [['csv', checkCSV], ['neo4j', checkNeo4j], ['parquet', checkParquet]]) {
    const unpacked = mkdtempSync(join(tmpdir(), 'tables-'))
    execFileSync('unzip', ['-q', join(folder, name, `${format}.zip`), '-d', unpacked])
    await check(unpacked, want)
    rmSync(unpacked, { recursive: true })
  }
}
