import { useAnswer } from '../data/useAnswer';
import { graphql } from '../generated';

const names = graphql(`
  query Names($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Thing {
        label
      }
    }
  }
`);

/** Names of the things that an address names; those that there are not by their IDs. */
export function useNames(all: readonly string[]): (ids: readonly string[]) => { id: string; label: string }[] {
  const found = useAnswer(names, { ids: [...all] }).nodes;
  const labels = new Map(found?.map(node => [node?.id, node && 'label' in node ? node.label : undefined]));
  return ids => ids.map(id => ({ id, label: labels.get(id) ?? id }));
}
