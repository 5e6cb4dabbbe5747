import { useParameters } from '../data/address';
import { useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { Stance } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Claims, EvidenceList, type Evidence } from '../parts/Claims';
import { Figure, type Asked, type File } from '../parts/Figure';
import { PickParameter } from '../parts/Find';
import { matrixSVG } from '../parts/picture';
import { stances, StanceMark } from '../parts/Stance';
import { More, Page, Table } from '../parts/Page';
import { Empty } from '../parts/States';
import { ThingLink, type Named } from '../parts/Thing';
import { useNames } from './names';
import { seriate } from './seriate';

// Place by place, so that each row is whole.
const every = graphql(`
  query MatrixOfAll($within: [ID!], $stance: [Stance!], $after: String) {
    relations(filter: { predicate: [PRIORITISES], subject: { within: $within }, claim: { stance: $stance } }, first: 1) {
      exports {
        title
        url
      }
    }
    places(
      filter: { within: $within, related: [{ predicate: [PRIORITISES], direction: OUTGOING, claim: { stance: $stance } }] }
      orderBy: [{ by: CLAIMS, direction: DESC }]
      first: 30
      after: $after
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...Named
        prioritises(filter: { claim: { stance: $stance } }, first: 100) {
          edges {
            stances
            node {
              ...Named
            }
            claims {
              ...Evidence
            }
          }
        }
      }
    }
  }
`);

const branch = graphql(`
  query MatrixOfIndustry($industries: [ID!]!, $rollUp: Boolean!, $within: [ID!], $stance: [Stance!], $after: String) {
    sharedPriorities(
      industries: $industries
      rollUp: $rollUp
      within: $within
      filter: { stance: $stance }
      orderBy: [{ by: CLAIMS, direction: DESC }]
      first: 50
      after: $after
    ) {
      totalCount
      exports {
        title
        url
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        place {
          ...Named
        }
        priorities {
          industry {
            ...Named
          }
          stances
          claims {
            ...Evidence
          }
        }
      }
    }
  }
`);

type Cell = { stances: Stance[]; claims: Evidence[] };

/** Places by industries: who prioritises what, and how. */
type Table = { places: Map<string, Named>; industries: Map<string, Named>; cells: Map<string, Map<string, Cell>> };

const empty = (): Table => ({ places: new Map(), industries: new Map(), cells: new Map() });

function put(table: Table, place: Named, industry: Named, stances: readonly Stance[], claims: readonly Evidence[]) {
  table.places.set(place.id, place);
  table.industries.set(industry.id, industry);
  const row = table.cells.get(place.id) ?? new Map<string, Cell>();
  table.cells.set(place.id, row);
  const before = row.get(industry.id);
  row.set(industry.id, {
    stances: [...new Set([...(before?.stances ?? []), ...stances])],
    claims: [...(before?.claims ?? []), ...claims],
  });
}

/** Who prioritises what. */
export function View() {
  const { words } = useLanguage();
  const parameters = useParameters();
  const industries = parameters.list('industry');
  const within = parameters.list('within');
  const stance = parameters.list('stance') as Stance[];
  return (
    <Page title={words.pages.matrix} filters={<Filters ids={[...industries, ...within]} />}>
      {industries.length > 0 ? (
        <OfIndustries industries={industries} rollUp={parameters.flag('rollUp')} within={within} stance={stance} />
      ) : (
        <OfAll within={within} stance={stance} />
      )}
    </Page>
  );
}

function Filters({ ids }: { ids: string[] }) {
  const { words } = useLanguage();
  const parameters = useParameters();
  const named = useNames(ids);
  const chosen = parameters.list('stance');
  return (
    <div className="filters">
      <PickParameter name="industry" label={words.filters.industry} kinds={['INDUSTRY']} named={named} most={20} />
      <PickParameter name="within" label={words.filters.place} kinds={['PLACE']} named={named} most={20} />
      <fieldset className="stances">
        <legend className="unseen">{words.filters.stance}</legend>
        {stances.map(stance => (
          <label key={stance}>
            <input
              type="checkbox"
              checked={chosen.includes(stance)}
              onChange={event => parameters.set({ stance: event.target.checked ? [...chosen, stance] : chosen.filter(other => other !== stance) })}
            />
            <StanceMark stance={stance} />
          </label>
        ))}
      </fieldset>
      {parameters.text('industry') && (
        <label>
          <input type="checkbox" checked={parameters.flag('rollUp')} onChange={event => parameters.set({ rollUp: event.target.checked })} />
          {words.matrix.rollUp}
        </label>
      )}
    </div>
  );
}

