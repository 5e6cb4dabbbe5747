import { useLocation } from 'wouter';
import { address, pageOf, useParameters } from '../data/address';
import { useAnswer } from '../data/useAnswer';
import { graphql } from '../generated';
import type { Kind } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Find } from '../parts/Find';
import { Provenance } from '../parts/Figure';
import { Answered, Empty } from '../parts/States';
import { ThingLink } from '../parts/Thing';
import { useTitle } from '../parts/title';

const everything = graphql(`
  query SearchEverything($text: String!, $kind: [Kind!], $first: Int!, $after: String) {
    search(text: $text, filter: { kind: $kind }, first: $first, after: $after) {
      totalCount
      facets {
        kinds {
          kind
          count
        }
      }
      nodes {
        how
        name {
          text
          language
        }
        thing {
          ...Named
        }
      }
    }
  }
`);

/** All that a text finds, by kind. */
export function View() {
  const { words, number } = useLanguage();
  const parameters = useParameters();
  const [, go] = useLocation();
  const text = parameters.text('text').slice(0, 200);
  useTitle(text || words.pages.search);
  return (
    <>
      <h1>{words.pages.search}</h1>
      <Find
        key={text}
        initial={text}
        label={words.search.label}
        onPick={thing => go(pageOf(thing.id))}
        onAll={next => go(address('/search', { text: next }))}
      />
      {text && (
        <Answered key={text}>
          <Found text={text} kind={parameters.text('kind') as Kind | ''} onKind={kind => parameters.set({ kind })} number={number} />
        </Answered>
      )}
    </>
  );
}

function Found({ text, kind, onKind, number }: { text: string; kind: Kind | ''; onKind: (kind: string) => void; number: (n: number) => string }) {
  const { words } = useLanguage();
  const whole = { text, kind: null, first: 1 };
  const counts = useAnswer(everything, whole).search;
  const variables = { text, kind: kind ? [kind] : null, first: 100 };
  const found = useAnswer(everything, variables).search;
  if (!found || found.totalCount === 0) return <Empty>{words.search.none(text)}</Empty>;
  return (
    <>
      <div className="filters">
        <label>
          {words.filters.kind}
          <select value={kind} onChange={event => onKind(event.target.value)}>
            <option value="">
              {words.filters.all} ({number(counts?.totalCount ?? 0)})
            </option>
            {counts?.facets.kinds.map(({ kind, count }) => (
              <option key={kind} value={kind}>
                {words.kindsMany[kind]} ({number(count)})
              </option>
            ))}
          </select>
        </label>
      </div>
      <h2>
        “{text}”: {words.search.found(found.totalCount)}
      </h2>
      <ol className="hits">
        {found.nodes.map(hit => (
          <li key={hit.thing.id}>
            <ThingLink thing={hit.thing} /> <span className="kind">{words.kinds[hit.thing.kind]}</span>
            {hit.name.text !== hit.thing.label && (
              <span className="also" lang={hit.name.language || undefined}>
                {words.search.also(hit.name.text)}
              </span>
            )}
          </li>
        ))}
      </ol>
      {found.totalCount > found.nodes.length && <p>{words.states.shownOf(number(found.nodes.length), number(found.totalCount))}</p>}
      <Provenance asked={[{ question: everything, variables }]} />
    </>
  );
}
