import { type ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { address, pageOf, useParameters } from '../data/address';
import { useAnswer, useAnswerPages } from '../data/useAnswer';
import { graphql } from '../generated';
import type { Predicate, ThingPageQuery, ThingRelationsQuery } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { AsOf } from '../parts/AsOf';
import { Claims, EvidenceList, Written } from '../parts/Claims';
import { Provenance } from '../parts/Figure';
import { StanceMark } from '../parts/Stance';
import { Answered } from '../parts/States';
import { KindMark, ThingLink, ThingList } from '../parts/Thing';
import { useTitle } from '../parts/title';
import { NotFound } from './NotFound';

const page = graphql(`
  query ThingPage($id: ID!) {
    thing(id: $id) {
      __typename
      ...Named
      name {
        text
        language
      }
      labels {
        text
        language
      }
      aliases {
        text
        language
      }
      note
      sameAs
      all: claims(first: 1) {
        totalCount
        facets {
          years {
            year
            count
          }
        }
      }
      conflicts {
        kind
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
      ... on Place {
        level
        codes {
          value
          from
          until
        }
        alike(first: 5) {
          nodes {
            score
            place {
              ...Named
            }
            shared {
              ...Named
            }
          }
        }
      }
      ... on Industry {
        codes {
          value
          from
          until
        }
        counts {
          places {
            own
            total
          }
          clusters {
            own
            total
          }
          enterprises {
            own
            total
          }
        }
      }
      ... on Programme {
        form
        formula
      }
      ... on Metric {
        unit
      }
      ... on Target {
        scopeLabel
        stretch
        due {
          earliest
          latest
          reckoned
        }
        stated {
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
      ... on Figure {
        scopeLabel
        stated {
          ...Evidence
        }
      }
      ... on Document {
        sourceFile
        publisher
        language
        written: date {
          earliest
          latest
          inferred
        }
      }
      ... on Claim {
        ...Evidence
        predicate
        subject {
          ...Named
        }
        object {
          ...Named
        }
        sameStatement {
          ...Evidence
        }
      }
    }
  }
`);

const relations = graphql(`
  query ThingRelations($id: ID!, $asOf: Date, $after: String) {
    thing(id: $id) {
      id
      relations(asOf: $asOf, first: 100, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          predicate
          forwards
          stances
          curated
          spans {
            from
            until
          }
          node {
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

const statements = graphql(`
  query ThingClaims($id: ID!, $asOf: Date, $after: String) {
    thing(id: $id) {
      id
      claims(asOf: $asOf, first: 50, after: $after, orderBy: [{ by: EARLIEST }, { by: SOURCE }]) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...Evidence
        }
      }
    }
  }
`);

const onLine = graphql(`
  query ThingOnLine($id: ID!, $line: Int!) {
    claims(filter: { document: [$id], line: { min: $line, max: $line } }, first: 50) {
      nodes {
        ...Evidence
      }
    }
  }