function OfAll({ within, stance }: { within: string[]; stance: Stance[] }) {
  const variables = { within: orNull(within), stance: orNull(stance) };
  const { pages, more, waiting } = useAnswerPages(every, variables, data => data.places);
  const table = empty();
  for (const { places } of pages) {
    for (const place of places?.nodes ?? []) {
      for (const { node, stances, claims } of place.prioritises.edges) put(table, place, node, stances, claims);
    }
  }
  const total = pages[0]?.places?.totalCount ?? 0;
  const shown = pages.reduce((sum, { places }) => sum + (places?.nodes.length ?? 0), 0);
  return (
    <Shown
      table={table}
      shown={shown}
      total={total}
      more={more}
      waiting={waiting}
      files={pages[0]?.relations?.exports}
      asked={{ question: every, variables }}
    />
  );
}

function OfIndustries({ industries, rollUp, within, stance }: { industries: string[]; rollUp: boolean; within: string[]; stance: Stance[] }) {
  const variables = { industries, rollUp, within: orNull(within), stance: orNull(stance) };
  const { pages, more, waiting } = useAnswerPages(branch, variables, data => data.sharedPriorities);
  const table = empty();
  for (const { sharedPriorities } of pages) {
    for (const { place, priorities } of sharedPriorities?.nodes ?? []) {
      for (const { industry, stances, claims } of priorities) put(table, place, industry, stances, claims);
    }
  }
  const total = pages[0]?.sharedPriorities?.totalCount ?? 0;
  const shown = pages.reduce((sum, { sharedPriorities }) => sum + (sharedPriorities?.nodes.length ?? 0), 0);
  return (
    <Shown
      table={table}
      shown={shown}
      total={total}
      more={more}
      waiting={waiting}
      files={pages[0]?.sharedPriorities?.exports}
      asked={{ question: branch, variables }}
    />
  );
}

const orNull = <T,>(list: T[]) => (list.length > 0 ? list : null);

function Shown({
  table,
  shown,
  total,
  more,
  waiting,
  files,
  asked,
}: {
  table: Table;
  shown: number;
  total: number;
  more?: () => void;
  waiting: boolean;
  files?: readonly File[];
  asked: Asked;
}) {
  const { words, number } = useLanguage();
  const { places, industries } = useOrders(table);
  if (table.places.size === 0) return <Empty />;
  const letter = (stance: Stance) => ({ letter: words.initials[stance], colour: `--${stance.toLowerCase()}` });
  const svg = () =>
    matrixSVG({
      rows: places.map(id => table.places.get(id)!.label),
      columns: industries.map(id => table.industries.get(id)!.label),
      cell: (row, column) => table.cells.get(places[row]!)?.get(industries[column]!)?.stances.map(letter) ?? [],
      legend: stances.map(stance => ({ ...letter(stance), text: words.stances[stance] })),
    });
  return (
    <Figure
      drawing={{ name: 'priorities', svg }}
      title={words.matrix.title(number(table.places.size), number(table.industries.size))}
      picture={<Grid table={table} />}
      table={<Rows table={table} />}
      files={files}
      asked={[asked]}
    >
      <More shown={shown} total={total} more={more} waiting={waiting} of={words.kindsMany.PLACE} />
    </Figure>
  );
}

const orders = ['alike', 'count', 'name'] as const;

function useOrders(table: Table) {
  const { compare } = useLanguage();
  const parameters = useParameters();
  const order = orders.find(order => order === parameters.text('order')) ?? 'alike';
  const rows = new Map([...table.cells].map(([place, row]) => [place, new Set(row.keys())]));
  const columns = new Map([...table.industries.keys()].map(id => [id, new Set<string>()]));
  for (const [place, row] of rows) for (const industry of row) columns.get(industry)!.add(place);
  const sort = (sets: Map<string, Set<string>>, names: Map<string, Named>) => {
    if (order === 'alike') return seriate(sets);
    const byName = (a: string, b: string) => compare(names.get(a)!.label, names.get(b)!.label);
    return [...sets.keys()].sort((a, b) => (order === 'count' && sets.get(b)!.size - sets.get(a)!.size) || byName(a, b));
  };
  return {
    order,
    choose: (order: string) => parameters.set({ order: order === 'alike' ? null : order }),
    places: sort(rows, table.places),
    // What most places prioritise stands first, whatever the order of rows: that is where one looks for company.
    industries: [...columns.keys()].sort(
      (a, b) => columns.get(b)!.size - columns.get(a)!.size || compare(table.industries.get(a)!.label, table.industries.get(b)!.label),
    ),
    columns,
  };
}

