import { useParameters } from '../data/address';
import { useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { PromisesBoardQuery } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Claims } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { PickParameter } from '../parts/Find';
import { More, Page, Table } from '../parts/Page';
import { Empty } from '../parts/States';
import { ThingLink } from '../parts/Thing';
import { useNames } from './names';

const board = graphql(`
  query PromisesBoard($place: ID, $metric: ID, $due: DateRange, $followed: Boolean, $orderBy: [OrderBy!], $after: String) {
    promises(place: $place, metric: $metric, due: $due, followed: $followed, orderBy: $orderBy, first: 100, after: $after) {
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
        target {
          ...Named
          scopeLabel
          stretch
          within
          due {
            earliest
            latest
            reckoned
          }
        }
        of {
          ...Named
        }
        metric {
          ...Named
        }
        claims {
          ...Evidence
        }
        laterFigures {
          figure {
            ...Named
          }
          claims {
            ...Evidence
          }
        }
      }
    }
  }
`);

type Promised = NonNullable<PromisesBoardQuery['promises']>['nodes'][number];

const orders = {
  due: [{ by: 'DUE' as const }],
  value: [{ by: 'VALUE' as const, direction: 'DESC' as const }],
  label: [{ by: 'LABEL' as const }],
};
type Order = keyof typeof orders;

/** What was promised, by when, and what later figures say. */
export function View() {
  const { words } = useLanguage();
  return (
    <Page title={words.pages.targets} filters={<Filters />}>
      <Board />
    </Page>
  );
}

function Filters() {
  const { words } = useLanguage();
  const parameters = useParameters();
  const named = useNames([...parameters.list('place'), ...parameters.list('metric')]);
  return (
    <div className="filters">
      <PickParameter name="place" label={words.filters.place} kinds={['PLACE']} named={named} />
      <PickParameter name="metric" label={words.kinds.METRIC} kinds={['METRIC']} named={named} />
      <label>
        {words.targets.dueBy}
        <input
          type="number"
          min="1950"
          max="2150"
          value={parameters.text('due')}
          onChange={event => parameters.set({ due: event.target.value }, { replace: true })}
        />
      </label>
      <label>
        {words.targets.followed}
        <select value={parameters.text('followed')} onChange={event => parameters.set({ followed: event.target.value })}>
          <option value="">{words.filters.all}</option>
          <option value="yes">{words.targets.withFigures}</option>
          <option value="no">{words.targets.withoutFigures}</option>
        </select>
      </label>
      <label>
        {words.filters.order}
        <select
          value={parameters.text('order') || 'due'}
          onChange={event => parameters.set({ order: event.target.value === 'due' ? null : event.target.value })}
        >
          {(Object.keys(orders) as Order[]).map(order => (
            <option key={order} value={order}>
              {words.targets.orders[order]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Board() {
  const { words, number } = useLanguage();
  const parameters = useParameters();
  const due = parameters.text('due');
  const followed = parameters.text('followed');
  const order = parameters.text('order') as Order;
  const variables = {
    place: parameters.text('place') || null,
    metric: parameters.text('metric') || null,
    due: /^\d{4}$/.test(due) ? { to: due } : null,
    followed: followed === 'yes' ? true : followed === 'no' ? false : null,
    orderBy: orders[order] ?? orders.due,
  };
  const { pages, more, waiting } = useAnswerPages(board, variables, data => data.promises);
  const promised = pages.flatMap(({ promises }) => promises?.nodes ?? []);
  const total = pages[0]?.promises?.totalCount ?? 0;
  if (total === 0) return <Empty />;
  return (
    <Figure
      title={words.targets.title(number(total))}
      picture={<Line promised={promised} />}
      table={<Rows promised={promised} />}
      startsWith="table"
      files={pages[0]?.promises?.exports}
      asked={[{ question: board, variables }]}
    >
      <More shown={promised.length} total={total} more={more} waiting={waiting} />
    </Figure>
  );
}

/** When a target is due, in words. */
function Due({ target }: { target: Promised['target'] }) {
  const { words, between } = useLanguage();
  if (!target.due) return <>{words.targets.open}</>;
  const { earliest, latest, reckoned } = target.due;
  const text = between(earliest, latest);
  return reckoned ? <abbr title={words.thing.reckoned}>{text}</abbr> : <>{text}</>;
}

function Rows({ promised }: { promised: Promised[] }) {
  const { words, amount } = useLanguage();
  return (
    <Table label={words.pages.targets} columns={[words.targets.whose, words.kinds.METRIC, words.targets.promise, words.thing.due, words.targets.later]}>
      {promised.map(({ target, of, metric, claims, laterFigures }) => (
        <tr key={target.id}>
          <th scope="row">
            <ThingLink thing={of} />
          </th>
          <td>
            <ThingLink thing={{ ...target, label: metric.label }} mark={false} />
            {target.scopeLabel && `: ${target.scopeLabel}`}
            {target.stretch && ` (${words.targets.stretch})`}
          </td>
          <td>
            {claims.map(claim => (
              <div key={claim.id}>
                {claim.quantity && amount(claim.quantity)}
                {claim.recurrence && ` ${words.targets.again}`} <Claims claims={[claim]} />
              </div>
            ))}
          </td>
          <td>
            <Due target={target} />
          </td>
          <td>
            {laterFigures.length === 0 && <span className="kind">{words.targets.none}</span>}
            {laterFigures.map(({ figure, claims }) => (
              <div key={figure.id}>
                {claims[0]?.quantity ? amount(claims[0].quantity) : figure.label} <Claims claims={claims} />
              </div>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Targets year by year: what falls due when. */
function Line({ promised }: { promised: Promised[] }) {
  const { words, amount } = useLanguage();
  const years = new Map<string, Promised[]>();
  for (const one of promised) {
    const year = one.target.due?.latest.slice(0, 4) ?? '';
    years.set(year, [...(years.get(year) ?? []), one]);
  }
  return (
    <ol className="years">
      {[...years]
        .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
        .map(([year, list]) => (
          <li key={year}>
            <h3>{year || words.targets.open}</h3>
            <ul>
              {list.map(({ target, of, claims }) => (
                <li key={target.id}>
                  <ThingLink thing={of} />: <ThingLink thing={target} mark={false} />
                  {claims[0]?.quantity && (
                    <strong className="amount">
                      {amount(claims[0].quantity)}
                      {claims[0].recurrence && ` ${words.targets.again}`}
                    </strong>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
    </ol>
  );
}
