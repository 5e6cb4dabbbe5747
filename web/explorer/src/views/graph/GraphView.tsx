import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { pageOf, useParameters } from '../../data/address';
import { useAnswer } from '../../data/useAnswer';
import { graphql } from '../../generated';
import type { Kind, Predicate } from '../../generated/graphql';
import { useLanguage } from '../../language/language';
import { Claims } from '../../parts/Claims';
import { Find } from '../../parts/Find';
import { Choice, Files as Links, Provenance } from '../../parts/Figure';
import { Table } from '../../parts/Page';
import { stances, StanceMark } from '../../parts/Stance';
import { Answered, Empty } from '../../parts/States';
import { KindMark, ThingLink } from '../../parts/Thing';
import { useTitle } from '../../parts/title';
import type { Layout } from './Canvas';
import { choose, type Drawing, type Edge } from './drawing';
import { Picture } from './Picture';
import { useEvidence } from './useEvidence';
import { around, useDrawing, ways, type State } from './useDrawing';

const everything: Kind[] = [
  'PLACE',
  'OFFICIAL',
  'POST',
  'ORGANISATION',
  'ENTERPRISE',
  'INDUSTRY',
  'CLUSTER',
  'PROGRAMME',
  'PROJECT',
  'PLATFORM',
  'TARGET',
  'FIGURE',
  'METRIC',
  'DOCUMENT',
];

/** The graph as a picture that one walks through. Its whole state stands in the address. */
export function View() {
  const { words } = useLanguage();
  useTitle(words.pages.graph);
  const parameters = useParameters();
  const state: State = {
    of: parameters.list('of'),
    depth: Math.min(Math.max(parameters.number('depth', 1), 0), 3),
    opened: parameters.list('opened'),
    from: parameters.text('from'),
    to: parameters.text('to'),
    asOf: parameters.text('asOf'),
  };
  const add = (id: string) => parameters.set({ of: [...new Set([...state.of, id])] });
  return (
    <>
      <h1>{words.pages.graph}</h1>
      <div className="filters tools">
        <Find label={words.graph.add} kinds={everything} onPick={thing => add(thing.id)} />
        <Undo />
        {(state.of.length > 0 || state.from) && (
          <button type="button" onClick={() => parameters.set({ of: null, opened: null, from: null, to: null, sel: null, depth: null })}>
            {words.graph.whole}
          </button>
        )}
      </div>
      <Answered>
        <Drawn state={state} />
      </Answered>
    </>
  );
}

/** Steps back and forth through what was done here: each step has an address, so the browser's own buttons do the same. */
function Undo() {
  const { words } = useLanguage();
  const [path] = useLocation();
  const { all } = useParameters();
  const trail = useRef({ entries: [all.toString()], at: 0 });
  const here = all.toString();
  const { entries, at } = trail.current;
  if (entries[at] !== here) {
    if (entries[at - 1] === here) trail.current.at--;
    else if (entries[at + 1] === here) trail.current.at++;
    else trail.current = { entries: [...entries.slice(0, at + 1), here], at: at + 1 };
  }
  const canUndo = trail.current.at > 0;
  const canRedo = trail.current.at < trail.current.entries.length - 1;
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || /^(input|textarea)$/i.test((event.target as HTMLElement).tagName)) return;
      if (event.shiftKey ? canRedo : canUndo) {
        event.preventDefault();
        history.go(event.shiftKey ? 1 : -1);
      }
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  }, [canUndo, canRedo, path]);
  return (
    <>
      <button type="button" disabled={!canUndo} onClick={() => history.back()}>
        {words.graph.undo}
      </button>
      <button type="button" disabled={!canRedo} onClick={() => history.forward()}>
        {words.graph.redo}
      </button>
    </>
  );
}

