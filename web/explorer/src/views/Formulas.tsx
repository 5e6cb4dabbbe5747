import { useParameters } from '../data/address';
import { useAnswer, useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { FormulaBreakdownQuery } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Claims } from '../parts/Claims';
import { Figure } from '../parts/Figure';
import { Answered, Empty } from '../parts/States';
import { ThingLink, ThingList } from '../parts/Thing';
import { useTitle } from '../parts/title';

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
  useTitle(words.pages.formulas);
  const parameters = useParameters();
  return (
    <>
      <h1>{words.pages.formulas}</h1>
      <p>{words.formulas.about}</p>
      <Answered>
        <Choose />
      </Answered>
      <Answered key={parameters.question}>
        <Found />
      </Answered>
    </>
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
      {more && (
        <p role="status">
          {words.states.shownOf(number(formulas.length), number(total))}{' '}
          <button type="button" onClick={more} disabled={waiting}>
            {words.states.more}
          </button>
        </p>
      )}
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
    <div className="scroll" tabIndex={0} role="group" aria-label={words.pages.formulas}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.thing.formula}</th>
            <th scope="col">{words.kinds.PROGRAMME}</th>
            <th scope="col" className="number">
              {words.formulas.position}
            </th>
            <th scope="col">{words.formulas.member}</th>
            <th scope="col">{words.claims.sources}</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}