/** The matrix: a button for each priority, which shows what says so. Arrow keys move among them. */
function Grid({ table }: { table: Table }) {
  const { words } = useLanguage();
  const { order, choose, places, industries, columns } = useOrders(table);
  const parameters = useParameters();
  const [place, industry] = parameters.text('cell').split('~');
  const open = place && industry ? ([place, industry] as const) : null;
  const setOpen = (next: readonly [string, string] | null) => parameters.set({ cell: next?.join('~') }, { replace: true });
  const cell = open && table.cells.get(open[0])?.get(open[1]);
  return (
    <>
      <div className="filters">
        <label>
          {words.filters.order}
          <select value={order} onChange={event => choose(event.target.value)}>
            {orders.map(order => (
              <option key={order} value={order}>
                {words.matrix.orders[order]}
              </option>
            ))}
          </select>
        </label>
        <span className="legend">
          {stances.map(stance => (
            <span key={stance} className="entry">
              <span className={`dot stance-${stance.toLowerCase()}`} data-initial={words.initials[stance]} aria-hidden="true" /> {words.stances[stance]}
            </span>
          ))}
        </span>
      </div>
      <div className="scroll matrix" tabIndex={0} role="group" aria-label={words.pages.matrix}>
        <table>
          <thead>
            <tr>
              <td />
              {industries.map(id => (
                <th key={id} scope="col" className="upright" title={table.industries.get(id)!.label}>
                  <ThingLink thing={table.industries.get(id)!} mark={false} />
                  <span className="count">{columns.get(id)!.size}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map(place => (
              <tr key={place}>
                <th scope="row">
                  <ThingLink thing={table.places.get(place)!} mark={false} />
                </th>
                {industries.map(industry => {
                  const cell = table.cells.get(place)?.get(industry);
                  if (!cell) return <td key={industry} />;
                  const name = `${table.places.get(place)!.label} → ${table.industries.get(industry)!.label}: ${cell.stances.map(stance => words.stances[stance]).join(', ')}`;
                  const chosen = open?.[0] === place && open[1] === industry;
                  return (
                    <td key={industry}>
                      <button
                        type="button"
                        className="cell"
                        aria-label={name}
                        title={name}
                        aria-expanded={chosen}
                        onKeyDown={event => event.key === 'Escape' && setOpen(null)}
                        onClick={() => setOpen(chosen ? null : [place, industry])}
                      >
                        {cell.stances.map(stance => (
                          <span key={stance} className={`dot stance-${stance.toLowerCase()}`} data-initial={words.initials[stance]} />
                        ))}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && cell && (
        <div
          className="popover"
          onKeyDown={event => event.key === 'Escape' && setOpen(null)}
          role="region"
          aria-live="polite"
          aria-label={words.claims.sources}
        >
          <h3>
            <ThingLink thing={table.places.get(open[0])!} /> → <ThingLink thing={table.industries.get(open[1])!} />
          </h3>
          <EvidenceList claims={cell.claims} />
          <button type="button" onClick={() => setOpen(null)}>
            {words.matrix.close}
          </button>
        </div>
      )}
    </>
  );
}

function Rows({ table }: { table: Table }) {
  const { words } = useLanguage();
  const { places, industries } = useOrders(table);
  return (
    <Table label={words.pages.matrix} columns={[words.kinds.PLACE, words.kinds.INDUSTRY, words.filters.stance, words.claims.sources]}>
      {places.flatMap(place =>
        industries
          .filter(industry => table.cells.get(place)?.has(industry))
          .map(industry => {
            const cell = table.cells.get(place)!.get(industry)!;
            return (
              <tr key={place + industry}>
                <th scope="row">
                  <ThingLink thing={table.places.get(place)!} />
                </th>
                <td>
                  <ThingLink thing={table.industries.get(industry)!} />
                </td>
                <td>
                  {cell.stances.map(stance => (
                    <StanceMark key={stance} stance={stance} />
                  ))}
                </td>
                <td>
                  <Claims claims={cell.claims} />
                </td>
              </tr>
            );
          }),
      )}
    </Table>
  );
}
