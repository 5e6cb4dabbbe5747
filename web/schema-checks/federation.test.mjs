// polygraph as a subgraph: a company that has a census of its own, with Relay's Node
// and PageInfo, composes the two with Apollo's composition, and asks Apollo's gateway.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { ApolloGateway, IntrospectAndCompose, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { ask, get, graphql } from './server.mjs';

process.env.APOLLO_TELEMETRY_DISABLED = 'true'; // the gateway is to ask nobody else

const population = { 'place/jinan': 9_200_000, 'place/rizhao': 2_970_000 };
const towns = { 'town/a': { __typename: 'Town', id: 'town/a', name: 'A' } };
const lookUp = (id) => towns[id] ?? (id in population ? { __typename: 'Place', id } : null);

// census is the company's subgraph; node is its field of Relay, if it has one.
function census(node) {
  return buildSubgraphSchema({
    typeDefs: parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
      type Query {
        towns: TownConnection
        ${node}
      }
      interface Node { id: ID! }
      type Town implements Node @key(fields: "id") { id: ID! name: String seat: Place }
      type Place implements Node @key(fields: "id") { id: ID! population: Int }
      type TownConnection { nodes: [Town!]! pageInfo: PageInfo! }
      type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    `),
    resolvers: {
      Query: {
        node: (_, { id }) => lookUp(id),
        towns: () => ({ nodes: Object.values(towns), pageInfo: { hasNextPage: false, hasPreviousPage: false } }),
      },
      Town: { __resolveReference: ({ id }) => towns[id], seat: () => ({ id: 'place/jinan' }) },
      Place: { population: ({ id }) => population[id] },
    },
  });
}

// compose answers a gateway's way of answering a query.
async function compose(node) {
  const subgraphs = { polygraph: new RemoteGraphQLDataSource({ url: graphql }), census: new LocalGraphQLDataSource(census(node)) };
  const gateway = new ApolloGateway({
    supergraphSdl: new IntrospectAndCompose({ subgraphs: Object.keys(subgraphs).map((name) => ({ name, url: `http://${name}` })) }),
    buildService: ({ name }) => subgraphs[name],
    logger: { debug() {}, info() {}, warn: (text) => warnings.push(text), error: (text) => warnings.push(text) },
  });
  const warnings = [];
  const { executor } = await gateway.load();
  after(() => gateway.stop());
  assert.deepEqual(warnings, []);
  return async (query, variables = {}) => {
    const { data, errors } = await executor({
      document: parse(query),
      request: { query, variables, http: undefined },
      operationName: null,
      queryHash: query,
      context: {},
      cache: undefined,
      metrics: {},
      schema: undefined,
    });
    assert.equal(errors, undefined, JSON.stringify(errors));
    return JSON.parse(JSON.stringify(data));
  };
}

describe('a company that has Query.node', async () => {
  const query = await compose('node(id: ID!): Node');

  test('a list of ours, with the fields of both', async () => {
    const { places } = await query('{ places(filter: { id: ["place/jinan", "place/rizhao"] }) { nodes { id level population } pageInfo { hasNextPage } } }');
    assert.deepEqual(places, {
      nodes: [
        { id: 'place/jinan', level: 'CITY', population: 9_200_000 },
        { id: 'place/rizhao', level: 'CITY', population: 2_970_000 },
      ],
      pageInfo: { hasNextPage: false },
    });
  });

  test('a thing of ours that the other subgraph names by its ID', async () => {
    const { towns } = await query('{ towns { nodes { name seat { label prioritises(first: 1) { edges { claims { line } } } } } } }');
    assert.equal(towns.nodes[0].seat.label, 'Jinan');
    assert.ok(towns.nodes[0].seat.prioritises.edges[0].claims[0].line > 0);
  });

  test('its node finds things of both', async () => {
    const node = 'query ($id: ID!) { node(id: $id) { id ... on Town { name } ... on Place { label population } } }';
    assert.deepEqual(await query(node, { id: 'town/a' }), { node: { id: 'town/a', name: 'A' } });
    assert.deepEqual(await query(node, { id: 'place/jinan' }), { node: { id: 'place/jinan', label: 'Jinan', population: 9_200_000 } });
  });
});

test('a company without Relay', async () => {
  const query = await compose('');
  assert.deepEqual(await query('{ thing(id: "place/jinan") { label ... on Place { population } } }'), { thing: { label: 'Jinan', population: 9_200_000 } });
});

describe('_entities', async () => {
  const entities = (representations, fields) => ask(`query ($of: [_Any!]!) { _entities(representations: $of) { __typename ${fields} } }`, { of: representations });
  const { __type } = await get('{ __type(name: "Node") { possibleTypes { name } } }');

  test('finds one of each kind by its ID, in the order asked', async () => {
    const of = [];
    for (const { name } of __type.possibleTypes) {
      const list = name === 'Claim' ? 'claims(first: 1)' : `things(filter: { kind: ${name.toUpperCase()} }, first: 1)`;
      of.push((await get(`{ found: ${list} { nodes { __typename id } } }`)).found.nodes[0]);
    }
    of.push(...of.slice(0, 3).reverse());
    const { data, errors } = await entities(of, '... on Node { id }');
    assert.equal(errors, undefined);
    assert.deepEqual(data._entities, of);
  });

  test('what is not there is null, and the rest is answered', async () => {
    const { data, errors } = await entities([{ __typename: 'Place', id: 'place/nowhere' }, { __typename: 'Place', id: 'place/jinan' }, { __typename: 'Place', id: 'industry/steel' }], '... on Place { label }');
    assert.deepEqual(data, { _entities: [null, { __typename: 'Place', label: 'Jinan' }, null] });
    assert.equal(errors, undefined);
  });
});
