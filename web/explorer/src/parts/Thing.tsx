import { Link } from 'wouter';
import { pageOf } from '../data/address';
import { graphql } from '../generated';
import type { Kind, NamedFragment } from '../generated/graphql';
import { useLanguage } from '../language/language';

export const named = graphql(`
  fragment Named on Thing {
    id
    kind
    label
  }
`);

export type Named = Pick<NamedFragment, 'id' | 'kind' | 'label'>;

/** The sign of a kind: a shape as well as a colour, since not everybody tells colours apart. */
export function KindMark({ kind }: { kind: Kind }) {
  const { words } = useLanguage();
  return <span className={`mark mark-${kind.toLowerCase()}`} title={words.kinds[kind]} aria-hidden="true" />;
}

/** A thing by its name, which leads to its page. */
export function ThingLink({ thing, mark = true }: { thing: Named; mark?: boolean }) {
  return (
    <Link href={pageOf(thing.id)} className="thing">
      {mark && <KindMark kind={thing.kind} />}
      {thing.label}
    </Link>
  );
}

/** Things side by side, with commas that need no grammar. */
export function ThingList({ things, mark }: { things: readonly Named[]; mark?: boolean }) {
  return (
    <ul className="things">
      {things.map(thing => (
        <li key={thing.id}>
          <ThingLink thing={thing} mark={mark} />
        </li>
      ))}
    </ul>
  );
}
