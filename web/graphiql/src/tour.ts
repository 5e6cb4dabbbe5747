import type { GraphiQLProps } from 'graphiql';

type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number];

/** The repository's examples, in file-name order, as they were at build time. */
const files = import.meta.glob<string>('../../../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const tour = Object.keys(files)
  .sort()
  .map(path => files[path]!);

/**
 * localStorage under an own prefix: on a developer's machine many projects show
 * their GraphiQL at the same localhost origin, and each would find the others' tabs.
 */
const PREFIX = 'polygraph:';
export const storage: NonNullable<GraphiQLProps['storage']> = {
  getItem: key => localStorage.getItem(PREFIX + key),
  setItem: (key, value) => localStorage.setItem(PREFIX + key, value),
  removeItem: key => localStorage.removeItem(PREFIX + key),
  clear: () => ownKeys().forEach(key => localStorage.removeItem(key)),
  get length() {
    return ownKeys().length;
  },
};

function ownKeys(): string[] {
  return Object.keys(localStorage).filter(key => key.startsWith(PREFIX));
}

/**
 * GraphiQL reads its default tabs only if none are stored, so a returning visitor
 * would never see a tour that has changed since. What that visitor expects:
 *
 * - the same tour as last time: all tabs as they were left, closed ones stay closed;
 * - another tour: the new one in front, behind it the tabs the visitor wrote or
 *   edited; the untouched tabs of the old tour go. Theme and history stay.
 *
 * To tell edited tabs from untouched ones the tour last shown is stored as well.
 */
export function defaultTabs(asked?: Tab): Tab[] | undefined {
  const shown = storage.getItem('tour');
  const current = JSON.stringify(tour);
  let tabs: Tab[] = tour.map(query => ({ query }));
  if (shown !== current) {
    tabs = [...tabs, ...ownTabs([...parse<string[]>(shown, []), ...tour])];
    // "query" and "variables" mirror the tab that was open last; left behind, GraphiQL
    // would put them into the first tab of the new tour.
    for (const key of ['tabState', 'query', 'variables']) storage.removeItem(`graphiql:${key}`);
    storage.setItem('tour', current);
  }
  if (asked) tabs.unshift(asked); // where tabs are stored, GraphiQL adds the question to them by itself
  return tabs.length > 0 ? tabs : undefined;
}

/** The question that the address brings along, as links of the explorer do: ?query= and ?variables=. */
export function asked(): { query: string; variables?: string } | undefined {
  const parameters = new URLSearchParams(location.search);
  const query = parameters.get('query');
  if (!query) return undefined;
  // Once it is a tab, it is edited there; the address would bring it back.
  history.replaceState(null, '', location.pathname);
  return { query, variables: parameters.get('variables') ?? undefined };
}

function ownTabs(known: string[]): Tab[] {
  const stored = parse<{ tabs?: Tab[] }>(storage.getItem('graphiql:tabState'), {});
  return (stored.tabs ?? [])
    .filter(tab => tab.query?.trim() && (tab.variables?.trim() || !known.includes(tab.query)))
    .map(({ query, variables, headers }) => ({ query, variables, headers }));
}

function parse<T>(json: string | null, fallback: T): T {
  try {
    return json ? (JSON.parse(json) as T) : fallback;
  } catch {
    return fallback;
  }
}
