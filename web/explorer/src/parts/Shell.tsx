import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { address, pageOf } from '../data/address';
import { languages, useLanguage, type Language } from '../language/language';
import { Find } from './Find';
import { ThemeSwitch } from './Theme';

const pages = ['graph', 'matrix', 'compare', 'targets', 'clusters', 'formulas', 'regions', 'conflicts', 'holders'] as const;

/** What stands around every page: where one is, the search, and the switches. */
export function Shell({ children }: { children: ReactNode }) {
  const { words, language, choose } = useLanguage();
  const [path, go] = useLocation();
  return (
    <>
      <a className="skip" href="#content">
        {words.shell.skip}
      </a>
      <header className="shell">
        <Link href="/" className="brand" aria-current={path === '/' ? 'page' : undefined}>
          <img src="/favicon.svg" alt="" width="24" height="24" />
          {words.title}
        </Link>
        <nav aria-label={words.shell.navigation}>
          <ul>
            {pages.map(page => (
              <li key={page}>
                <Link href={`/${page}`} aria-current={path === `/${page}` ? 'page' : undefined}>
                  {words.pages[page]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {path !== '/' && (
          <Find
            hot
            label={words.search.label}
            placeholder={words.pages.search}
            onPick={thing => go(pageOf(thing.id))}
            onAll={text => go(address('/search', { text }))}
          />
        )}
        <div className="switches">
          <label className="switch">
            <span className="unseen">{words.shell.language}</span>
            <select value={language} onChange={event => choose(event.target.value as Language)}>
              {Object.entries(languages).map(([tag, { language }]) => (
                <option key={tag} value={tag} lang={tag}>
                  {language}
                </option>
              ))}
            </select>
          </label>
          <ThemeSwitch />
        </div>
      </header>
      {children}
      <footer className="shell">
        <p>{words.tagline}</p>
        <p>
          <a href="/graphiql/">{words.shell.developers}</a>
        </p>
      </footer>
    </>
  );
}
