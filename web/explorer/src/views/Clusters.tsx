import { useParameters } from '../data/address';
import { useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { AnchorsDiagramQuery } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Claims } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { PickParameter } from '../parts/Find';
import { serialise } from '../parts/picture';
import { More, Page, Table } from '../parts/Page';
import { Empty } from '../parts/States';
import { ThingLink, ThingList, type Named } from '../parts/Thing';
import { useNames } from './names';

const diagram = graphql(`
  query AnchorsDiagram($industry: ID, $place: ID, $after: String) {
    anchors(industry: $industry, place: $place, first: 100, after: $after, orderBy: [{ by: CLAIMS, direction: DESC }]) {
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
        anchor {
          ...Named
        }
        cluster {
          ...Named
        }
        industries {
          ...Named
        }
        places {
          ...Named
        }
        claims {
          ...Evidence
        }
      }
    }
  }
`);

type Anchor = NonNullable<AnchorsDiagramQuery['anchors']>['nodes'][number];

/** Which companies, institutes and platforms anchor which clusters. */
export function View() {
  const { words } = useLanguage();
  return (
    <Page title={words.pages.clusters} filters={<Filters />}>
      <Diagram />
    </Page>
  );
}

function Filters() {
  const { words } = useLanguage();
  const parameters = useParameters();
  const named = useNames([...parameters.list('industry'), ...parameters.list('place')]);
  return (
    <div className="filters">
      <PickParameter name="industry" label={words.filters.industry} kinds={['INDUSTRY']} named={named} />
      <PickParameter name="place" label={words.filters.place} kinds={['PLACE']} named={named} />
    </div>
  );
}

function Diagram() {
  const { words, number } = useLanguage();
  const parameters = useParameters();
  const variables = { industry: parameters.text('industry') || null, place: parameters.text('place') || null };
  const { pages, more, waiting } = useAnswerPages(diagram, variables, data => data.anchors);
  const anchors = pages.flatMap(({ anchors }) => anchors?.nodes ?? []);
  const total = pages[0]?.anchors?.totalCount ?? 0;
  if (total === 0) return <Empty />;
  return (
    <Figure
      startsWith={narrow ? 'table' : 'picture'}
      title={words.clusters.title(number(total))}
      picture={<Lines anchors={anchors} />}
      table={<Rows anchors={anchors} />}
      drawing={{ name: 'clusters', svg: () => serialise(document.querySelector<SVGSVGElement>('svg.lines')!) }}
      files={pages[0]?.anchors?.exports}
      asked={[{ question: diagram, variables }]}
    >
      <More shown={anchors.length} total={total} more={more} waiting={waiting} />
    </Figure>
  );
}

/** On a telephone the diagram is wider than the screen by far. */
const narrow = matchMedia('(max-width: 48rem)').matches;

const row = 28;
const width = 1180;
const ends = { from: 470, to: 690 }; // where lines begin and end

/** Anchors on the left, clusters on the right, each next to what it is joined with. */
function Lines({ anchors }: { anchors: Anchor[] }) {
  const { words } = useLanguage();
  const clusters = new Map<string, Named>();
  const left = new Map<string, Named>();
  for (const { anchor, cluster } of anchors) {
    left.set(anchor.id, anchor);
    clusters.set(cluster.id, cluster);
  }
  const right = [...clusters.keys()];
  const place = new Map(right.map((id, i) => [id, i]));
  // Each anchor at the height of the middle of its clusters crosses least.
  const middle = new Map<string, number>();
  for (const id of left.keys()) {
    const heights = anchors.filter(({ anchor }) => anchor.id === id).map(({ cluster }) => place.get(cluster.id)!);
    middle.set(id, heights.reduce((sum, height) => sum + height, 0) / heights.length);
  }
  const ordered = [...left.keys()].sort((a, b) => middle.get(a)! - middle.get(b)! || (a < b ? -1 : 1));
  const at = new Map(ordered.map((id, i) => [id, i]));
  const rows = Math.max(ordered.length, right.length);
  const step = (count: number) => (rows * row) / count;
  const y = (i: number, count: number) => (i + 0.5) * step(count);
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={words.pages.clusters}>
      <svg className="lines" viewBox={`0 0 ${width} ${rows * row}`} width={width} height={rows * row} role="group" aria-label={words.clusters.alternative}>
        {anchors.map(({ anchor, cluster, claims }) => {
          const [from, to] = [y(at.get(anchor.id)!, ordered.length), y(place.get(cluster.id)!, right.length)];
          return (
            <path
              key={anchor.id + cluster.id}
              d={`M ${ends.from} ${from} C ${ends.from + 90} ${from}, ${ends.to - 90} ${to}, ${ends.to} ${to}`}
              strokeWidth={Math.min(1 + claims.length, 6)}
            >
              <title>{`${anchor.label} → ${cluster.label}: ${claims.map(({ document, line }) => `${document.label}, ${words.claims.line(line)}`).join('; ')}`}</title>
            </path>
          );
        })}
        {ordered.map((id, i) => (
          <Label key={id} thing={left.get(id)!} x={ends.from - 10} y={y(i, ordered.length)} anchor="end" />
        ))}
        {right.map((id, i) => (
          <Label key={id} thing={clusters.get(id)!} x={ends.to + 10} y={y(i, right.length)} anchor="start" />
        ))}
      </svg>
    </div>
  );
}

function Label({ thing, x, y, anchor }: { thing: Named; x: number; y: number; anchor: 'start' | 'end' }) {
  const text = thing.label.length > 60 ? `${thing.label.slice(0, 59)}…` : thing.label;
  return (
    <a href={`/thing/${thing.id}`} className={`of-${thing.kind.toLowerCase()}`}>
      <text x={x} y={y} textAnchor={anchor} dominantBaseline="middle">
        {text}
        <title>{thing.label}</title>
      </text>
    </a>
  );
}

function Rows({ anchors }: { anchors: Anchor[] }) {
  const { words } = useLanguage();
  return (
    <Table
      label={words.pages.clusters}
      columns={[words.clusters.anchor, words.kinds.CLUSTER, words.kindsMany.INDUSTRY, words.kindsMany.PLACE, words.claims.sources]}
    >
      {anchors.map(({ anchor, cluster, industries, places, claims }) => (
        <tr key={anchor.id + cluster.id}>
          <th scope="row">
            <ThingLink thing={anchor} />
          </th>
          <td>
            <ThingLink thing={cluster} />
          </td>
          <td>
            <ThingList things={industries} mark={false} />
          </td>
          <td>
            <ThingList things={places} mark={false} />
          </td>
          <td>
            <Claims claims={claims} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
