import { useSuspenseQueries } from '@tanstack/react-query';
import { NoAnswer } from '../../data/ask';
import { graphql } from '../../generated';
import { useLanguage } from '../../language/language';
import type { Asked } from '../../parts/Figure';
import { join, readDrawing, type Drawing } from './drawing';

/** What the address says is drawn. */
export type State = {
  /** Things, with what lies around them; the whole graph when there are none and no path. */
  of: readonly string[];
  depth: number;
  /** Things that were opened since: what lies next to them, by one relation (place/jinan~PRIORITISES) or by all. */
  opened: readonly string[];
  /** Ends of a way. */
  from: string;
  to: string;
  asOf: string;
};

/** How much is drawn around things at most; the server takes the nearest, and what most claims speak of. */
const most = { nodes: 400, edges: 2500 };

export const around = graphql(`
  query Around($of: [ID!]!, $depth: Int!, $maxNodes: Int!, $maxEdges: Int!, $asOf: Date) {
    neighbourhood(of: $of, depth: $depth, maxNodes: $maxNodes, maxEdges: $maxEdges, asOf: $asOf) {
      omittedNodes
      omittedEdges
      nodes {
        key
        distance
        thing {
          ...Named
        }
      }
      edges {
        source
        target
        label
        weight
        claims {
          ...Evidence
        }
      }
      exports {
        title
        url
      }
    }
  }
`);

export const ways = graphql(`
  query Ways($from: ID!, $to: ID!, $asOf: Date) {
    paths(from: $from, to: $to, first: 20, asOf: $asOf) {
      length
      steps {
        predicate
        forwards
        curated
        from {
          ...Named
        }
        to {
          ...Named
        }
        claims {
          ...Evidence
        }
      }
    }
  }
`);

/** A question of the schema as an export takes it. */
type Piece = { question: string; asked: Asked };

function pieces({ of, depth, opened, from, to, asOf }: State): Piece[] {
  const list: Piece[] = [];
  const when = asOf ? `, asOf: ${JSON.stringify(asOf)}` : '';
  if (of.length > 0) {
    list.push({
      question: `neighbourhood(of: ${JSON.stringify(of)}, depth: ${depth}, maxNodes: ${most.nodes}, maxEdges: ${most.edges}${when})`,
      asked: { question: around, variables: { of, depth, maxNodes: most.nodes, maxEdges: most.edges, asOf: asOf || null } },
    });
  }
  for (const entry of opened) {
    const [id = '', predicate] = entry.split('~');
    const filter = predicate ? `, filter: {predicate: [${predicate}]}` : '';
    const question = `neighbourhood(of: ${JSON.stringify([id])}, depth: 1, maxNodes: 200, maxEdges: 1000${filter}${when})`;
    list.push({
      question,
      asked: {
        question: `{\n  ${question} {\n    nodes { key thing { label } }\n    edges { source target label claims { line document { label } } }\n  }\n}`,
      },
    });
  }
  if (from && to) {
    list.push({
      question: `paths(from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)}, first: 20${when})`,
      asked: { question: ways, variables: { from, to, asOf: asOf || null } },
    });
  }
  return list;
}

/** The drawing that the address asks for, as exports of the graph in which each edge has its evidence. */
export function useDrawing(state: State): { drawing: Drawing; asked: Asked[]; whole: boolean } {
  const { language } = useLanguage();
  const wanted = pieces(state);
  const whole = wanted.length === 0;
  const addresses = whole
    ? [`/export/jgf?${new URLSearchParams({ language, ...(state.asOf && { asOf: state.asOf }) })}`]
    : wanted.map(({ question }) => `/export/jgf?${new URLSearchParams({ question, language })}`);
  const drawings = useSuspenseQueries({
    queries: addresses.map(address => ({
      queryKey: [address],
      queryFn: ({ signal }: { signal: AbortSignal }) => read(address, signal),
    })),
    combine: results => results.map(({ data }) => data),
  });
  return {
    drawing: join(drawings),
    whole,
    asked: whole ? [{ question: addresses[0]!, address: addresses[0]! }] : wanted.map(({ asked }) => asked),
  };
}

async function read(address: string, signal: AbortSignal): Promise<Drawing> {
  let response: Response;
  try {
    response = await fetch(address, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new NoAnswer('away', String(error));
  }
  if (!response.ok) {
    const told = (await response.json().catch(() => ({}))) as { errors?: { message?: string; extensions?: { code?: string } }[] };
    const [first] = told.errors ?? [];
    throw new NoAnswer(
      response.status === 404 ? 'missing' : response.status >= 500 ? 'busy' : 'refused',
      first?.message ?? response.statusText,
      first?.extensions?.code,
    );
  }
  return readDrawing((await response.json()) as Parameters<typeof readDrawing>[0]);
}
