import type { Kind, Predicate, Stance } from '../../generated/graphql';

/** What is drawn: things, and relations between them. */
export type Node = { id: string; label: string; kind: Kind; region: string; claims: number };
export type Edge = {
  key: string;
  source: string;
  target: string;
  predicate: Predicate;
  curated: boolean;
  /** One of each for every claim that states it, in one order. */
  documents: string[];
  stances: Stance[];
  evidence: string[];
  claims: string[];
};
export type Drawing = { nodes: Map<string, Node>; edges: Map<string, Edge> };

/** The JSON Graph Format as the server exports it (docs/exports.md). */
type File = {
  graph: {
    nodes: Record<string, { label: string; metadata: { kind: string; region?: string; claims?: number } }>;
    edges: {
      id: string;
      source: string;
      target: string;
      relation: string;
      metadata: { curated?: boolean; document?: string[]; stance?: (string | null)[]; evidence?: string[]; claim?: string[] };
    }[];
  };
};

/** partOf of the vocabulary is PART_OF of the schema. */
const upper = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, letter => `_${letter}`).toUpperCase();

export function readDrawing(file: File): Drawing {
  const nodes = new Map<string, Node>();
  for (const [id, { label, metadata }] of Object.entries(file.graph.nodes)) {
    nodes.set(id, { id, label, kind: upper(metadata.kind) as Kind, region: metadata.region ?? '', claims: metadata.claims ?? 0 });
  }
  const edges = new Map<string, Edge>();
  for (const { id, source, target, relation, metadata } of file.graph.edges) {
    edges.set(id, {
      key: id,
      source,
      target,
      predicate: upper(relation) as Predicate,
      curated: metadata.curated ?? false,
      documents: metadata.document ?? [],
      stances: (metadata.stance ?? []).filter(stance => stance !== null && stance !== '') as Stance[],
      evidence: metadata.evidence ?? [],
      claims: metadata.claim ?? [],
    });
  }
  return { nodes, edges };
}

/** Several drawings as one. */
export function join(drawings: readonly Drawing[]): Drawing {
  const whole: Drawing = { nodes: new Map(), edges: new Map() };
  for (const { nodes, edges } of drawings) {
    for (const [id, node] of nodes) whole.nodes.set(id, node);
    for (const [key, edge] of edges) whole.edges.set(key, edge);
  }
  return whole;
}

export type Wanted = { hidden: ReadonlySet<string>; stances: ReadonlySet<string>; documents: ReadonlySet<string> };

/**
 * What is left when kinds are hidden, and of relations those alone that a stance or a document speaks for.
 * Where relations are chosen, things that are left with none go as well, but for those that must stay.
 */
export function choose({ nodes, edges }: Drawing, { hidden, stances, documents }: Wanted, stay: ReadonlySet<string>): Drawing {
  const left: Drawing = { nodes: new Map(), edges: new Map() };
  const joined = new Set<string>();
  for (const [key, edge] of edges) {
    const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
    if (!source || !target || hidden.has(source.kind) || hidden.has(target.kind)) continue;
    if (stances.size > 0 && !edge.stances.some(stance => stances.has(stance))) continue;
    if (documents.size > 0 && !edge.documents.some(document => documents.has(document))) continue;
    left.edges.set(key, edge);
    joined.add(edge.source).add(edge.target);
  }
  const chosen = stances.size > 0 || documents.size > 0;
  for (const [id, node] of nodes) {
    if (!hidden.has(node.kind) && (!chosen || joined.has(id) || stay.has(id))) left.nodes.set(id, node);
  }
  return left;
}
