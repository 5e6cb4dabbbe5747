import type { Drawing } from './drawing';

export type Position = { x: number; y: number };

/** Turns by the golden angle spread points evenly: where nodes begin, in the same places each time. */
const golden = Math.PI * (3 - Math.sqrt(5));
const spiral = (i: number, scale = 1): Position => ({
  x: Math.cos(i * golden) * Math.sqrt(i + 0.5) * scale,
  y: Math.sin(i * golden) * Math.sqrt(i + 0.5) * scale,
});

/** Where nodes are before forces have moved them: those with most relations in the middle. */
export function beginning({ nodes, edges }: Drawing, known: ReadonlyMap<string, Position>): Map<string, Position> {
  const degree = degrees(edges);
  const neighbours = new Map<string, string>();
  for (const { source, target } of edges.values()) {
    if (known.has(source)) neighbours.set(target, source);
    if (known.has(target)) neighbours.set(source, target);
  }
  const order = [...nodes.keys()].sort((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0) || (a < b ? -1 : 1));
  const places = new Map<string, Position>();
  order.forEach((id, i) => {
    const before = known.get(id);
    const near = known.get(neighbours.get(id) ?? '');
    if (before) places.set(id, before);
    else if (near) places.set(id, { x: near.x + spiral(i).x * 0.1, y: near.y + spiral(i).y * 0.1 });
    else places.set(id, spiral(i, 10));
  });
  return places;
}

export function degrees(edges: Drawing['edges']): Map<string, number> {
  const degree = new Map<string, number>();
  for (const { source, target } of edges.values()) {
    degree.set(source, (degree.get(source) ?? 0) + 1);
    degree.set(target, (degree.get(target) ?? 0) + 1);
  }
  return degree;
}

/** What lies in one region, as a circle; the one without an ID holds what lies in none. */
export type Group = { id: string; x: number; y: number; radius: number };

/**
 * A schematic by region: what lies in one place stands together, and places next to each other in the order of
 * their IDs, by which those of a province stay together. No source gives coordinates, and none are made up: where
 * a group stands says nothing.
 */
export function byRegion({ nodes, edges }: Drawing): { places: Map<string, Position>; groups: Group[] } {
  const degree = degrees(edges);
  const members = new Map<string, string[]>();
  const regions = new Set([...nodes.values()].map(({ region }) => region));
  for (const { id, kind, region } of nodes.values()) {
    const group = kind === 'PLACE' && regions.has(id) ? id : region;
    members.set(group, [...(members.get(group) ?? []), id]);
  }
  const groups = [...members].sort(([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1));
  const places = new Map<string, Position>();
  const circles: Group[] = [];
  groups.forEach(([id, list], i) => {
    const radius = 12 * Math.sqrt(list.length) + 10;
    const middle = free(circles, radius, i);
    circles.push({ id, ...middle, radius });
    list.sort((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0) || (a < b ? -1 : 1));
    list.forEach((node, j) => {
      const at = spiral(j, 11);
      places.set(node, { x: middle.x + at.x, y: middle.y + at.y });
    });
  });
  return { places, groups: circles };
}

/** The first place on a widening spiral that leaves room between circles. */
function free(circles: readonly { x: number; y: number; radius: number }[], radius: number, begin: number): Position {
  for (let step = begin === 0 ? 0 : 1; ; step++) {
    const at = { x: Math.cos(step * 0.5) * step * 4, y: Math.sin(step * 0.5) * step * 4 };
    if (circles.every(circle => Math.hypot(circle.x - at.x, circle.y - at.y) > circle.radius + radius + 14)) return at;
  }
}
