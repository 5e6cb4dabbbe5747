import { graphql } from '../generated';

/** Things by their IDs, for those that an address names. */
export const names = graphql(`
  query Names($ids: [ID!]!) {
    things(filter: { id: $ids }, first: 100) {
      nodes {
        ...Named
      }
    }
  }
`);
