// Draws a GEXF file that has positions, as Gephi shows it when it is opened:
// node gallery.mjs GRAPH.gexf PICTURE.svg
import { readFileSync, writeFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import graphology from 'graphology'
import gexf from 'graphology-gexf'

globalThis.DOMParser ??= DOMParser // what the reader parses with
const [from, to] = process.argv.slice(2)
const graph = gexf.parse(graphology.MultiGraph, readFileSync(from, 'utf8'), { allowUndeclaredAttributes: true })
const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

const nodes = graph.mapNodes((id, a) => ({ id, ...a, y: -a.y }))
if (nodes.some((n) => !Number.isFinite(n.x) || !Number.isFinite(n.y))) throw new Error(`${from} has nodes without positions`)
const at = new Map(nodes.map((n) => [n.id, n]))
const low = (of) => Math.min(...nodes.map(of)), high = (of) => Math.max(...nodes.map(of))
const left = low((n) => n.x - 60), top = low((n) => n.y - 60)
const width = high((n) => n.x) + 60 - left, height = high((n) => n.y) + 60 - top
const radius = (n) => n.size * 0.7
const round = (x) => Math.round(x * 10) / 10

const lines = graph.mapEdges((_e, _a, source, target) => {
  const s = at.get(source), t = at.get(target)
  return `<line x1="${round(s.x)}" y1="${round(s.y)}" x2="${round(t.x)}" y2="${round(t.y)}" stroke="${s.color}"/>`
})
const circles = nodes.map((n) => `<circle cx="${round(n.x)}" cy="${round(n.y)}" r="${round(radius(n))}" fill="${n.color}"/>`)

// Labels of the largest nodes that have room for one.
const fontSize = 26, taken = []
const labels = []
for (const n of nodes.toSorted((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1)).slice(0, 150)) {
  const half = (n.label.length * fontSize * 0.5) / 2, y = n.y - radius(n) - 6
  const box = [n.x - half, y - fontSize, n.x + half, y + 4]
  if (taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue
  taken.push(box)
  labels.push(`<text x="${round(n.x)}" y="${round(y)}">${escape(n.label)}</text>`)
}
writeFileSync(to, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(left)} ${round(top)} ${round(width)} ${round(height)}" width="1200" font-family="Noto Sans, Helvetica, Arial, sans-serif" font-size="${fontSize}" text-anchor="middle">
<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="#fff"/>
<g stroke-width="1" stroke-opacity="0.35">
${lines.join('\n')}
</g>
${circles.join('\n')}
<g fill="#222" stroke="#fff" stroke-width="4" paint-order="stroke">
${labels.join('\n')}
</g>
</svg>
`)
