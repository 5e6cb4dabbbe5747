import { type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { address, pageOf } from '../data/address';
import { useAnswer } from '../data/useAnswer';
import { graphql } from '../generated';
import type { HomeQuery } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { Provenance, type Asked } from '../parts/Figure';
import { Find } from '../parts/Find';
import { Answered } from '../parts/States';
import { KindMark, ThingLink, ThingList, type Named } from '../parts/Thing';
import { useTitle } from '../parts/title';

// What the questions below are asked about is looked up, so that they are about whatever graph is served.
const home = graphql(`
  query Home {
    statistics {
      generation
      edges
      claims
      documents
      kinds {
        kind
        count
      }
    }
    industries(first: 2, orderBy: [{ by: PLACES, direction: DESC }]) {
      nodes {
        ...Named
      }
    }
    places(first: 1, orderBy: [{ by: CLAIMS, direction: DESC }], filter: { claim: { predicate: [PRIORITISES] } }) {
      nodes {
        ...Named
      }
    }
    anchors(first: 3, orderBy: [{ by: CLAIMS, direction: DESC }]) {
      totalCount
      nodes {
        anchor {
          ...Named
        }
        cluster {
          ...Named
        }
      }
    }
    officeHolders(first: 3, orderBy: [{ by: LATEST, direction: DESC }]) {
      totalCount
      nodes {
        official {
          ...Named
        }
        post {
          ...Named
        }
        at {
          ...Named
        }
      }
    }
    promises(first: 3, filter: { unit: [CNY] }, orderBy: [{ by: VALUE, direction: DESC }]) {
      totalCount
      nodes {
        target {
          ...Named
          due {
            earliest
            latest
          }
        }
        of {
          ...Named
        }
        claims {
          recurrence
          quantity {
            ...Amount
          }
        }
      }
    }
    formulas(first: 1, orderBy: [{ by: CLAIMS, direction: DESC }]) {
      totalCount
      nodes {
        formula
        programme {
          ...Named
        }
        parts {
          members {
            member {
              ...Named
            }
          }
        }
      }
    }
    conflicts(first: 3) {
      totalCount
      nodes {
        kind
        about {
          ...Named
        }
      }
    }
    documents(first: 20) {
      totalCount
      nodes {
        ...Named
        language
      }
    }
  }
`);

const who = graphql(`
  query HomeWhoPrioritises($industry: ID!, $rollUp: Boolean!) {
    sharedPriorities(industries: [$industry], rollUp: $rollUp, first: 6, orderBy: [{ by: CLAIMS, direction: DESC }]) {
      totalCount
      nodes {
        place {
          ...Named
        }
      }
    }
  }
`);

const like = graphql(`
  query HomeAlike($place: ID!) {
    alike(place: $place, first: 3) {
      nodes {
        score
        place {
          ...Named
        }
      }
    }
  }
`);

const way = graphql(`
  query HomePath($from: ID!, $to: ID!) {
    paths(from: $from, to: $to, first: 1) {
      length
      steps {
        relation
        predicate
        forwards
        to {
          ...Named
        }
      }
    }
  }
`);

export function Home() {
  const { words } = useLanguage();
  const [, go] = useLocation();
  useTitle('');
  return (
    <>
      <section className="hero">
        <h1>{words.tagline}</h1>
        <Find hot label={words.search.label} onPick={thing => go(pageOf(thing.id))} onAll={text => go(address('/search', { text }))} />
        <p className="hint">{words.search.hint}</p>
      </section>
      <Answered>
        <Known />
      </Answered>
    </>
  );
}

function Known() {
  const { words, number, percent, amount, between } = useLanguage();
  const found = useAnswer(home, {});
  const asked = { question: home, variables: {} };
  const [industry, second] = found.industries?.nodes ?? [];
  const [place] = found.places?.nodes ?? [];
  const [formula] = found.formulas?.nodes ?? [];
  const [anchor] = found.anchors?.nodes ?? [];
  return (
    <>
      <Glance found={found} asked={asked} />
      <section>
        <h2>{words.home.questions}</h2>
        <ol className="questions">
          {industry && (
            <Question title={words.home.who(industry.label)} to={address('/matrix', { industry: industry.id })}>
              <Who industry={industry} />
            </Question>
          )}
          {second && (
            <Question title={words.home.whoByCity(second.label)} to={address('/matrix', { industry: second.id, rollUp: true })}>
              <Who industry={second} rollUp />
            </Question>
          )}
          <Question title={words.home.anchors} to="/clusters" asked={asked}>
            <ul>
              {found.anchors?.nodes.map(({ anchor, cluster }) => (
                <li key={anchor.id + cluster.id}>
                  <ThingLink thing={anchor} /> → <ThingLink thing={cluster} />
                </li>
              ))}
            </ul>
          </Question>
          {place && (
            <Question title={words.home.alike(place.label)} to={`/compare?like=${place.id}`}>
              <Alike place={place} percent={percent} />
            </Question>
          )}
          <Question title={words.home.holders} to="/holders" asked={asked}>
            <ul>
              {found.officeHolders?.nodes.map(({ official, post, at }) => (
                <li key={official.id + post.id + at.id}>
                  <ThingLink thing={official} />: {post.label}, <ThingLink thing={at} mark={false} />
                </li>
              ))}
            </ul>
          </Question>
          <Question title={words.home.promises} to="/targets" asked={asked}>
            <ul>
              {found.promises?.nodes.map(({ target, of, claims }) => (
                <li key={target.id}>
                  <ThingLink thing={of} />: <Link href={pageOf(target.id)}>{claims[0]?.quantity ? amount(claims[0].quantity) : target.label}</Link>
                  {claims[0]?.recurrence && ` ${words.targets.again}`}
                  {target.due && ` (${words.thing.due}: ${between(target.due.earliest, target.due.latest)})`}
                </li>
              ))}
            </ul>
          </Question>
          {formula && (
            <Question title={words.home.formula(formula.formula)} to={address('/formulas', { formula: formula.formula })} asked={asked}>
              {formula.parts.map((part, i) => (
                <p key={i}>
                  <ThingList things={part.members.slice(0, 4).map(({ member }) => member)} />
                  {part.members.length > 4 && ' …'}
                </p>
              ))}
            </Question>
          )}
          {place && anchor && (
            <Question title={words.home.path(place.label, anchor.anchor.label)} to={address('/graph', { from: place.id, to: anchor.anchor.id })}>
              <Way from={place} to={anchor.anchor} />
            </Question>
          )}
          <Question title={words.home.conflicts} to="/conflicts" asked={asked}>
            <ul>
              {found.conflicts?.nodes.map(({ kind, about }) => (
                <li key={kind + about.id}>
                  {words.conflicts[kind]}: <ThingLink thing={about} />
                </li>
              ))}
            </ul>
            <p>{words.search.found(found.conflicts?.totalCount ?? 0)}</p>
          </Question>
          {place && (
            <Question title={words.home.profile(place.label)} to={pageOf(place.id)} asked={asked}>
              <p>
                <ThingLink thing={place} />
              </p>
            </Question>
          )}
        </ol>
      </section>
      <section>
        <h2>
          {words.kindsMany.DOCUMENT} ({number(found.documents?.totalCount ?? 0)})
        </h2>
        <ul>
          {found.documents?.nodes.map(document => (
            <li key={document.id}>
              <ThingLink thing={document} mark={false} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** What there is, in numbers. */
function Glance({ found, asked }: { found: HomeQuery; asked: Asked }) {
  const { words, number } = useLanguage();
  const { statistics } = found;
  const kinds = statistics.kinds.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return (
    <section className="glance">
      <h2>{words.home.glance}</h2>
      <dl>
        <div>
          <dt>{words.kindsMany.CLAIM}</dt>
          <dd>{number(statistics.claims)}</dd>
        </div>
        <div>
          <dt>{words.home.relations}</dt>
          <dd>{number(statistics.edges)}</dd>
        </div>
        {kinds
          .filter(({ kind }) => kind !== 'CLAIM')
          .map(({ kind, count }) => (
            <div key={kind}>
              <dt>
                <KindMark kind={kind} />
                {words.kindsMany[kind]}
              </dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
      </dl>
      <p>
        <Link href="/graph">{words.home.look}</Link>
      </p>
      <Provenance asked={[asked]} />
    </section>
  );
}

function Question({ title, to, asked, children }: { title: string; to: string; asked?: Asked; children: ReactNode }) {
  return (
    <li className="card">
      <h3>
        <Link href={to}>{title}</Link>
      </h3>
      <Answered>{children}</Answered>
      {asked && <Provenance asked={[asked]} />}
    </li>
  );
}

function Who({ industry, rollUp = false }: { industry: Named; rollUp?: boolean }) {
  const variables = { industry: industry.id, rollUp };
  const found = useAnswer(who, variables).sharedPriorities;
  return (
    <>
      <p>
        <ThingList things={found?.nodes.map(({ place }) => place) ?? []} />
        {found && found.totalCount > found.nodes.length && ` … (${found.totalCount})`}
      </p>
      <Provenance asked={[{ question: who, variables }]} />
    </>
  );
}

function Alike({ place, percent }: { place: Named; percent: (value: number) => string }) {
  const variables = { place: place.id };
  const found = useAnswer(like, variables).alike;
  return (
    <>
      <ul>
        {found?.nodes.map(({ place, score }) => (
          <li key={place.id}>
            <ThingLink thing={place} /> {percent(score)}
          </li>
        ))}
      </ul>
      <Provenance asked={[{ question: like, variables }]} />
    </>
  );
}

function Way({ from, to }: { from: Named; to: Named }) {
  const { words } = useLanguage();
  const variables = { from: from.id, to: to.id };
  const [path] = useAnswer(way, variables).paths ?? [];
  return (
    <>
      {path ? (
        <p>
          <ThingLink thing={from} />
          {path.steps.map(step => (
            <span key={step.to.id}>
              {' '}
              {words.predicates[step.predicate][step.forwards ? 0 : 1]} <ThingLink thing={step.to} />
            </span>
          ))}
        </p>
      ) : (
        <p>{words.states.empty}</p>
      )}
      <Provenance asked={[{ question: way, variables }]} />
    </>
  );
}
