import { useParameters } from '../data/address';
import { useAnswer } from '../data/useAnswer';
import { graphql } from '../generated';
import type { CompareQuery } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Claims } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { Pick } from '../parts/Find';
import { StanceMark } from '../parts/Stance';
import { Page, Table } from '../parts/Page';
import { Answered, Empty } from '../parts/States';
import { ThingLink, ThingList } from '../parts/Thing';
import { useNames } from './names';

const likest = graphql(`
  query Likest($place: ID!) {
    alike(place: $place, first: 2) {
      nodes {
        place {
          ...Named
        }
      }
    }
  }
`);

const busiest = graphql(`
  query Busiest {
    places(first: 3, orderBy: [{ by: CLAIMS, direction: DESC }], filter: { claim: { predicate: [PRIORITISES] } }) {
      nodes {
        ...Named
      }
    }
  }
`);

const compare = graphql(`
  query Compare($places: [ID!]!, $rollUp: Boolean!) {
    compare(places: $places, rollUp: $rollUp) {
      exports {
        title
        url
      }
      places {
        ...Named
      }
      shared {
        ...Named
      }
      pairs {
        first {
          ...Named
        }
        second {
          ...Named
        }
        score
        shared {
          ...Named
        }
        onlyFirst {
          ...Named
        }
        onlySecond {
          ...Named
        }
      }
      industries {
        count
        industry {
          ...Named
        }
        cells {
          stances
          claims {
            ...Evidence
          }
        }
      }
      metrics {
        metric {
          ...Named
        }
        cells {
          targets {
            ...Evidence
          }
          figures {
            ...Evidence
          }
        }
      }
    }
  }
`);

type Comparison = NonNullable<CompareQuery['compare']>;

/** Places side by side. Without any, those of which most is said; with ?like=, one and those most like it. */
export function View() {
  const { words } = useLanguage();
  const parameters = useParameters();
  const places = parameters.list('places');
  const like = parameters.text('like');
  return <Page title={words.pages.compare}>{places.length > 0 ? <Chosen places={places} /> : like ? <Like place={like} /> : <Busiest />}</Page>;
}

function Like({ place }: { place: string }) {
  const found = useAnswer(likest, { place }).alike;
  return <Chosen places={[place, ...(found?.nodes.map(({ place }) => place.id) ?? [])]} />;
}

function Busiest() {
  const found = useAnswer(busiest, {}).places;
  return <Chosen places={found?.nodes.map(({ id }) => id) ?? []} />;
}

function Chosen({ places }: { places: string[] }) {
  const { words } = useLanguage();
  return (
    <>
      <Choose places={places} />
      <Answered key={places.join()}>{places.length < 2 ? <Empty>{words.compare.two}</Empty> : <Compared places={places} />}</Answered>
    </>
  );
}

function Choose({ places }: { places: string[] }) {
  const { words } = useLanguage();
  const parameters = useParameters();
  const picked = useNames(places)(places);
  return (
    <div className="filters">
      <Pick label={words.kindsMany.PLACE} kinds={['PLACE']} picked={picked} most={5} onChange={places => parameters.set({ places, like: null })} />
      <label>
        <input type="checkbox" checked={parameters.flag('rollUp')} onChange={event => parameters.set({ rollUp: event.target.checked })} />
        {words.matrix.rollUp}
      </label>
    </div>
  );
}

function Compared({ places }: { places: string[] }) {
  const { words } = useLanguage();
  const rollUp = useParameters().flag('rollUp');
  const variables = { places, rollUp };
  const found = useAnswer(compare, variables).compare;
  if (!found) return <Empty />;
  const asked = [{ question: compare, variables }];
  return (
    <>
      <Figure title={words.compare.alike} picture={<Pairs found={found} />} files={found.exports} asked={asked} />
      <Figure title={words.compare.industries} table={<Industries found={found} />} startsWith="table" asked={asked} />
      {found.metrics.length > 0 && <Figure title={words.compare.metrics} table={<Metrics found={found} />} startsWith="table" asked={asked} />}
    </>
  );
}

/** How much two places share: what only one has at its side, what both have between. */
function Pairs({ found }: { found: Comparison }) {
  const { words, percent, number } = useLanguage();
  return (
    <ul className="pairs">
      {found.pairs.map(({ first, second, score, shared, onlyFirst, onlySecond }) => {
        const parts = [
          { name: first.label, things: onlyFirst, class: 'only' },
          { name: words.compare.both, things: shared, class: 'both' },
          { name: second.label, things: onlySecond, class: 'only' },
        ];
        return (
          <li key={first.id + second.id}>
            <h3>
              <ThingLink thing={first} /> — <ThingLink thing={second} /> {score == null ? words.compare.nothing : percent(score)}
            </h3>
            <div className="bar" aria-hidden="true">
              {parts.map(part => (
                <span key={part.name} className={part.class} style={{ flexGrow: part.things.length }} />
              ))}
            </div>
            <dl className="facts">
              {parts.map(part => (
                <div key={part.name}>
                  <dt>
                    {part.name} ({number(part.things.length)})
                  </dt>
                  <dd>
                    <ThingList things={part.things} mark={false} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

function Industries({ found }: { found: Comparison }) {
  const { words } = useLanguage();
  return (
    <Table
      label={words.compare.industries}
      columns={[words.kinds.INDUSTRY, ...found.places.map(place => <ThingLink key={place.id} thing={place} mark={false} />)]}
    >
      {found.industries.map(({ industry, cells }) => (
        <tr key={industry.id}>
          <th scope="row">
            <ThingLink thing={industry} mark={false} />
          </th>
          {cells.map((cell, i) => (
            <td key={i}>
              {cell.stances.map(stance => (
                <StanceMark key={stance} stance={stance} />
              ))}{' '}
              <Claims claims={cell.claims} />
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

function Metrics({ found }: { found: Comparison }) {
  const { words, amount } = useLanguage();
  return (
    <Table label={words.compare.metrics} columns={[words.kinds.METRIC, ...found.places.map(place => <ThingLink key={place.id} thing={place} mark={false} />)]}>
      {found.metrics.map(({ metric, cells }) => (
        <tr key={metric.id}>
          <th scope="row">
            <ThingLink thing={metric} mark={false} />
          </th>
          {cells.map((cell, i) => (
            <td key={i}>
              {[
                { name: words.kinds.TARGET, claims: cell.targets },
                { name: words.kinds.FIGURE, claims: cell.figures },
              ].map(
                ({ name, claims }) =>
                  claims.length > 0 && (
                    <div key={name}>
                      {name}:
                      {claims.map(claim => (
                        <div key={claim.id}>
                          {claim.quantity && amount(claim.quantity)} <Claims claims={[claim]} />
                        </div>
                      ))}
                    </div>
                  ),
              )}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