`);

/** What is said on the line that a link has led to. */
function OnLine({ id }: { id: string }) {
  const { words } = useLanguage();
  const line = useParameters().number('line', 0);
  return (
    <>
      <p className="kind">{words.thing.noText}</p>
      {line > 0 && <Lines id={id} line={line} />}
    </>
  );
}

function Lines({ id, line }: { id: string; line: number }) {
  const { words } = useLanguage();
  const claims = useAnswer(onLine, { id, line }).claims?.nodes ?? [];
  return (
    <section>
      <h2>{words.thing.onLine(String(line))}</h2>
      <EvidenceList claims={claims} />
    </section>
  );
}

type Thing = NonNullable<ThingPageQuery['thing']>;
type Edge = NonNullable<ThingRelationsQuery['thing']>['relations']['edges'][number];

/** Everything that is known of one thing, or of one claim. */
export function View() {
  const { '*': id = '' } = useParams();
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: string }) {
  const { words } = useLanguage();
  const { thing } = useAnswer(page, { id });
  useTitle(thing?.label ?? id);
  if (!thing) return <NotFound />;
  const years = thing.all.facets.years.map(({ year }) => year);
  return (
    <article>
      <header className="of">
        <p className="kind">
          <KindMark kind={thing.kind} />
          {words.kinds[thing.kind]}
          {thing.__typename === 'Place' && ` · ${words.levels[thing.level]}`}
          {thing.__typename === 'Programme' && ` · ${words.forms[thing.form]}`}
        </p>
        <h1 lang={thing.name.language || undefined}>{thing.label}</h1>
        <p className="tools">
          <Link href={address('/graph', { of: id })}>{words.thing.around}</Link>
          {thing.__typename === 'Place' && <Link href={address('/compare', { like: id })}>{words.thing.compare}</Link>}
          {thing.__typename === 'Industry' && <Link href={address('/matrix', { industry: id })}>{words.thing.who}</Link>}
          <a href={`/id/${id}`}>{words.thing.data}</a>
        </p>
      </header>
      <Facts thing={thing} />
      {thing.__typename === 'Document' && (
        <Answered>
          <OnLine id={id} />
        </Answered>
      )}
      {thing.conflicts.length > 0 && <Conflicts thing={thing} />}
      {thing.__typename !== 'Claim' && (
        <>
          <AsOf years={years} />
          <Answered>
            <Relations id={id} />
          </Answered>
          {thing.__typename === 'Place' && thing.alike.nodes.length > 0 && (
            <section>
              <h2>{words.thing.alike}</h2>
              <ul>
                {thing.alike.nodes.map(({ place, score, shared }) => (
                  <li key={place.id}>
                    <ThingLink thing={place} /> <Score score={score} /> <ThingList things={shared.slice(0, 6)} mark={false} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Answered>
            <Timeline id={id} />
          </Answered>
        </>
      )}
      <Provenance asked={[{ question: page, variables: { id } }]} />
    </article>
  );
}

function Score({ score }: { score: number }) {
  const { percent } = useLanguage();
  return (
    <span className="score">
      <meter min={0} max={1} value={score} aria-label={percent(score)} /> {percent(score)}
    </span>
  );
}

/** What is known of the thing itself: a list of names and values, without what it has not. */
function Facts({ thing }: { thing: Thing }) {
  const { words, number, date, amount, between, language } = useLanguage();
  const rows: [string, ReactNode][] = [];
  const add = (name: string, value: ReactNode) => rows.push([name, value]);
  // In the reader's language first, and each spelling once.
  const names = (list: Thing['labels']) => (
    <ul className="things">
      {[...list]
        .sort((a, b) => Number(b.language.startsWith(language)) - Number(a.language.startsWith(language)))
        .filter(({ text }, i, all) => all.findIndex(other => other.text === text) === i)
        .map(({ text, language }) => (
          <li key={text + language} lang={language || undefined}>
            {text}
          </li>
        ))}
    </ul>
  );
  if (thing.labels.length > 0) add(words.thing.names, names(thing.labels));
  if (thing.aliases.length > 0) add(words.thing.aliases, names(thing.aliases));
  if (thing.note) add(words.thing.note, thing.note);
  if ((thing.__typename === 'Place' || thing.__typename === 'Industry') && thing.codes.length > 0) {
    add(
      words.thing.codes,
      thing.codes.map(({ value, from, until }) => (
        <span key={value}>
          {value}
          {(from || until) && ` (${from ? date(from) : '…'} – ${until ? date(until) : '…'})`}{' '}
        </span>
      )),
    );
  }
  if (thing.__typename === 'Industry') {
    const { places, clusters, enterprises } = thing.counts;
    add(words.kindsMany.PLACE, `${number(places.total)} (${words.thing.own(number(places.own))})`);
    add(words.kindsMany.CLUSTER, `${number(clusters.total)} (${words.thing.own(number(clusters.own))})`);
    add(words.kindsMany.ENTERPRISE, `${number(enterprises.total)} (${words.thing.own(number(enterprises.own))})`);
  }
  if (thing.__typename === 'Programme' && thing.formula) {
    add(words.thing.formula, <Link href={address('/formulas', { formula: thing.formula })}>{thing.formula}</Link>);
  }
  if (thing.__typename === 'Target' || thing.__typename === 'Figure') {
    for (const claim of thing.stated) {
      add(
        words.thing.value,
        <>
          {claim.quantity && amount(claim.quantity)} <Claims claims={[claim]} />
        </>,
      );
    }
    if (thing.scopeLabel) add(words.thing.scope, thing.scopeLabel);
  }
  if (thing.__typename === 'Target') {
    if (thing.due) {
      const { earliest, latest, reckoned } = thing.due;
      add(words.thing.due, `${between(earliest, latest)}${reckoned ? ` (${words.thing.reckoned})` : ''}`);
    }
    for (const { figure, claims } of thing.laterFigures) {
      add(
        words.thing.later,
        <>
          <ThingLink thing={figure} /> <Claims claims={claims} />
        </>,
      );
    }
  }
  if (thing.__typename === 'Document') {
    add(words.thing.file, thing.sourceFile);
    if (thing.publisher) add(words.thing.publisher, thing.publisher);
    if (thing.written) add(words.claims.written, <Written date={thing.written} />);
  }
  if (thing.__typename === 'Claim') {
    add(
      words.thing.states,
      <>
        <ThingLink thing={thing.subject} /> {words.predicates[thing.predicate][0]} <ThingLink thing={thing.object} />
      </>,
    );
    add(words.claims.sources, <EvidenceList claims={[thing]} />);
    if (thing.sameStatement.length > 0) add(words.thing.same, <EvidenceList claims={thing.sameStatement} />);
  }
  for (const iri of thing.sameAs) {
    add(
      words.thing.sameAs,
      <a key={iri} href={iri} rel="noreferrer">
        {iri}
      </a>,
    );
  }
  return (
    <dl className="facts">
      {rows.map(([name, value], i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Relations in both directions, those that read alike together. */
function Relations({ id }: { id: string }) {
  const { words, number, date } = useLanguage();
  const asOf = useParameters().text('asOf') || null;
  const { pages, more, waiting } = useAnswerPages(relations, { id, asOf }, data => data.thing?.relations);
  const edges = pages.flatMap(({ thing }) => thing?.relations.edges ?? []);
  const total = pages[0]?.thing?.relations.totalCount ?? 0;
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    const reads = words.predicates[edge.predicate as Predicate][edge.forwards ? 0 : 1];
    groups.set(reads, [...(groups.get(reads) ?? []), edge]);
  }
  return (
    <section>
      <h2>
        {words.home.relations} ({number(total)})
      </h2>
      <div className="groups">
        {[...groups].map(([reads, list]) => (
          <section key={reads} className="group">
            <h3>{reads}</h3>
            <ul>
              {list.map(edge => (
                <li key={edge.node.id}>
                  <ThingLink thing={edge.node} />
                  {edge.stances.map(stance => (
                    <StanceMark key={stance} stance={stance} />
                  ))}
                  {edge.spans.map(({ from, until }) => (
                    <span key={`${from}${until}`} className="span">
                      {' '}
                      {from ? date(from) : '…'} – {until ? date(until) : '…'}
                    </span>
                  ))}{' '}
                  <Claims claims={edge.claims} curated={edge.curated} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {more && (
        <button type="button" onClick={more} disabled={waiting}>
          {words.states.more} ({words.states.shownOf(number(edges.length), number(total))})
        </button>
      )}
      <Provenance asked={[{ question: relations, variables: { id, asOf } }]} />
    </section>
  );
}

/** What was said, the earliest first. */
function Timeline({ id }: { id: string }) {
  const { words, number } = useLanguage();
  const asOf = useParameters().text('asOf') || null;
  const { pages, more, waiting } = useAnswerPages(statements, { id, asOf }, data => data.thing?.claims);
  const claims = pages.flatMap(({ thing }) => thing?.claims.nodes ?? []);
  const total = pages[0]?.thing?.claims.totalCount ?? 0;
  if (total === 0) return null;
  const byYear = new Map<string, typeof claims>();
  for (const claim of claims) {
    const year = claim.date?.earliest.slice(0, 4) ?? '?';
    byYear.set(year, [...(byYear.get(year) ?? []), claim]);
  }
  return (
    <section>
      <h2>
        {words.thing.timeline} ({number(total)})
      </h2>
      <ol className="timeline">
        {[...byYear].map(([year, list]) => (
          <li key={year}>
            <h3>{year}</h3>
            <EvidenceList claims={list} />
          </li>
        ))}
      </ol>
      {more && (
        <button type="button" onClick={more} disabled={waiting}>
          {words.states.more} ({words.states.shownOf(number(claims.length), number(total))})
        </button>
      )}
      <Provenance asked={[{ question: statements, variables: { id, asOf } }]} />
    </section>
  );
}

function Conflicts({ thing }: { thing: Thing }) {
  const { words, amount } = useLanguage();
  return (
    <section className="conflicts">
      <h2>{words.pages.conflicts}</h2>
      {thing.conflicts.map((conflict, i) => (
        <div key={i}>
          <h3>
            {words.conflicts[conflict.kind]}: <Link href={pageOf(conflict.about.id)}>{conflict.about.label}</Link>
          </h3>
          <ul>
            {conflict.sides.map((side, j) => (
              <li key={j}>
                {side.thing && <ThingLink thing={side.thing} />} {side.quantity && amount(side.quantity)} <Claims claims={side.claims} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
