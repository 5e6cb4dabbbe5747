// Opens the pictures and page formats of exports in programs that nobody here wrote:
// Graphviz, Cytoscape.js without and with a browser, Mermaid in a browser; and reads
// CX2 and JSON Graph Format as strictly as their specifications allow.
//
//   node pages.mjs FOLDER
//
// FOLDER is what POLYGRAPH_TEST_EXPORTS named when graph/export was tested: it has a folder
// for an export without and with claims, and in each expected.json.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import cytoscape from 'cytoscape'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const script = (name, file) => join(require.resolve(name), '..', file)
const folder = process.argv[2]
if (!folder) {
  console.error('usage: node pages.mjs FOLDER')
  process.exit(2)
}

// plain is how formats that know texts alone write a value.
const plain = (value) => (Array.isArray(value) ? value.join('; ') : String(value))
const unescaped = (text) => text.replace(/\\(.)/g, (_, c) => ({ n: '\n', r: '\r' })[c] ?? c)
const spaced = (text) => text.replace(/[\s\u00a0]+/g, ' ').trim()
const entities = (text) => text.replace(/&amp;(#?[0-9A-Za-z]+;)/g, '&$1')

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  checks: for (const kind of ['without-claims', 'with-claims']) {
    const file = (name) => join(folder, kind, name)
    const expected = JSON.parse(readFileSync(file('expected.json'), 'utf8'))
    for (const [name, check] of [
      ['Graphviz reads the DOT', () => graphviz(file('dot.dot'), expected)],
      ['the SVG is safe and shows every label', () => svg(readFileSync(file('svg.svg'), 'utf8'), expected)],
      ['the PNG is a picture', () => png(readFileSync(file('png.png')))],
      ['Cytoscape.js without a page', () => cytoscapeHeadless(file('cytoscape.cyjs'), expected)],
      ['Cytoscape.js in a browser', () => cytoscapePage(file('cytoscape.cyjs'), expected)],
      ['Mermaid in a browser', () => mermaid(readFileSync(file('mermaid.mmd'), 'utf8'), expected)],
      ['CX2', () => cx2(JSON.parse(readFileSync(file('cx2.cx2'), 'utf8')), expected)],
      ['JSON Graph Format', () => jgf(JSON.parse(readFileSync(file('jgf.jgf.json'), 'utf8')), expected)],
    ]) {
      try {
        console.log(`${kind}: ${name}: ${await check()}`)
      } catch (error) {
        console.error(`${kind}: ${name}: ${error.message}`)
        process.exitCode = 1
        break checks
      }
    }
  }
} finally {
  await browser.close()
}

// same compares attributes, both ways: none is missing, none is more.
function same(got, want, what) {
  assert.deepEqual(sorted(got), sorted(want), what)
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function without(object, ...keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}

function sourced(edge, claims) {
  if (!claims) return
  for (const key of ['document', 'line', 'evidence']) assert.equal(edge[key]?.length, claims, `an edge of ${claims} claims has so many in ${key}`)
  if (edge.predicate === 'prioritises') assert.equal(edge.stance.length, claims)
}

function counted(nodes, edges, expected) {
  assert.equal(nodes, Object.keys(expected.nodes).length, 'number of nodes')
  assert.equal(edges, expected.edges.length, 'number of edges')
  return `${nodes} nodes, ${edges} edges`
}

function run(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  assert.ifError(error)
  assert.equal(stderr, '', `${command} ${args.join(' ')} warns`)
  assert.equal(status, 0, `${command} ${args.join(' ')} fails`)
  return stdout
}

function graphviz(path, expected) {
  run('dot', '-Tsvg', path)
  const [nodes, edges] = run('gvpr', 'BEG_G { print(nNodes($G)); print(nEdges($G)) }', path).trim().split('\n').map(Number)
  const counts = counted(nodes, edges, expected)

  // gvpr, as people would ask: an attribute of an edge.
  const lines = run('gvpr', 'E { print($.line) }', path).split('\n').filter((line) => line)
  const wanted = expected.edges.filter((edge) => edge.line).map((edge) => plain(edge.line))
  assert.deepEqual(lines.sort(), wanted.sort(), 'lines by gvpr')

  const read = JSON.parse(run('dot', '-Tjson0', path))
  const own = (object, expected) => {
    const columns = {}
    for (const key of Object.keys(expected)) if (object[key] !== undefined) columns[key] = unescaped(object[key])
    return columns
  }
  const strings = (object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, plain(value)]))
  const everyNode = new Set(Object.values(expected.nodes).flatMap((n) => Object.keys(n)))
  const everyEdge = new Set(expected.edges.flatMap((e) => Object.keys(e)))
  const filled = (object, keys) => Object.fromEntries([...keys].map((key) => [key, object[key] ?? '']))
  const objects = read.objects.slice(read._subgraph_cnt)
  for (const object of objects) {
    const want = expected.nodes[object.name]
    assert.ok(want, `node ${object.name} is expected`)
    assert.equal(spaced(entities(unescaped(object.label))), spaced(want.label), 'label')
    assert.equal(unescaped(object.plainLabel), want.label, 'plainLabel')
    same(own({ ...filled(object, everyNode), label: object.plainLabel }, filled({}, everyNode)), filled(strings(want), everyNode), object.name)
  }
  const byNumber = Object.fromEntries(objects.map((object) => [object._gvid, object.name]))
  const key = (edge) => [edge.source, edge.predicate, edge.target].join(' ')
  const wants = Object.fromEntries(expected.edges.map((edge) => [key(edge), edge]))
  for (const edge of read.edges) {
    const ends = { source: byNumber[edge.tail], target: byNumber[edge.head] }
    const want = wants[key({ ...ends, predicate: edge.predicate })]
    assert.ok(want, `edge ${edge.predicate} is expected`)
    assert.ok(unescaped(edge.label).startsWith(want.label), 'the label begins with the reading')
    same(own({ ...filled(edge, everyEdge), label: edge.plainLabel, ...ends }, filled({}, everyEdge)), filled(strings(want), everyEdge), key(want))
    for (const evidence of want.evidence ?? []) assert.ok(unescaped(entities(edge.tooltip)).includes(evidence), 'the tooltip has the evidence')
  }
  return counts
}

