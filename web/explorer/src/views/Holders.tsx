import { useParameters } from '../data/address';
import { useAnswer, useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import { useLanguage } from '../language/language';
import { AsOf } from '../parts/AsOf';
import { Claims, Written } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { PickParameter } from '../parts/Find';
import { More, Page, Table } from '../parts/Page';
import { Empty } from '../parts/States';
import { ThingLink } from '../parts/Thing';
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
  return (
    <Page title={words.pages.holders} about={words.holders.about} filters={<Filters />}>
      <Found />
    </Page>
  );
}

function Filters() {
  const { words } = useLanguage();
  const parameters = useParameters();
  const named = useNames(['within', 'official', 'post'].flatMap(name => parameters.list(name)));
  const known = useAnswer(years, {}).tenures?.facets.years.map(({ year }) => year) ?? [];
  return (
    <>
      <div className="filters">
        <PickParameter name="within" label={words.filters.place} kinds={['PLACE']} named={named} />
        <PickParameter name="post" label={words.kinds.POST} kinds={['POST']} named={named} />
        <PickParameter name="official" label={words.kinds.OFFICIAL} kinds={['OFFICIAL']} named={named} />
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
        <Table label={words.pages.holders} columns={[words.kinds.OFFICIAL, words.kinds.POST, words.holders.where, words.holders.proved, words.claims.sources]}>
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
        </Table>
      }
    >
      <More shown={found.length} total={total} more={more} waiting={waiting} />
    </Figure>
  );
}
