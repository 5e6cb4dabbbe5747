import type { ReactNode } from 'react';
import { useParameters } from '../data/address';
import { useLanguage } from '../language/language';
import { Answered } from './States';
import { useTitle } from './title';

/** A page: its title, what one chooses by, and the answer to what is chosen, which begins anew with each choice. */
export function Page({ title, about, filters, children }: { title: string; about?: string; filters?: ReactNode; children: ReactNode }) {
  useTitle(title);
  const { question } = useParameters();
  return (
    <>
      <h1>{title}</h1>
      {about && <p>{about}</p>}
      {filters && <Answered>{filters}</Answered>}
      <Answered key={question}>{children}</Answered>
    </>
  );
}

/** How much of a list is shown, and a button for more; nothing where it is all of it. */
export function More({ shown, total, more, waiting, of }: { shown: number; total: number; more?: () => void; waiting: boolean; of?: string }) {
  const { words, number } = useLanguage();
  if (!more) return null;
  return (
    <p role="status">
      {of && `${of}: `}
      {words.states.shownOf(number(shown), number(total))}{' '}
      <button type="button" onClick={more} disabled={waiting}>
        {words.states.more}
      </button>
    </p>
  );
}

/** A table that scrolls by itself where it is wider than the page. A column of numbers is aligned to the right. */
export function Table({ label, columns, children }: { label: string; columns: readonly (ReactNode | { number: ReactNode })[]; children: ReactNode }) {
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column, i) => {
              const number = typeof column === 'object' && column !== null && 'number' in column ? column.number : undefined;
              return (
                <th key={i} scope="col" className={number ? 'number' : undefined}>
                  {number ?? (column as ReactNode)}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
