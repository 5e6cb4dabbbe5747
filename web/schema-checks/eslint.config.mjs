// graphql-eslint's presets for schemas and for Relay, over the printed schema; run from
// the project's root, where the schema lies.
import graphql from '@graphql-eslint/eslint-plugin';

export default [
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'schema/snapshot.graphql' } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,

      // Things and claims have an ID, which a Go test holds. All other types are values or
      // answers: a page, an amount, a count, a side of a conflict. An ID would promise
      // that they can be fetched again.
      '@graphql-eslint/strict-id-in-types': 'off',

      // The vocabulary names the relations, in either direction (Industry.industryOf), and
      // the interface Thing what all kinds share (Claim.claims). Anchor.anchor and
      // Formula.formula are what these answers are about. The rule takes no exceptions.
      '@graphql-eslint/no-typename-prefix': 'off',

      // Edges of answers lead to values, which the specification allows; and lists that
      // are short by nature (stances, labels) are plain, as is the shortcut nodes.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
    },
  },
];
