import { useId } from 'react';
import { useParameters } from '../data/address';
import { useLanguage } from '../language/language';

/**
 * A slider over the years of the documents, where the time of what is shown matters. The address has what
 * is chosen, as asOf; without it everything is shown, whenever it was said.
 */
export function AsOf({ years }: { years: readonly number[] }) {
  const { words } = useLanguage();
  const parameters = useParameters();
  const slider = useId();
  const chosen = parameters.text('asOf');
  if (years.length === 0) return null;
  const least = Math.min(...years) - 1;
  const most = Math.max(...years);
  const value = chosen ? Number.parseInt(chosen, 10) : most;
  return (
    <div className="asof">
      <label htmlFor={slider}>{words.filters.asOf}</label>
      <input
        id={slider}
        type="range"
        min={least}
        max={most}
        value={value}
        aria-valuetext={chosen || words.filters.today}
        onChange={event => parameters.set({ asOf: event.target.value }, { replace: true })}
      />
      <output htmlFor={slider}>{chosen || words.filters.today}</output>
      {chosen && (
        <button type="button" className="quiet" onClick={() => parameters.set({ asOf: null })}>
          {words.filters.today}
        </button>
      )}
    </div>
  );
}
