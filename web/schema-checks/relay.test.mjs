// Relay's server specifications against a running server: global object identification,
// and cursor connections.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, get } from './server.mjs';

describe('global object identification', async () => {
  const { __type } = await get('{ __type(name: "Node") { kind fields { name type { kind ofType { name } } } possibleTypes { name } } }');
  const kinds = __type.possibleTypes.map((type) => type.name);

  test('Node is an interface with one field, id: ID!', () => {
    assert.equal(__type.kind, 'INTERFACE');
    assert.deepEqual(__type.fields, [{ name: 'id', type: { kind: 'NON_NULL', ofType: { name: 'ID' } } }]);
    assert.equal(kinds.length, 16);
  });

  // Some kinds have few things or none in the data, so the list tells.
  const ids = [];
  for (const kind of kinds) {
    const list = kind === 'Claim' ? 'claims(first: 1)' : `things(filter: { kind: ${kind.toUpperCase()} }, first: 1)`;
    const { found } = await get(`{ found: ${list} { nodes { __typename id } } }`);
    test(`a ${kind} is found again by its ID`, async () => {
      assert.equal(found.nodes[0]?.__typename, kind);
      const { node } = await get('query ($id: ID!) { node(id: $id) { __typename id } }', { id: found.nodes[0].id });
      assert.deepEqual(node, found.nodes[0]);
    });
    if (found.nodes[0]) ids.push(found.nodes[0].id);
  }

  test('nodes answers as many as it is asked for, in that order, and null where there is none', async () => {
    const asked = [...ids.toReversed(), 'place/nowhere', ids[0], ids[0]];
    const { nodes } = await get('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: asked });
    assert.deepEqual(nodes.map((node) => node?.id ?? null), asked.map((id) => (id === 'place/nowhere' ? null : id)));
  });

  test('an ID that nothing has is null, not an error', async () => {
    for (const id of ['place/nowhere', 'claim/0000000000000000', 'nonsense']) {
      assert.deepEqual(await get('query ($id: ID!) { node(id: $id) { id } }', { id }), { node: null });
    }
  });
});

// Each connection by the path to it; %s stands for the arguments of the page.
const connections = {
  'places': '{ list: places%s FIELDS }',
  'things, ordered': '{ list: things%s FIELDS }|, filter: { kind: [CLUSTER, POST] }, orderBy: [{ by: CLAIMS, direction: DESC }, { by: LABEL }]',
  'claims of a document': '{ list: claims%s FIELDS }|, filter: { document: "document/pingyin-industrial-county", line: { max: 12 } }',
  'relations between things': '{ list: relations%s FIELDS }|, filter: { predicate: ANCHORS }',
  'a relation of a place': '{ place(id: "place/jinan") { list: prioritises%s FIELDS } }',
  'a relation read backwards': '{ industry(id: "industry/new-materials") { list: prioritisedBy%s FIELDS } }',
  'all relations of a thing': '{ place(id: "place/gangcheng") { list: relations%s FIELDS } }',
  'claims about a thing': '{ place(id: "place/laiwu") { list: claims%s FIELDS } }',
  'shared priorities': '{ list: sharedPriorities%s FIELDS }|, industries: ["industry/new-materials", "industry/steel"]',
  'likeness, the best first': '{ list: alike%s FIELDS }|, place: "place/jinan"',
  'office holders': '{ list: officeHolders%s FIELDS }',
  'promises': '{ list: promises%s FIELDS }',
  'search, the best first': '{ list: search%s FIELDS }|, text: "industry"',
};

describe('cursor connections', () => {
  for (const [name, template] of Object.entries(connections)) {
    const [path, more = ''] = template.split('|');
    const page = async (args) => {
      const { list, ...rest } = await get(path.replace('%s', `(${args}${more})`)
        .replace('FIELDS', '{ totalCount nodes { __typename } edges { cursor node { __typename } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }'));
      return list ?? Object.values(rest)[0].list;
    };
    const cursors = (list) => list.edges.map((edge) => edge.cursor);

    test(name, async () => {
      const whole = cursors(await page('first: 100'));
      const { totalCount } = await page('first: 1');
      assert.ok(totalCount > 3, `${totalCount} items are too few to page`);
      assert.equal(whole.length, Math.min(totalCount, 100));
      assert.equal(new Set(whole).size, whole.length, 'a cursor marks two edges');
      assert.ok(whole.every((cursor) => !/^\d+$/.test(cursor) && !cursor.includes('/')), 'a cursor can be read');

      // A walk of some pages, forwards: each edge once, in the order of the whole.
      const size = Math.max(1, Math.ceil(whole.length / 4));
      const forwards = [];
      for (let after; ;) {
        const list = await page(`first: ${size}${after ? `, after: "${after}"` : ''}`);
        assert.equal(list.nodes.length, list.edges.length);
        assert.equal(list.totalCount, totalCount);
        assert.equal(list.pageInfo.startCursor, list.edges[0].cursor);
        assert.equal(list.pageInfo.endCursor, list.edges.at(-1).cursor);
        assert.equal(list.pageInfo.hasPreviousPage, forwards.length > 0);
        forwards.push(...cursors(list));
        assert.equal(list.pageInfo.hasNextPage, forwards.length < totalCount);
        if (!list.pageInfo.hasNextPage || forwards.length >= 100) break;
        after = list.pageInfo.endCursor;
      }
      assert.deepEqual(forwards.slice(0, 100), whole);

      // And backwards from there: the same edges in the same order.
      const backwards = [];
      for (let before = null; ;) {
        const end = before ?? (forwards.length < totalCount ? (await page(`first: 1, after: "${forwards.at(-1)}"`)).edges[0].cursor : null);
        const list = await page(`last: ${size}${end ? `, before: "${end}"` : ''}`);
        backwards.unshift(...cursors(list));
        assert.equal(list.pageInfo.hasPreviousPage, backwards.length < forwards.length);
        if (!list.pageInfo.hasPreviousPage) break;
        before = list.pageInfo.startCursor;
      }
      assert.deepEqual(backwards, forwards);

      // Between two cursors, neither of them belongs to the page.
      assert.deepEqual(cursors(await page(`first: 100, after: "${whole[0]}", before: "${whole[3]}"`)), whole.slice(1, 3));
      assert.deepEqual(cursors(await page(`last: 1, after: "${whole[0]}", before: "${whole[3]}"`)), whole.slice(2, 3));

      // An empty page has no cursors, and still says where it stands.
      const nothing = { totalCount, nodes: [], edges: [] };
      assert.deepEqual(await page('first: 0'), { ...nothing, pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null } });
      assert.deepEqual(await page('last: 0'), { ...nothing, pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null } });
    });
  }

  for (const [name, args, says] of [
    ['first and last at once', 'first: 1, last: 1', /first and last/],
    ['a negative first', 'first: -1', /-1/],
    ['a negative last', 'last: -1', /-1/],
    ['more than a page may have', 'first: 101', /101.*100/],
    ['a cursor that no server gave out', 'after: "x"', /cursor/],
    ['an empty cursor', 'before: ""', /cursor/],
  ]) {
    test(`${name} is refused`, async () => {
      const { data, errors } = await ask(`{ places(${args}) { totalCount } }`);
      assert.equal(errors.length, 1);
      assert.equal(errors[0].extensions.code, 'INVALID_ARGUMENT');
      assert.match(errors[0].message, says);
      assert.deepEqual(data, { places: null });
    });
  }

  test('a cursor of one list is refused by a list in another order', async () => {
    const { places } = await get('{ places(first: 1) { pageInfo { endCursor } } }');
    const { errors } = await ask('query ($after: String) { places(after: $after, orderBy: { by: LABEL }) { totalCount } }', { after: places.pageInfo.endCursor });
    assert.equal(errors?.[0].extensions.code, 'INVALID_ARGUMENT');
  });

  test('a list that is empty has no cursors', async () => {
    assert.deepEqual(await get('{ places(filter: { id: [] }) { edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }'), {
      places: { edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } },
    });
  });
});