function Drawn({ state }: { state: State }) {
  const { words, number } = useLanguage();
  const parameters = useParameters();
  const { drawing, asked, whole } = useDrawing(state);
  const shown = parameters.text('show') === 'table' ? 'table' : 'picture';
  const setShown = (show: string) => parameters.set({ show: show === 'table' ? 'table' : null }, { replace: true });
  const hide = parameters.text('hide');
  const stance = parameters.text('stance');
  const document = parameters.text('document');
  const ends = `${state.of} ${state.from} ${state.to}`;
  const chosen = useMemo(
    () => choose(drawing, { hidden: asSet(hide), stances: asSet(stance), documents: asSet(document) }, asSet(ends.replaceAll(' ', ','))),
    [drawing, hide, stance, document, ends],
  );
  const selected = parameters.list('sel').filter(id => chosen.nodes.has(id));
  const pick = (id: string, more: boolean) => {
    const next = !id ? [] : more ? (selected.includes(id) ? selected.filter(other => other !== id) : [...selected, id]) : [id];
    parameters.set({ sel: next });
  };
  const open = (id: string, predicate?: Predicate) => {
    // Of the whole graph nothing more can be opened; there, it is looked at by itself.
    if (whole) parameters.set({ of: [id], sel: [id] });
    else parameters.set({ opened: [...new Set([...state.opened, predicate ? `${id}~${predicate}` : id])] });
  };
  const layout: Layout = parameters.text('layout') === 'regions' ? 'regions' : 'force';
  return (
    <>
      <div className="filters">
        <label>
          {words.graph.layout}
          <select value={layout} onChange={event => parameters.set({ layout: event.target.value === 'force' ? null : event.target.value })}>
            <option value="force">{words.graph.force}</option>
            <option value="regions">{words.graph.regions}</option>
          </select>
        </label>
        {state.of.length > 0 && (
          <label>
            {words.graph.depth}
            <select value={state.depth} onChange={event => parameters.set({ depth: event.target.value === '1' ? null : event.target.value })}>
              {[0, 1, 2, 3].map(depth => (
                <option key={depth}>{depth}</option>
              ))}
            </select>
          </label>
        )}
        <Choice shown={shown} onChoose={setShown} />
      </div>
      <p role="status">
        {words.graph.shown(number(chosen.nodes.size), number(chosen.edges.size))}
        {state.of.length > 0 && (
          <Answered waiting={null}>
            <Omitted state={state} />
          </Answered>
        )}
      </p>
      {state.from && state.to && (
        <Answered>
          <Found state={state} />
        </Answered>
      )}
      {chosen.nodes.size === 0 ? (
        <Empty />
      ) : (
        <div className="drawn">
          {shown === 'picture' ? <Picture drawing={chosen} layout={layout} selected={selected} onPick={pick} onOpen={open} /> : <Rows drawing={chosen} />}
          <aside aria-label={words.graph.selected}>
            <Kinds drawing={drawing} />
            <Selected drawing={chosen} ids={selected} onOpen={open} onPick={pick} />
          </aside>
        </div>
      )}
      <Files state={state} selected={selected} whole={whole} />
      <Provenance asked={asked} />
    </>
  );
}