function svg(text, expected) {
  const document = new DOMParser({ onError: (level, message) => assert.fail(`${level}: ${message}`) }).parseFromString(text, 'image/svg+xml')
  const all = [...document.getElementsByTagName('*')]
  for (const element of all) {
    assert.ok(!['script', 'foreignObject', 'iframe', 'image', 'use'].includes(element.localName), `no ${element.localName}`)
    for (const attribute of [...element.attributes]) {
      assert.ok(!/^on/i.test(attribute.name), `no ${attribute.name}`)
      if (/href$/.test(attribute.name)) assert.match(attribute.value, /^#/, 'links stay in the picture')
    }
  }
  const groups = (name) => all.filter((element) => element.localName === 'g' && element.getAttribute('class') === name)
  const nodes = groups('node')
  for (const node of nodes) {
    const texts = [...node.getElementsByTagName('text')].map((element) => element.textContent)
    const want = expected.nodes[node.getElementsByTagName('title')[0].textContent]
    assert.equal(spaced(texts.join(' ')), spaced(want.label), 'label')
  }
  return counted(nodes.length, groups('edge').length, expected)
}

function png(bytes) {
  assert.equal(bytes.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n')
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  assert.ok(width > 200 && height > 200, `${width} by ${height} pixels`)
  return `${width} by ${height} pixels`
}

function cytoscapeElements(nodes, edges, expected) {
  const counts = counted(nodes.length, edges.length, expected)
  for (const data of nodes) same(without(data, 'id', 'name', 'size'), expected.nodes[data.id], data.id)
  edges.forEach((data, i) => {
    same(without(data, 'id', 'name', 'interaction', 'caption', 'weight', 'drawn'), expected.edges[i], data.id)
    sourced(data, expected.edges[i].claims)
  })
  return counts
}

function cytoscapeHeadless(path, expected) {
  const warnings = []
  const warn = console.warn
  console.warn = (...words) => warnings.push(words.join(' '))
  const graph = cytoscape({ ...JSON.parse(readFileSync(path, 'utf8')), headless: true, styleEnabled: true })
  console.warn = warn
  assert.deepEqual(warnings, [], 'warnings')
  const [nodes, edges] = [graph.nodes().map((n) => n.data()), graph.edges().map((e) => e.data())]
  graph.destroy() // or its clock keeps the process alive
  return cytoscapeElements(nodes, edges, expected)
}

async function cytoscapePage(path, expected) {
  const page = await blank()
  await page.setContent('<!DOCTYPE html><body><div id="graph" style="width:1000px;height:800px"></div>')
  await page.addScriptTag({ path: join(require.resolve('cytoscape'), '..', 'cytoscape.min.js') })
  const found = await page.evaluate((text) => {
    const graph = (window.graph = cytoscape(JSON.parse(text)))
    graph.mount(document.getElementById('graph'))
    return {
      nodes: graph.nodes().map((n) => n.data()), edges: graph.edges().map((e) => e.data()),
      shown: graph.nodes().map((n) => [n.id(), n.style('label'), n.style('background-color')]),
      limited: graph.edges('[drawn = "LIMIT"]').map((e) => e.style('line-style')),
      places: graph.nodes().map((n) => n.position()), drawn: document.querySelectorAll('#graph canvas').length,
    }
  }, readFileSync(path, 'utf8'))
  assert.deepEqual(page.complaints, [], 'complaints of the page')
  await page.close()
  assert.ok(found.drawn > 0, 'a canvas is drawn on')
  for (const [id, label] of found.shown) assert.equal(label, expected.nodes[id].label, 'the label that is shown')
  assert.ok(found.places.every((p) => Number.isFinite(p.x) && Number.isFinite(p.y)), 'positions')
  assert.ok(new Set(found.places.map((p) => `${p.x} ${p.y}`)).size > found.places.length / 2, 'nodes do not lie on each other')
  assert.ok(found.limited.every((style) => style === 'dashed'), 'LIMIT is dashed')
  return cytoscapeElements(found.nodes, found.edges, expected)
}

// blank is a page that can reach no network and remembers what it complains of.
async function blank() {
  const page = await browser.newPage()
  page.complaints = []
  await page.route('**/*', (route) => route.abort())
  page.on('pageerror', (error) => page.complaints.push(error.message))
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.complaints.push(message.text()))
  return page
}

async function mermaid(text, expected) {
  const page = await blank()
  await page.setContent('<!DOCTYPE html><body><div id="here"></div>')
  await page.addScriptTag({ path: script('mermaid', 'mermaid.min.js') })
  const drawn = await page.evaluate(async (text) => {
    window.mermaid.initialize({ startOnLoad: false })
    const here = document.getElementById('here')
    here.innerHTML = (await window.mermaid.render('picture', text)).svg
    const shown = (element) => {
      for (const line of element.querySelectorAll('br')) line.replaceWith('\n')
      return element.textContent
    }
    return {
      nodes: [...here.querySelectorAll('g.node')].map((n) => [/flowchart-(n\d+)-/.exec(n.id)[1], shown(n.querySelector('.nodeLabel'))]),
      edges: [...here.querySelectorAll('g.edgeLabels .edgeLabel .edgeLabel, g.edgeLabels foreignObject span.edgeLabel')].map(shown),
      paths: here.querySelectorAll('path.flowchart-link').length,
    }
  }, text)
  assert.deepEqual(page.complaints, [], 'complaints of the page')
  await page.close()
  const counts = counted(drawn.nodes.length, drawn.paths, expected)
  const names = {}
  for (const [, id, name] of text.matchAll(/^ *%% (\S+)\n *(n\d+)\W/gm)) names[name] ??= id
  for (const [name, label] of drawn.nodes) assert.equal(label.trim(), expected.nodes[names[name]].label, names[name])

  // Edges are in order; the comment before each has what its claims say.
  const lines = text.split('\n')
  const arrows = lines.flatMap((line, i) => (line.includes('-->|') ? [i] : []))
  arrows.forEach((at, i) => {
    const want = expected.edges[i]
    const [, source, target] = /^ *(n\d+) -->\|".*"\| (n\d+)$/.exec(lines[at])
    assert.deepEqual([names[source], names[target]], [want.source, want.target])
    const claims = (want.document ?? []).map((document, k) => [`${document}:${want.line[k]}`, want.stance?.[k]].filter(Boolean).join(' '))
    if (claims.length) assert.equal(lines[at - 1].trim(), `%% ${claims.join('; ')}`)
    const label = drawn.edges[i].split('\n')
    assert.ok(label[0].trim().startsWith(want.label), `${label[0]} begins with ${want.label}`)
    claims.slice(0, 2).forEach((_, k) => {
      assert.ok(want.evidence[k].startsWith(label[k + 1].trim()), `${label[k + 1]} is cited`)
      assert.ok(label[k + 1].trim().endsWith(`:${want.line[k]}`))
    })
  })
  assert.equal(arrows.length, expected.edges.length)
  return counts
}

function cx2(aspects, expected) {
  assert.ok(Array.isArray(aspects))
  assert.deepEqual(aspects[0], { CXVersion: '2.0', hasFragments: false })
  const aspect = {}
  for (const item of aspects.slice(1)) {
    const [[name, value], ...more] = Object.entries(item)
    assert.equal(more.length, 0, 'an aspect is an object of one member')
    assert.ok(Array.isArray(value) && !(name in aspect), `${name} is an array, and there once`)
    aspect[name] = value
  }
  assert.deepEqual(Object.keys(aspects.at(-1)), ['status'], 'status is last')
  assert.deepEqual(aspect.status, [{ success: true }])
  assert.deepEqual(aspect.metaData.map((m) => m.name).sort(), Object.keys(aspect).filter((n) => !['metaData', 'status'].includes(n)).sort())
  for (const { name, elementCount } of aspect.metaData) assert.equal(aspect[name].length, elementCount, `elements of ${name}`)
  assert.equal(aspect.attributeDeclarations.length, 1)
  const [declared] = aspect.attributeDeclarations
  assert.deepEqual(Object.keys(declared).sort(), ['edges', 'networkAttributes', 'nodes'])
  const is = {
    string: (v) => typeof v === 'string', boolean: (v) => typeof v === 'boolean', double: (v) => Number.isFinite(v),
    integer: (v) => Number.isInteger(v) && Math.abs(v) < 2 ** 31,
  }
  const typed = (values, table) => {
    for (const [name, value] of Object.entries(values)) {
      const type = table[name]?.d
      assert.ok(type, `${name} is declared`)
      const item = type.replace(/^list_of_/, '')
      assert.ok(item === type ? is[type](value) : Array.isArray(value) && value.every(is[item]), `${name} is ${type}`)
    }
  }
  assert.equal(aspect.networkAttributes.length, 1)
  typed(aspect.networkAttributes[0], declared.networkAttributes)
  assert.ok(aspect.networkAttributes[0].name && aspect.networkAttributes[0].description)
  const ids = new Map()
  for (const node of aspect.nodes) {
    assert.ok(Number.isInteger(node.id) && !ids.has(node.id))
    assert.deepEqual(Object.keys(without(node, 'x', 'y', 'z')), ['id', 'v'])
    for (const key of ['x', 'y']) assert.ok(node[key] === undefined || Number.isFinite(node[key]))
    typed(node.v, declared.nodes)
    ids.set(node.id, node.v.represents)
    same(without({ ...node.v, label: node.v.name }, 'name', 'represents', 'size'), expected.nodes[node.v.represents], node.v.represents)
  }
  const numbers = new Set()
  aspect.edges.forEach((edge, i) => {
    assert.deepEqual(Object.keys(edge), ['id', 's', 't', 'v'])
    assert.ok(Number.isInteger(edge.id) && !numbers.has(edge.id) && ids.has(edge.s) && ids.has(edge.t))
    numbers.add(edge.id)
    typed(edge.v, declared.edges)
    const values = { ...edge.v, label: edge.v.interaction, source: ids.get(edge.s), target: ids.get(edge.t) }
    same(without(values, 'name', 'interaction', 'caption', 'weight', 'drawn'), expected.edges[i], edge.v.name)
    sourced(edge.v, expected.edges[i].claims)
  })
  const [style] = aspect.visualProperties
  assert.deepEqual(Object.keys(style).sort(), ['default', 'edgeMapping', 'nodeMapping'])
  for (const [mappings, table] of [[style.nodeMapping, declared.nodes], [style.edgeMapping, declared.edges]]) {
    for (const [property, { type, definition }] of Object.entries(mappings)) {
      assert.ok(['DISCRETE', 'PASSTHROUGH', 'CONTINUOUS'].includes(type))
      assert.equal(table[definition.attribute]?.d, definition.type, `${property} maps an attribute of its type`)
      if (type === 'DISCRETE') for (const row of definition.map) assert.deepEqual(Object.keys(row), ['v', 'vp'])
    }
  }
  const shapes = ['ellipse', 'triangle', 'rectangle', 'round-rectangle', 'parallelogram', 'diamond', 'hexagon', 'octagon', 'vee']
  for (const { vp } of style.nodeMapping.NODE_SHAPE.definition.map) assert.ok(shapes.includes(vp), `${vp} is a shape of CX2`)
  const kinds = new Set(style.nodeMapping.NODE_BACKGROUND_COLOR.definition.map.map((row) => row.v))
  for (const { kind } of Object.values(expected.nodes)) assert.ok(kinds.has(kind), `${kind} has a color`)
  return counted(aspect.nodes.length, aspect.edges.length, expected)
}

// The members that version 2 of the JSON Graph Format knows; it allows no others.
function jgf(document, expected) {
  const members = (object, table) => {
    for (const [name, value] of Object.entries(object)) {
      assert.ok(table[name], `${name} is a member of the format`)
      assert.equal(Array.isArray(value) ? 'array' : typeof value, table[name], name)
    }
  }
  members(document, { graph: 'object' })
  const { graph } = document
  members(graph, { id: 'string', label: 'string', directed: 'boolean', type: 'string', metadata: 'object', nodes: 'object', edges: 'array' })
  assert.equal(graph.directed, true)
  for (const [id, node] of Object.entries(graph.nodes)) {
    members(node, { label: 'string', metadata: 'object' })
    same({ ...node.metadata, label: node.label }, expected.nodes[id], id)
  }
  const ids = new Set()
  graph.edges.forEach((edge, i) => {
    members(edge, { id: 'string', source: 'string', target: 'string', relation: 'string', directed: 'boolean', label: 'string', metadata: 'object' })
    assert.ok(graph.nodes[edge.source] && graph.nodes[edge.target] && !ids.has(edge.id))
    ids.add(edge.id)
    assert.equal(edge.relation, edge.metadata.predicate)
    same({ ...edge.metadata, source: edge.source, target: edge.target, label: edge.label }, expected.edges[i], edge.id)
    sourced(edge.metadata, expected.edges[i].claims)
  })
  return counted(Object.keys(graph.nodes).length, graph.edges.length, expected)
}
