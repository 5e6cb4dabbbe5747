import { useId, useState } from 'react';
import { Link } from 'wouter';
import { address, pageOf } from '../data/address';
import { graphql } from '../generated';
import type { EvidenceFragment } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { StanceMark } from './Stance';

export const evidence = graphql(`
  fragment Evidence on Claim {
    id
    label
    line
    mentions
    reading
    stance
    recurrence
    quantity {
      ...Amount
    }
    document {
      id
      kind
      label
      sourceFile
    }
    date {
      earliest
      latest
      inferred
    }
  }
`);

export const amount = graphql(`
  fragment Amount on Quantity {
    comparator
    value
    valueMax
    unit
    scaleClass
    text
  }
`);

export type Evidence = EvidenceFragment;

/** What stands behind a statement: each claim with its document and line. */
export function EvidenceList({ claims, curated = false }: { claims: readonly Evidence[]; curated?: boolean }) {
  const { words, amount } = useLanguage();
  return (
    <ul className="evidence">
      {claims.map(claim => (
        <li key={claim.id}>
          <p>
            <Link href={pageOf(claim.id)}>{claim.label}</Link>
            {claim.stance && <StanceMark stance={claim.stance} />}
            {claim.quantity && (
              <span className="amount">
                {amount(claim.quantity)}
                {claim.recurrence && ` ${words.targets.again}`}
              </span>
            )}
          </p>
          <p className="source">
            <Link href={address(pageOf(claim.document.id), { line: claim.line })}>{claim.document.label}</Link>, {words.claims.line(claim.line)}
            {claim.date && (
              <>
                {' · '}
                <Written date={claim.date} />
              </>
            )}
          </p>
          {claim.mentions.length > 0 && (
            <p className="mentions">
              {claim.mentions.map(text => (
                <q key={text}>{text}</q>
              ))}
            </p>
          )}
          {claim.reading && (
            <p className="reading">
              {words.claims.reading}: {claim.reading}
            </p>
          )}
        </li>
      ))}
      {curated && <li>{words.claims.curated}</li>}
    </ul>
  );
}

/** When a document was written, as closely as is known. */
export function Written({ date }: { date: NonNullable<Evidence['date']> }) {
  const { words, between } = useLanguage();
  const text = between(date.earliest, date.latest);
  return date.inferred ? <abbr title={`${words.claims.inferred}: ${date.inferred}`}>{text}</abbr> : <>{text}</>;
}

/** How many claims there are, which opens to show them. */
export function Claims({ claims, curated = false }: { claims: readonly Evidence[]; curated?: boolean }) {
  const { words } = useLanguage();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (claims.length === 0 && !curated) return null;
  return (
    <span className="claims">
      <button type="button" className="quiet" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {claims.length > 0 ? words.claims.count(claims.length) : '✓'}
        {claims.length === 0 && <span className="unseen">{words.claims.curated}</span>}
      </button>
      <span id={id} hidden={!open}>
        {open && <EvidenceList claims={claims} curated={curated} />}
      </span>
    </span>
  );
}
