import { useId, useState, type ReactNode } from 'react';
import { useParameters } from '../data/address';
import { useLanguage } from '../language/language';
import { save, svgFile } from './picture';

/** A question that was asked, so that the reader can ask it, too. */
export type Asked = {
  question: { toString(): string };
  variables?: unknown;
  /** Where it was asked, if not of GraphQL: the address of an export. */
  address?: string;
};

export type File = { title: string; url: string };

/** An answer in every format: drawings, tables, data. */
export function Files({ files }: { files: readonly File[] }) {
  return (
    <ul className="things">
      {files.map(({ title, url }) => (
        <li key={url}>
          <a href={url} download>
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}

/**
 * A picture, with a table of the same for who cannot see or does not want it, and the question that it
 * comes from.
 */
export function Figure({
  title,
  picture,
  table,
  asked,
  files = [],
  drawing,
  startsWith = 'picture',
  children,
}: {
  title: ReactNode;
  picture?: ReactNode;
  table?: ReactNode;
  asked: readonly Asked[];
  /** The same in other formats, as the answer links to them. */
  files?: readonly File[];
  /** The picture as SVG, as it is shown; its name as a file. */
  drawing?: { name: string; svg: () => string };
  startsWith?: 'picture' | 'table';
  children?: ReactNode;
}) {
  const { words } = useLanguage();
  const parameters = useParameters();
  const chosen = parameters.text('show');
  const shown = chosen === 'table' || chosen === 'picture' ? chosen : startsWith;
  const setShown = (show: string) => parameters.set({ show: show === startsWith ? null : show }, { replace: true });
  const heading = useId();
  return (
    <section className="figure" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {picture && table && <Choice shown={shown} onChoose={setShown} />}
      </header>
      {children}
      {shown === 'picture' && picture ? picture : (table ?? picture)}
      {(files.length > 0 || drawing) && (
        <details className="files">
          <summary>{words.figure.save}</summary>
          {drawing && shown === 'picture' && (
            <p>
              <button type="button" onClick={() => save(`${drawing.name}.svg`, svgFile(drawing.svg()))}>
                {words.figure.drawing}
              </button>
            </p>
          )}
          {files.length > 0 && <p>{words.figure.formats}</p>}
          <Files files={files} />
        </details>
      )}
      <Provenance asked={asked} />
    </section>
  );
}

/** Picture or table. */
export function Choice({ shown, onChoose }: { shown: 'picture' | 'table'; onChoose: (show: 'picture' | 'table') => void }) {
  const { words } = useLanguage();
  return (
    <div className="choice" role="group" aria-label={`${words.figure.picture} / ${words.figure.table}`}>
      {(['picture', 'table'] as const).map(one => (
        <button key={one} type="button" aria-pressed={shown === one} onClick={() => onChoose(one)}>
          {words.figure[one]}
        </button>
      ))}
    </div>
  );
}

/** Which questions an answer comes from: to open, and to copy. */
export function Provenance({ asked }: { asked: readonly Asked[] }) {
  const { words, language } = useLanguage();
  const [copied, setCopied] = useState(-1);
  return (
    <details className="provenance">
      <summary>{words.figure.query}</summary>
      {asked.map(({ question, variables, address }, i) => {
        const text = question.toString().trim();
        return (
          <div key={i}>
            <p>
              {!address && <a href={inGraphiQL(text, variables)}>{words.figure.graphiql}</a>}
              <button
                type="button"
                className="quiet"
                onClick={() => {
                  const command = address ? `curl -sOJ '${location.origin}${address}'` : asCurl(text, variables, language);
                  void navigator.clipboard.writeText(command).then(() => setCopied(i));
                }}
              >
                {copied === i ? words.figure.copied : words.figure.curl}
              </button>
              <span className="unseen" role="status">
                {copied === i ? words.figure.copied : ''}
              </span>
            </p>
            <pre tabIndex={0}>{text}</pre>
            {variables !== undefined && <pre tabIndex={0}>{JSON.stringify(variables, null, 2)}</pre>}
          </div>
        );
      })}
    </details>
  );
}

export function inGraphiQL(question: string, variables?: unknown): string {
  const parameters = new URLSearchParams({ query: question });
  if (variables !== undefined) parameters.set('variables', JSON.stringify(variables, null, 2));
  return `/graphiql/?${parameters}`;
}

export function asCurl(question: string, variables: unknown, language: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -s ${location.origin}/graphql`,
    `-H 'Content-Type: application/json'`,
    `-H ${quoted(`Accept-Language: ${language}`)}`,
    `-d ${quoted(JSON.stringify({ query: question, variables }))}`,
  ].join(' \\\n  ');
}
