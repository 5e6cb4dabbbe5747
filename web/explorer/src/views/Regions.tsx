import { useParameters } from '../data/address';
import { useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { RegionPlacesQuery, Stance } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Figure } from '../parts/Figure';
import { PickParameter } from '../parts/Find';
import { StanceMark } from '../parts/Stance';
import { Page } from '../parts/Page';
import { Empty } from '../parts/States';
import { ThingLink } from '../parts/Thing';
import { useNames } from './names';

const places = graphql(`
  query RegionPlaces($asOf: Date, $after: String) {
    places(first: 100, after: $after, filter: { asOf: $asOf }) {
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
        ...Named
        level
        partOf(first: 3, asOf: $asOf) {
          nodes {
            id
          }
        }
        prioritises(first: 1) {
          totalCount
        }
        claims(first: 1) {
          totalCount
        }
      }
    }
  }
`);

const who = graphql(`
  query RegionWho($industries: [ID!]!, $after: String) {
    sharedPriorities(industries: $industries, first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        place {
          id
        }
        stances
      }
    }
  }
`);

type Place = NonNullable<RegionPlacesQuery['places']>['nodes'][number];

/** Places within places. No source gives coordinates: where a box stands says in what it lies, and nothing else. */
export function View() {
  const { words } = useLanguage();
  return (
    <Page title={words.pages.regions} about={words.regions.about} filters={<Choose />}>
      <Found />
    </Page>
  );
}

function Choose() {
  const { words } = useLanguage();
  const named = useNames(useParameters().list('industry'));
  return (
    <div className="filters">
      <PickParameter name="industry" label={words.filters.industry} kinds={['INDUSTRY']} named={named} most={20} />
    </div>
  );
}

function Found() {
  const industries = useParameters().list('industry');
  return industries.length > 0 ? <With industries={industries} /> : <Map />;
}

function With({ industries }: { industries: string[] }) {
  const variables = { industries };
  const { pages, more } = useAnswerPages(who, variables, data => data.sharedPriorities);
  const marks = new globalThis.Map<string, Stance[]>();
  for (const { sharedPriorities } of pages) for (const { place, stances } of sharedPriorities?.nodes ?? []) marks.set(place.id, stances);
  return <Map marks={marks} more={more} asked={{ question: who, variables }} />;
}

function Map({
  marks,
  more: moreMarks,
  asked,
}: {
  marks?: ReadonlyMap<string, Stance[]>;
  more?: () => void;
  asked?: { question: typeof who; variables: { industries: string[] } };
}) {
  const { words, number } = useLanguage();
  const asOf = useParameters().text('asOf') || null;
  const { pages, more, waiting } = useAnswerPages(places, { asOf }, data => data.places);
  const all = pages.flatMap(({ places }) => places?.nodes ?? []);
  const total = pages[0]?.places?.totalCount ?? 0;
  if (total === 0) return <Empty />;
  const known = new Set(all.map(({ id }) => id));
  const within = new globalThis.Map<string, Place[]>();
  for (const place of all) {
    const parent = place.partOf.nodes.map(({ id }) => id).find(id => known.has(id)) ?? '';
    within.set(parent, [...(within.get(parent) ?? []), place]);
  }
  const shown = { within, marks };
  return (
    <Figure
      title={words.regions.title(number(total))}
      picture={<Boxes of="" {...shown} />}
      table={<Rows places={all} marks={marks} />}
      files={pages[0]?.places?.exports}
      asked={[{ question: places, variables: { asOf } }, ...(asked ? [asked] : [])]}
    >
      {(more || moreMarks) && (
        <p role="status">
          {words.states.shownOf(number(all.length), number(total))}{' '}
          <button
            type="button"
            disabled={waiting}
            onClick={() => {
              more?.();
              moreMarks?.();
            }}
          >
            {words.states.more}
          </button>
        </p>
      )}
    </Figure>
  );
}

type Shown = { within: ReadonlyMap<string, Place[]>; marks?: ReadonlyMap<string, Stance[]> };

function Boxes({ of, within, marks }: Shown & { of: string }) {
  const { words, number, compare } = useLanguage();
  const list = within.get(of);
  if (!list) return null;
  const size = (id: string): number => 1 + (within.get(id) ?? []).reduce((sum, place) => sum + size(place.id), 0);
  const ordered = [...list].sort((a, b) => size(b.id) - size(a.id) || compare(a.label, b.label));
  return (
    <ul className="boxes">
      {ordered.map(place => {
        const stances = marks?.get(place.id);
        return (
          <li key={place.id} className={marks && !stances ? 'faint' : undefined}>
            <p>
              <ThingLink thing={place} mark={false} /> <span className="kind">{words.levels[place.level]}</span>
              {stances?.map(stance => (
                <StanceMark key={stance} stance={stance} />
              ))}
              {!marks && place.prioritises.totalCount > 0 && <span className="weight">{words.regions.priorities(number(place.prioritises.totalCount))}</span>}
            </p>
            <Boxes of={place.id} within={within} marks={marks} />
          </li>
        );
      })}
    </ul>
  );
}

function Rows({ places, marks }: { places: Place[]; marks?: ReadonlyMap<string, Stance[]> }) {
  const { words, number, compare } = useLanguage();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={words.pages.regions}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.kinds.PLACE}</th>
            <th scope="col">{words.regions.level}</th>
            <th scope="col" className="number">
              {words.pages.matrix}
            </th>
            <th scope="col" className="number">
              {words.kindsMany.CLAIM}
            </th>
            {marks && <th scope="col">{words.filters.stance}</th>}
          </tr>
        </thead>
        <tbody>
          {[...places]
            .filter(({ id }) => !marks || marks.has(id))
            .sort((a, b) => b.prioritises.totalCount - a.prioritises.totalCount || compare(a.label, b.label))
            .map(place => (
              <tr key={place.id}>
                <th scope="row">
                  <ThingLink thing={place} mark={false} />
                </th>
                <td>{words.levels[place.level]}</td>
                <td className="number">{number(place.prioritises.totalCount)}</td>
                <td className="number">{number(place.claims.totalCount)}</td>
                {marks && (
                  <td>
                    {marks.get(place.id)?.map(stance => (
                      <StanceMark key={stance} stance={stance} />
                    ))}
                  </td>
                )}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
