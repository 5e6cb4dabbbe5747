import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useParameters } from '../data/address';
import { useAnswerMeanwhile } from '../data/useAnswer';
import { graphql } from '../generated';
import type { FindQuery, Kind } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { KindMark } from './Thing';

export const find = graphql(`
  query Find($text: String!, $kind: [Kind!], $first: Int!) {
    search(text: $text, filter: { kind: $kind }, first: $first) {
      totalCount
      nodes {
        name {
          text
          language
        }
        how
        thing {
          ...Named
        }
      }
    }
  }
`);

export type Hit = NonNullable<FindQuery['search']>['nodes'][number];

const all: Kind[] = [
  'PLACE', 'OFFICIAL', 'TENURE', 'POST', 'ORGANISATION', 'ENTERPRISE', 'INDUSTRY', 'CLUSTER',
  'PROGRAMME', 'PROJECT', 'PLATFORM', 'TARGET', 'FIGURE', 'METRIC', 'DOCUMENT',
]; // prettier-ignore

/**
 * A field in which one types a name, in any language and script, and picks what is meant: a combobox as
 * WAI-ARIA has it, for keyboard, mouse and screen reader.
 */
export function Find({
  label,
  kinds = all,
  onPick,
  onAll,
  hot = false,
  placeholder,
  initial = '',
}: {
  label: string;
  kinds?: Kind[];
  onPick: (hit: Hit['thing']) => void;
  /** What Enter does while nothing is chosen, such as showing all that is found. */
  onAll?: (text: string) => void;
  /** Whether / leads here from anywhere on the page. */
  hot?: boolean;
  placeholder?: string;
  /** What stands in it at first. */
  initial?: string;
}) {
  const { words, number } = useLanguage();
  const [text, setText] = useState(initial);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const wanted = useDeferredValue(text.trim());
  const { data, error } = useAnswerMeanwhile(find, { text: wanted, kind: kinds, first: 8 }, wanted !== '');
  const hits = data?.search?.nodes ?? [];
  const count = data?.search?.totalCount ?? 0;
  const shown = open && wanted !== '' && (data !== undefined || error !== null);

  useEffect(() => {
    if (!hot) return;
    const jump = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key === '/' && !event.ctrlKey && !event.metaKey && !/^(input|textarea|select)$/i.test(target.tagName)) {
        event.preventDefault();
        field.current?.focus();
      }
    };
    addEventListener('keydown', jump);
    return () => removeEventListener('keydown', jump);
  }, [hot]);

  const pick = (hit: Hit) => {
    setText('');
    setOpen(false);
    setChosen(-1);
    onPick(hit.thing);
  };
  const showAll = () => {
    if (!onAll || text.trim() === '') return;
    setOpen(false);
    onAll(text.trim());
  };
  const keys = (event: KeyboardEvent) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        setOpen(true);
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setChosen(hits.length === 0 ? -1 : (chosen + step + hits.length + (chosen < 0 && step < 0 ? 1 : 0)) % hits.length);
        break;
      }
      case 'Enter': {
        event.preventDefault();
        const hit = hits[chosen] ?? (onAll ? undefined : hits[0]);
        if (shown && hit) pick(hit);
        else showAll();
        break;
      }
      case 'Escape':
        if (open) event.preventDefault();
        setOpen(false);
        setChosen(-1);
        break;
    }
  };
  return (
    <div
      className="find"
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `${list}-${chosen}` : undefined}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        maxLength={200}
        onChange={event => {
          setText(event.target.value);
          setOpen(true);
          setChosen(-1);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={keys}
      />
      <div className="found" hidden={!shown}>
        <ul id={list} role="listbox" aria-label={label}>
          {shown &&
            hits.map((hit, i) => (
              <li
                key={hit.thing.id}
                id={`${list}-${i}`}
                role="option"
                aria-selected={i === chosen}
                onPointerDown={event => event.preventDefault()} // the field keeps the focus
                onClick={() => pick(hit)}
              >
                <KindMark kind={hit.thing.kind} />
                <span className="name">{hit.thing.label}</span>
                {hit.name.text !== hit.thing.label && <span className="also">{hit.name.text}</span>}
                <span className="kind">{words.kinds[hit.thing.kind]}</span>
              </li>
            ))}
        </ul>
        {shown && error && <p className="none">{words.states.away}</p>}
        {shown && !error && hits.length === 0 && <p className="none">{words.search.none(wanted)}</p>}
        {shown && onAll && count > hits.length && (
          <button type="button" className="quiet" onPointerDown={event => event.preventDefault()} onClick={showAll}>
            {words.search.all(number(count))}
          </button>
        )}
      </div>
      <span className="unseen" role="status">
        {shown && !error ? words.search.found(count) : ''}
      </span>
    </div>
  );
}

/** A choice of things that stands in the address, by their IDs, with names that were looked up. */
export function PickParameter({
  name,
  label,
  kinds,
  named,
  most = 1,
}: {
  name: string;
  label: string;
  kinds: Kind[];
  named: (ids: readonly string[]) => { id: string; label: string }[];
  most?: number;
}) {
  const parameters = useParameters();
  return <Pick label={label} kinds={kinds} most={most} picked={named(parameters.list(name))} onChange={ids => parameters.set({ [name]: ids })} />;
}

/** Things that were picked, each of which can be taken away, and a field for more. */
export function Pick({
  label,
  kinds,
  picked,
  onChange,
  most = 20,
}: {
  label: string;
  kinds: Kind[];
  picked: readonly { id: string; label: string }[];
  onChange: (ids: string[]) => void;
  most?: number;
}) {
  const { words } = useLanguage();
  const ids = picked.map(thing => thing.id);
  return (
    <div className="pick">
      <span className="label">{label}</span>
      {picked.map(thing => (
        <span key={thing.id} className="chip">
          {thing.label}
          <button type="button" aria-label={words.filters.without(thing.label)} onClick={() => onChange(ids.filter(id => id !== thing.id))}>
            ×
          </button>
        </span>
      ))}
      {picked.length < most && <Find label={label} kinds={kinds} onPick={thing => onChange([...new Set([...ids, thing.id])])} placeholder="+" />}
    </div>
  );
}
