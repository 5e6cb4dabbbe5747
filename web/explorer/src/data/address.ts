import { useSearchParams } from 'wouter';

/** What a link changes of the present address: null takes a parameter away. */
export type Change = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** The parameters with a change. Empty texts and lists are taken away, so that one state has one address. */
export function changed(parameters: URLSearchParams, change: Change): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(change)) {
    const text = value === true ? '1' : value === false || value == null ? '' : typeof value === 'object' ? value.join(',') : String(value);
    if (text === '') next.delete(name);
    else next.set(name, text);
  }
  return next;
}

const presentation = new Set(['show', 'cell', 'order']);

/**
 * The parameters of the address, which hold the whole state of a view: what one sees can be
 * bookmarked, shared, and left with the browser's back.
 */
export function useParameters() {
  const [parameters, setParameters] = useSearchParams();
  return {
    text: (name: string) => parameters.get(name) ?? '',
    list: (name: string) => (parameters.get(name) ?? '').split(',').filter(Boolean),
    number: (name: string, otherwise: number) => {
      const value = Number.parseInt(parameters.get(name) ?? '', 10);
      return Number.isFinite(value) ? value : otherwise;
    },
    flag: (name: string) => parameters.get(name) === '1',
    all: parameters,
    /** What of it changes the answers; the rest is how they are shown. */
    question: [...parameters].filter(([name]) => !presentation.has(name)).join('&'),
    /** Goes to the address with this change. Replace is for what one would not want to step back through. */
    set: (change: Change, options?: { replace?: boolean }) => setParameters(previous => changed(previous, change), options),
  };
}

/** The address of a page with parameters. */
export function address(path: string, parameters: Change = {}): string {
  const text = changed(new URLSearchParams(), parameters).toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text ? `${path}?${text}` : path;
}

/** The address of the page of a thing or a claim. */
export const pageOf = (id: string) => `/thing/${id}`;
