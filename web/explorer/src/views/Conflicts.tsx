import { useParameters } from '../data/address';
import { useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { ConflictKind } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { EvidenceList } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { More, Page } from '../parts/Page';
import { Empty } from '../parts/States';
import { ThingLink } from '../parts/Thing';

const disagreements = graphql(`
  query Disagreements($kind: [ConflictKind!], $after: String) {
    conflicts(kind: $kind, first: 50, after: $after) {
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
        kind
        part
        about {
          ...Named
        }
        sides {
          thing {
            ...Named
          }
          quantity {
            ...Amount
          }
          claims {
            ...Evidence
          }
        }
      }
    }
  }
`);

const kinds: ConflictKind[] = ['VALUES', 'MEMBERS', 'HOLDERS'];

/** Where documents disagree: all sides next to each other. */
export function View() {
  const { words } = useLanguage();
  return (
    <Page title={words.pages.conflicts} about={words.disagreements.about} filters={<Choose />}>
      <Found />
    </Page>
  );
}

function Choose() {
  const { words } = useLanguage();
  const parameters = useParameters();
  return (
    <div className="filters">
      <label>
        {words.filters.kind}
        <select value={parameters.text('kind')} onChange={event => parameters.set({ kind: event.target.value })}>
          <option value="">{words.filters.all}</option>
          {kinds.map(kind => (
            <option key={kind} value={kind}>
              {words.conflicts[kind]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Found() {
  const { words, amount, number } = useLanguage();
  const wanted = useParameters().text('kind');
  const kind = kinds.find(kind => kind === wanted);
  const variables = { kind: kind ? [kind] : null };
  const { pages, more, waiting } = useAnswerPages(disagreements, variables, data => data.conflicts);
  const found = pages.flatMap(({ conflicts }) => conflicts?.nodes ?? []);
  const total = pages[0]?.conflicts?.totalCount ?? 0;
  if (total === 0) return <Empty />;
  return (
    <Figure
      title={words.disagreements.title(number(total))}
      files={pages[0]?.conflicts?.exports}
      asked={[{ question: disagreements, variables }]}
      startsWith="table"
      table={
        <>
          {found.map(({ kind, part, about, sides }) => (
            <section key={`${kind} ${about.id} ${part}`} className="conflict">
              <h3>
                {words.conflicts[kind]}: <ThingLink thing={about} />
                {part != null && ` (${words.disagreements.part(part)})`}
              </h3>
              <ul className="sides">
                {sides.map((side, i) => (
                  <li key={i}>
                    <p className="side">
                      {side.thing && <ThingLink thing={side.thing} />}
                      {side.quantity && <strong>{amount(side.quantity)}</strong>}
                    </p>
                    <EvidenceList claims={side.claims} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </>
      }
    >
      <More shown={found.length} total={total} more={more} waiting={waiting} />
    </Figure>
  );
}
