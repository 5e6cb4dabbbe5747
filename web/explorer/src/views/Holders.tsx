import { useParameters } from '../data/address';
import { useAnswer, useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { Kind } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { AsOf } from '../parts/AsOf';
import { Claims, Written } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { Pick } from '../parts/Find';
import { Answered, Empty } from '../parts/States';
import { ThingLink } from '../parts/Thing';
import { useTitle } from '../parts/title';
import { useNames } from './names';

const holders = graphql(`
  query Holders($asOf: Date, $within: ID, $official: ID, $post: ID, $after: String) {
    officeHolders(asOf: $asOf, within: $within, official: $official, post: $post, first: 100, after: $after, orderBy: [{ by: LATEST, direction: DESC }]) {
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
        tenure {
          ...Named
          from
          until
        }
        official {
          ...Named
        }
        post {
          ...Named
        }
        at {
          ...Named
        }
        attested {
          earliest
          latest
          inferred
        }
        claims {
          ...Evidence
        }
      }
    }
  }
`);

const years = graphql(`
  query HolderYears {
    tenures(first: 1) {
      facets {
        years {
          year
        }
      }
    }
  }
`);

/** Who held which post where, as far as documents prove it. */
export function View() {
  const { words } = useLanguage();
  useTitle(words.pages.holders);
  const parameters = useParameters();
  return (
    <>
      <h1>{words.pages.holders}</h1>
      <p>{words.holders.about}</p>
      <Answered>
        <Filters />
      </Answered>
      <Answered key={parameters.question}>
        <Found />
      </Answered>
    </>
  );
}

function Filters() {
  const { words } = useLanguage();
  const parameters = useParameters();
  const named = useNames(['within', 'official', 'post'].flatMap(name => parameters.list(name)));
  const known = useAnswer(years, {}).tenures?.facets.years.map(({ year }) => year) ?? [];
  const pick = (name: 'within' | 'official' | 'post', label: string, kind: Kind) => (
    <Pick
      label={label}
      kinds={[kind]}
      most={1}
      picked={named(parameters.list(name))}
      onChange={ids => parameters.set({ [name]: ids })}
    />
  );
  return (
    <>
      <div className="filters">
        {pick('within', words.filters.place, 'PLACE')}
        {pick('post', words.kinds.POST, 'POST')}
        {pick('official', words.kinds.OFFICIAL, 'OFFICIAL')}
      </div>
      <AsOf years={known} />
    </>
  );
}

function Found() {
  const { words, number, date } = useLanguage();
  const parameters = useParameters();
  const given = (name: string) => parameters.text(name) || null;
  const variables = { asOf: given('asOf'), within: given('within'), official: given('official'), post: given('post') };
  const { pages, more, waiting } = useAnswerPages(holders, variables, data => data.officeHolders);
  const found = pages.flatMap(({ officeHolders }) => officeHolders?.nodes ?? []);
  const total = pages[0]?.officeHolders?.totalCount ?? 0;
  if (total === 0) return <Empty />;
  return (
    <Figure
      title={words.holders.title(number(total))}
      files={pages[0]?.officeHolders?.exports}
      asked={[{ question: holders, variables }]}
      startsWith="table"
      table={
        <div className="scroll" tabIndex={0} role="group" aria-label={words.pages.holders}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.kinds.OFFICIAL}</th>
                <th scope="col">{words.kinds.POST}</th>
                <th scope="col">{words.holders.where}</th>
                <th scope="col">{words.holders.proved}</th>
                <th scope="col">{words.claims.sources}</th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ tenure, official, post, at, attested, claims }) => (
                <tr key={tenure.id}>
                  <th scope="row">
                    <ThingLink thing={official} />
                  </th>
                  <td>
                    <ThingLink thing={{ ...tenure, label: post.label }} mark={false} />
                  </td>
                  <td>
                    <ThingLink thing={at} />
                  </td>
                  <td>
                    {(tenure.from || tenure.until) && (
                      <div>
                        {tenure.from ? date(tenure.from) : '…'} – {tenure.until ? date(tenure.until) : '…'}
                      </div>
                    )}
                    {attested.map((date, i) => (
                      <div key={i}>
                        <Written date={date} />
                      </div>
                    ))}
                  </td>
                  <td>
                    <Claims claims={claims} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      }
    >
      {more && (
        <p role="status">
          {words.states.shownOf(number(found.length), number(total))}{' '}
          <button type="button" onClick={more} disabled={waiting}>
            {words.states.more}
          </button>
        </p>
      )}
    </Figure>
  );
}
