import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { amountIn, type Amount } from './amounts';
import { chinese } from './chinese';
import { dateIn, whole } from './dates';
import { english, type Words } from './english';

/** The languages of the pages, as BCP 47 tags. */
export const languages = { en: english, 'zh-Hans': chinese } satisfies Record<string, Words>;
export type Language = keyof typeof languages;

const isLanguage = (text: string | null): text is Language => text !== null && text in languages;

/** A language that was chosen, by ?lang= or by the switch, else what the server took from Accept-Language. */
function first(): Language {
  for (const wanted of [new URLSearchParams(location.search).get('lang'), localStorage.getItem('polygraph:language'), document.documentElement.lang]) {
    if (isLanguage(wanted)) return wanted;
  }
  return 'en';
}

function useChosen() {
  const [language, setLanguage] = useState(first);
  document.documentElement.lang = language;
  return useMemo(() => {
    const words: Words = languages[language];
    const number = new Intl.NumberFormat(language);
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
    return {
      language,
      words,
      choose: (next: Language) => {
        localStorage.setItem('polygraph:language', next);
        setLanguage(next);
      },
      number: (value: number) => number.format(value),
      percent: (value: number) => percent.format(value),
      date: (date: string) => dateIn(language, date),
      /** A time that is known to lie between two days. */
      between: (earliest: string, latest: string) => {
        const one = whole(earliest, latest);
        return one ? dateIn(language, one) : words.claims.between(dateIn(language, earliest), dateIn(language, latest));
      },
      amount: (amount: Amount) => amountIn(language, words, amount),
      /** Orders names as dictionaries of the language do. */
      compare: new Intl.Collator(language, { numeric: true }).compare,
    };
  }, [language]);
}

const Chosen = createContext<ReturnType<typeof useChosen> | null>(null);

export function InLanguage({ children }: { children: ReactNode }) {
  return <Chosen value={useChosen()}>{children}</Chosen>;
}

/** The words of the page, and how numbers, amounts and dates are written, in the reader's language. */
export function useLanguage() {
  const chosen = useContext(Chosen);
  if (!chosen) throw new Error('outside of InLanguage');
  return chosen;
}
