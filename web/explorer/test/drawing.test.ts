import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose, join, readDrawing, type Drawing } from '../src/views/graph/drawing';
import { beginning, byRegion } from '../src/views/graph/layout';

const file = {
  graph: {
    nodes: {
      'place/a': { label: 'A', metadata: { kind: 'Place', claims: 3 } },
      'place/b': { label: 'B', metadata: { kind: 'Place', region: 'place/a' } },
      'industry/steel': { label: 'steel', metadata: { kind: 'Industry', claims: 2 } },
      'target/t': { label: 't', metadata: { kind: 'Target', region: 'place/a' } },
    },
    edges: [
      { id: 'b partOf a', source: 'place/b', target: 'place/a', relation: 'partOf', metadata: { curated: true } },
      {
        id: 'a prioritises steel', source: 'place/a', target: 'industry/steel', relation: 'prioritises',
        metadata: { document: ['document/d', 'document/e'], stance: ['GROW', 'UPGRADE'], evidence: ['d.txt:1', 'e.txt:2'], claim: ['claim/1', 'claim/2'] },
      },
      { id: 'a hasTarget t', source: 'place/a', target: 'target/t', relation: 'hasTarget', metadata: { document: ['document/e'], evidence: ['e.txt:3'], claim: ['claim/3'] } },
    ],
  },
}; // prettier-ignore
const drawing = readDrawing(file);
const nothing = { hidden: new Set<string>(), stances: new Set<string>(), documents: new Set<string>() };
const ids = ({ nodes, edges }: Drawing) => [[...nodes.keys()].sort(), [...edges.keys()].sort()];

describe('a drawing', () => {
  it('has the names of the schema', () => {
    expect(drawing.nodes.get('place/a')).toEqual({ id: 'place/a', label: 'A', kind: 'PLACE', region: '', claims: 3 });
    expect(drawing.edges.get('a hasTarget t')?.predicate).toBe('HAS_TARGET');
    expect(drawing.edges.get('a prioritises steel')?.stances).toEqual(['GROW', 'UPGRADE']);
  });
  it('several are one, each thing once', () => expect(ids(join([drawing, drawing]))).toEqual(ids(drawing)));
  it.each([
    ['nothing hidden', nothing, [], 4, 3],
    ['a kind is hidden with its relations', { ...nothing, hidden: new Set(['TARGET']) }, [], 3, 2],
    ['a stance chooses relations, and what they join', { ...nothing, stances: new Set(['GROW']) }, [], 2, 1],
    ['a document does, too', { ...nothing, documents: new Set(['document/e']) }, [], 3, 2],
    ['where one began stays', { ...nothing, stances: new Set(['LIMIT']) }, ['place/b'], 1, 0],
  ])('%s', (_, wanted, stay, nodes, edges) => {
    const chosen = choose(drawing, wanted, new Set(stay));
    expect([chosen.nodes.size, chosen.edges.size]).toEqual([nodes, edges]);
  });
});

describe('layouts', () => {
  const many = fc
    .uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), region: fc.constantFrom('', 'r', 's', 't') }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 60,
    })
    .map(
      (list): Drawing => ({ nodes: new Map(list.map(({ id, region }) => [id, { id, region, label: id, kind: 'ENTERPRISE', claims: 0 }])), edges: new Map() }),
    );
  it('no two regions lie over each other, and all that lies in one is within its circle', () => {
    fc.assert(
      fc.property(many, given => {
        const { places, groups } = byRegion(given);
        groups.forEach((one, i) =>
          groups.slice(i + 1).forEach(two => expect(Math.hypot(one.x - two.x, one.y - two.y)).toBeGreaterThan(one.radius + two.radius)),
        );
        for (const { id, region } of given.nodes.values()) {
          const circle = groups.find(group => group.id === region)!;
          const { x, y } = places.get(id)!;
          expect(Math.hypot(x - circle.x, y - circle.y)).toBeLessThanOrEqual(circle.radius);
        }
      }),
    );
  });
  it('what is drawn already stays, and the same begins the same', () => {
    const known = new Map([['place/a', { x: 5, y: 6 }]]);
    expect(beginning(drawing, known).get('place/a')).toEqual({ x: 5, y: 6 });
    expect(beginning(drawing, known)).toEqual(beginning(drawing, known));
    const near = beginning(drawing, known).get('target/t')!;
    expect(Math.hypot(near.x - 5, near.y - 6)).toBeLessThan(2);
  });
});
