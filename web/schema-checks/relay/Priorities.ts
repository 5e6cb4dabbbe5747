// What a Relay app would write: a page of a place, a list that grows, one that grows at
// both ends, and things of any kind. Compiled by the checks, never run.
import { graphql } from 'relay-runtime';

// A page found by the ID of its place.
export const page = graphql`
  query PrioritiesPageQuery($place: ID!) {
    node(id: $place) {
      ...Priorities_place @alias(as: "place")
      ...Priorities_claims @alias(as: "claimed")
    }
  }
`;

// A list that grows, refetched by node(id:).
export const place = graphql`
  fragment Priorities_place on Place
  @refetchable(queryName: "PrioritiesPlaceQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    label
    level
    prioritises(first: $count, after: $cursor, orderBy: [{ by: DOCUMENTS, direction: DESC }])
      @connection(key: "Priorities_prioritises", filters: []) {
      totalCount
      edges {
        stances
        claims {
          id
          line
          date {
            earliest
          }
        }
        node {
          id
          label
        }
      }
    }
  }
`;

// A list that grows at both ends, on the interface of all kinds.
export const claims = graphql`
  fragment Priorities_claims on Thing
  @refetchable(queryName: "PrioritiesClaimsQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int", defaultValue: 10 }
    before: { type: "String" }
  ) {
    label
    claims(first: $first, after: $after, last: $last, before: $before) @connection(key: "Priorities_claims") {
      edges {
        node {
          id
          document {
            label
          }
          object {
            __typename
            label
          }
        }
      }
    }
  }
`;

// A question as a list that grows; its items are values, with no ID of their own.
export const shared = graphql`
  fragment Priorities_shared on Query
  @refetchable(queryName: "PrioritiesSharedQuery")
  @argumentDefinitions(
    industries: { type: "[ID!]!" }
    filter: { type: "ClaimFilter" }
    count: { type: "Int", defaultValue: 10 }
    cursor: { type: "String" }
  ) {
    sharedPriorities(industries: $industries, filter: $filter, first: $count, after: $cursor)
      @connection(key: "Priorities_sharedPriorities") {
      edges {
        node {
          stances
          place {
            id
            label
          }
        }
      }
    }
  }
`;

export const question = graphql`
  query PrioritiesQuestionQuery($industries: [ID!]!) {
    ...Priorities_shared @arguments(industries: $industries)
    industry(id: "industry/steel") {
      ...Priorities_claims
    }
    nodes(ids: ["place/jinan", "claim/0000000000000000"]) {
      id
    }
  }
`;

export const changes = graphql`
  subscription PrioritiesChangesSubscription {
    graphChanged {
      generation
    }
  }
`;