/** The ways between two things, step by step. */
function Found({ state }: { state: State }) {
  const { words, number } = useLanguage();
  const paths = useAnswer(ways, { from: state.from, to: state.to, asOf: state.asOf || null }).paths ?? [];
  return (
    <section>
      <h2>{words.graph.ways(number(paths.length))}</h2>
      <ol className="ways">
        {paths.slice(0, 5).map((path, i) => (
          <li key={i}>
            {path.steps[0] && <ThingLink thing={path.steps[0].from} />}
            {path.steps.map(step => (
              <span key={step.to.id}>
                {' '}
                {words.predicates[step.predicate][step.forwards ? 0 : 1]} <ThingLink thing={step.to} /> <Claims claims={step.claims} curated={step.curated} />
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

const asSet = (text: string) => new Set(text.split(',').filter(Boolean));

function Omitted({ state }: { state: State }) {
  const { words, number } = useLanguage();
  const found = useAnswer(around, { of: [...state.of], depth: state.depth, maxNodes: 400, maxEdges: 2500, asOf: state.asOf || null }).neighbourhood;
  return found && found.omittedNodes > 0 ? <> {words.graph.omitted(number(found.omittedNodes))}</> : null;
}

const documentNames = graphql(`
  query DocumentNames {
    documents(first: 100) {
      nodes {
        id
        label
      }
    }
  }
`);

/** Which kinds are shown, and by which stances and documents relations are chosen. */
function Kinds({ drawing }: { drawing: Drawing }) {
  const { words, number } = useLanguage();
  const parameters = useParameters();
  const hidden = parameters.list('hide');
  const chosen = parameters.list('stance');
  const counts = new Map<Kind, number>();
  for (const { kind } of drawing.nodes.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const documents = new Set<string>();
  for (const edge of drawing.edges.values()) for (const document of edge.documents) documents.add(document);
  const named = useAnswer(documentNames, {}).documents?.nodes ?? [];
  const toggle = (list: string[], item: string, on: boolean) => (on ? [...list, item] : list.filter(other => other !== item));
  return (
    <details className="kinds">
      <summary>{words.filters.title}</summary>
      <fieldset className="filters">
        <legend>{words.filters.kind}</legend>
        {[...counts].map(([kind, count]) => (
          <label key={kind}>
            <input type="checkbox" checked={!hidden.includes(kind)} onChange={event => parameters.set({ hide: toggle(hidden, kind, !event.target.checked) })} />
            <KindMark kind={kind} />
            {words.kindsMany[kind]} ({number(count)})
          </label>
        ))}
      </fieldset>
      <fieldset className="filters">
        <legend>{words.filters.stance}</legend>
        {stances.map(stance => (
          <label key={stance}>
            <input
              type="checkbox"
              checked={chosen.includes(stance)}
              onChange={event => parameters.set({ stance: toggle(chosen, stance, event.target.checked) })}
            />
            <StanceMark stance={stance} />
          </label>
        ))}
      </fieldset>
      <label className="filters">
        {words.filters.document}
        <select value={parameters.text('document')} onChange={event => parameters.set({ document: event.target.value })}>
          <option value="">{words.filters.all}</option>
          {[...documents].sort().map(id => (
            <option key={id} value={id}>
              {named.find(document => document.id === id)?.label ?? id}
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}

const opening = graphql(`
  query Opening($id: ID!) {
    thing(id: $id) {
      ...Named
      relations(first: 1) {
        totalCount
      }
      PART_OF: relations(filter: { predicate: [PART_OF] }, first: 1) {
        totalCount
      }
      SUCCEEDED_BY: relations(filter: { predicate: [SUCCEEDED_BY] }, first: 1) {
        totalCount
      }
      HOLDS: relations(filter: { predicate: [HOLDS] }, first: 1) {
        totalCount
      }
      PRIORITISES: relations(filter: { predicate: [PRIORITISES] }, first: 1) {
        totalCount
      }
      BUILDS: relations(filter: { predicate: [BUILDS] }, first: 1) {
        totalCount
      }
      PLANS: relations(filter: { predicate: [PLANS] }, first: 1) {
        totalCount
      }
      HOSTS: relations(filter: { predicate: [HOSTS] }, first: 1) {
        totalCount
      }
      IN_INDUSTRY: relations(filter: { predicate: [IN_INDUSTRY] }, first: 1) {
        totalCount
      }
      CONTAINS: relations(filter: { predicate: [CONTAINS] }, first: 1) {
        totalCount
      }
      COVERS: relations(filter: { predicate: [COVERS] }, first: 1) {
        totalCount
      }
      RUNS: relations(filter: { predicate: [RUNS] }, first: 1) {
        totalCount
      }
      CALLS_FOR: relations(filter: { predicate: [CALLS_FOR] }, first: 1) {
        totalCount
      }
      PRESENTS: relations(filter: { predicate: [PRESENTS] }, first: 1) {
        totalCount
      }
      APPROVES: relations(filter: { predicate: [APPROVES] }, first: 1) {
        totalCount
      }
      ANCHORS: relations(filter: { predicate: [ANCHORS] }, first: 1) {
        totalCount
      }
      SUPPORTS: relations(filter: { predicate: [SUPPORTS] }, first: 1) {
        totalCount
      }
      SUPPLIES: relations(filter: { predicate: [SUPPLIES] }, first: 1) {
        totalCount
      }
      COOPERATES_WITH: relations(filter: { predicate: [COOPERATES_WITH] }, first: 1) {
        totalCount
      }
      HAS_TARGET: relations(filter: { predicate: [HAS_TARGET] }, first: 1) {
        totalCount
      }
      HAS_FIGURE: relations(filter: { predicate: [HAS_FIGURE] }, first: 1) {
        totalCount
      }
      BROADER: relations(filter: { predicate: [BROADER] }, first: 1) {
        totalCount
      }
      POST: relations(filter: { predicate: [POST] }, first: 1) {
        totalCount
      }
      AT: relations(filter: { predicate: [AT] }, first: 1) {
        totalCount
      }
      METRIC: relations(filter: { predicate: [METRIC] }, first: 1) {
        totalCount
      }
    }
  }
`);

/** What is picked, and what can be done with it. */
function Selected({
  drawing,
  ids,
  onOpen,
  onPick,
}: {
  drawing: Drawing;
  ids: string[];
  onOpen: (id: string, predicate?: Predicate) => void;
  onPick: (id: string, more: boolean) => void;
}) {
  const { words } = useLanguage();
  const parameters = useParameters();
  if (ids.length === 0) {
    return (
      <>
        <p>{words.graph.hint}</p>
        <Things drawing={drawing} onPick={onPick} />
      </>
    );
  }
  const [one, two] = ids;
  return (
    <>
      <h2>{words.graph.selected}</h2>
      <ul className="selected">
        {ids.map(id => (
          <li key={id}>
            <ThingLink thing={drawing.nodes.get(id)!} />
            <button type="button" className="quiet" aria-label={words.filters.without(drawing.nodes.get(id)!.label)} onClick={() => onPick(id, true)}>
              ×
            </button>
          </li>
        ))}
      </ul>
      {ids.length === 2 && (
        <p>
          <button type="button" onClick={() => parameters.set({ from: one, to: two, of: null, opened: null, sel: null })}>
            {words.graph.path}
          </button>
        </p>
      )}
      {ids.length === 1 && one && (
        <Answered>
          <Opening id={one} onOpen={onOpen} />
        </Answered>
      )}
      <p>
        <button type="button" className="quiet" onClick={() => onPick('', false)}>
          {words.graph.none}
        </button>
      </p>
    </>
  );
}

function Opening({ id, onOpen }: { id: string; onOpen: (id: string, predicate?: Predicate) => void }) {
  const { words, number } = useLanguage();
  const { thing } = useAnswer(opening, { id });
  if (!thing) return null;
  const predicates = Object.keys(words.predicates) as Predicate[];
  const counts = predicates.map(predicate => [predicate, thing[predicate].totalCount] as const).filter(([, count]) => count > 0);
  return (
    <>
      <p className="tools">
        <Link href={pageOf(id)}>{words.graph.page}</Link>
      </p>
      <h3>{words.graph.open}</h3>
      <ul className="openings">
        <li>
          <button type="button" onClick={() => onOpen(id)}>
            {words.filters.all} ({number(thing.relations.totalCount)})
          </button>
        </li>
        {counts.map(([predicate, count]) => (
          <li key={predicate}>
            <button type="button" onClick={() => onOpen(id, predicate)}>
              {words.predicates[predicate].filter((reads, i, both) => both.indexOf(reads) === i).join(' / ')} ({number(count)})
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** All that is drawn by name: how one picks without a mouse. */
function Things({ drawing, onPick }: { drawing: Drawing; onPick: (id: string, more: boolean) => void }) {
  const { words, compare } = useLanguage();
  const [text, setText] = useState('');
  const matching = [...drawing.nodes.values()]
    .filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
    .sort((a, b) => compare(a.label, b.label));
  return (
    <>
      <label>
        {words.graph.among}
        <input type="search" value={text} onChange={event => setText(event.target.value)} />
      </label>
      <ul className="among">
        {matching.slice(0, 50).map(node => (
          <li key={node.id}>
            <button type="button" className="quiet" onClick={() => onPick(node.id, false)}>
              <KindMark kind={node.kind} />
              {node.label}
            </button>
          </li>
        ))}
      </ul>
      {matching.length > 50 && <p>{words.states.shownOf('50', String(matching.length))}</p>}
    </>
  );
}

/** The drawing as rows, with what says so. */
function Rows({ drawing }: { drawing: Drawing }) {
  const { words, number } = useLanguage();
  const [count, setCount] = useState(200);
  const edges = [...drawing.edges.values()];
  const read = useEvidence();
  const reads = (edge: Edge) => words.predicates[edge.predicate][0];
  return (
    <>
      <Table label={words.figure.table} columns={[words.graph.from, words.home.relations, words.graph.to, words.claims.sources]}>
        {edges.slice(0, count).map(edge => (
          <tr key={edge.key}>
            <td>
              <ThingLink thing={drawing.nodes.get(edge.source)!} />
            </td>
            <td>
              {reads(edge)}
              {[...new Set(edge.stances)].map(stance => (
                <StanceMark key={stance} stance={stance} />
              ))}
            </td>
            <td>
              <ThingLink thing={drawing.nodes.get(edge.target)!} />
            </td>
            <td>{edge.evidence.length > 0 ? edge.evidence.map(read).join('; ') : words.claims.curated}</td>
          </tr>
        ))}
      </Table>
      {edges.length > count && (
        <button type="button" onClick={() => setCount(count + 200)}>
          {words.states.more} ({words.states.shownOf(number(count), number(edges.length))})
        </button>
      )}
    </>
  );
}

const files = graphql(`
  query SelectionFiles($ids: [ID!]!) {
    relations(filter: { subject: { id: $ids }, object: { id: $ids } }, first: 1) {
      totalCount
      exports {
        title
        url
      }
    }
    things(filter: { id: $ids }, first: 1) {
      exports {
        title
        url
      }
    }
  }
`);

/** What is picked, or else all that is drawn, as files in every format. */
function Files({ state, selected, whole }: { state: State; selected: string[]; whole: boolean }) {
  const { words } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <details className="files" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {words.figure.save} {selected.length > 0 ? `(${words.graph.selected})` : ''}
      </summary>
      {open && (
        <Answered>
          {selected.length > 0 ? <SelectedFiles ids={selected} /> : whole || state.of.length === 0 ? <WholeFiles /> : <AroundFiles state={state} />}
        </Answered>
      )}
    </details>
  );
}

function SelectedFiles({ ids }: { ids: string[] }) {
  const found = useAnswer(files, { ids });
  const links = (found.relations?.totalCount ? found.relations.exports : found.things?.exports) ?? [];
  return <Links files={links} />;
}

const wholeFiles = graphql(`
  query WholeFiles {
    relations(first: 1) {
      exports {
        title
        url
      }
    }
  }
`);

function WholeFiles() {
  return <Links files={useAnswer(wholeFiles, {}).relations?.exports ?? []} />;
}

function AroundFiles({ state }: { state: State }) {
  const found = useAnswer(around, { of: [...state.of], depth: state.depth, maxNodes: 400, maxEdges: 2500, asOf: state.asOf || null });
  return <Links files={found.neighbourhood?.exports ?? []} />;
}
