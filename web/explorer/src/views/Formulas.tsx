import { useParameters } from '../data/address';
import { useAnswer, useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { FormulaBreakdownQuery } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Claims } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { More, Page, Table } from '../parts/Page';
import { Empty } from '../parts/States';
import { ThingLink, ThingList } from '../parts/Thing';

const every = graphql(`
  query FormulaNames {
    formulas(first: 100) {
      totalCount
      nodes {
        formula
      }
    }
  }
`);

const breakdown = graphql(`
  query FormulaBreakdown($formula: String, $after: String) {
    formulas(formula: $formula, first: 20, after: $after, orderBy: [{ by: CLAIMS, direction: DESC }]) {
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
        formula
        literal
        programme {
          ...Named
        }
        runBy {
          ...Named
        }
        parts {
          position
          size
          members {
            scales {
              ...Amount
            }
            member {
              ...Named
            }
            claims {
              ...Evidence
            }
            expansion {
              formula
            }
          }
        }
      }
    }
  }
`);

type Formula = NonNullable<FormulaBreakdownQuery['formulas']>['nodes'][number];

/** What numbers such as 2+4 stand for. */
export function View() {
  const { words } = useLanguage();
  return (
    <Page title={words.pages.formulas} about={words.formulas.about} filters={<Choose />}>
      <Found />
    </Page>
  );
}

function Choose() {
  const { words } = useLanguage();
  const parameters = useParameters();
  const known = [...new Set(useAnswer(every, {}).formulas?.nodes.map(({ formula }) => formula) ?? [])].sort();
  return (
    <div className="filters">
      <label>
        {words.thing.formula}
        <select value={parameters.text('formula')} onChange={event => parameters.set({ formula: event.target.value })}>
          <option value="">{words.filters.all}</option>
          {known.map(formula => (
            <option key={formula}>{formula}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Found() {
  const { words, number } = useLanguage();
  const variables = { formula: useParameters().text('formula') || null };
  const { pages, more, waiting } = useAnswerPages(breakdown, variables, data => data.formulas);
  const formulas = pages.flatMap(({ formulas }) => formulas?.nodes ?? []);
  const total = pages[0]?.formulas?.totalCount ?? 0;
  if (total === 0) return <Empty />;
  return (
    <Figure
      title={words.formulas.title(number(total))}
      picture={
        <>
          {formulas.map(formula => (
            <Broken key={formula.programme.id} formula={formula} />
          ))}
        </>
      }
      table={<Rows formulas={formulas} />}
      files={pages[0]?.formulas?.exports}
      asked={[{ question: breakdown, variables }]}
    >
      <More shown={formulas.length} total={total} more={more} waiting={waiting} />
    </Figure>
  );
}

/** A formula with its numbers side by side, and under each what it stands for. */
function Broken({ formula: { formula, literal, programme, runBy, parts } }: { formula: Formula }) {
  const { words, amount } = useLanguage();
  return (
    <section className="broken">
      <h3>
        <span className="numbers">{formula}</span> <ThingLink thing={programme} />
        {!literal && <span className="kind"> {words.formulas.inWords}</span>}
      </h3>
      {runBy.length > 0 && (
        <p className="kind">
          {words.formulas.runBy} <ThingList things={runBy} mark={false} />
        </p>
      )}
      <ol>
        {parts.map(part => (
          <li key={part.position ?? 'none'}>
            <p className="size">{part.position === null || part.position === undefined ? words.formulas.besides : (part.size ?? 'N')}</p>
            {part.size != null && part.members.length !== part.size && <p className="kind">{words.formulas.differs(part.members.length, part.size)}</p>}
            <ul>
              {part.members.map(({ member, scales, claims, expansion }) => (
                <li key={member.id}>
                  <ThingLink thing={member} />
                  {expansion && ` (${expansion.formula})`}
                  {scales.map(scale => (
                    <span key={scale.text} className="amount">
                      {amount(scale)}
                    </span>
                  ))}{' '}
                  <Claims claims={claims} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Rows({ formulas }: { formulas: Formula[] }) {
  const { words } = useLanguage();
  return (
    <Table
      label={words.pages.formulas}
      columns={[words.thing.formula, words.kinds.PROGRAMME, { number: words.formulas.position }, words.formulas.member, words.claims.sources]}
    >
      {formulas.flatMap(({ formula, programme, parts }) =>
        parts.flatMap(({ position, members }) =>
          members.map(({ member, claims }) => (
            <tr key={`${programme.id} ${position} ${member.id}`}>
              <td>{formula}</td>
              <th scope="row">
                <ThingLink thing={programme} mark={false} />
              </th>
              <td className="number">{position ?? '–'}</td>
              <td>
                <ThingLink thing={member} />
              </td>
              <td>
                <Claims claims={claims} />
              </td>
            </tr>
          )),
        ),
      )}
    </Table>
  );
}
