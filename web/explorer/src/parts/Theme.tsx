import { useState } from 'react';
import { useLanguage } from '../language/language';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const kept = (): Theme => themes.find(theme => theme === localStorage.getItem('polygraph:theme')) ?? 'system';

/** Sets the colours that were chosen last, before anything is shown. */
export function applyTheme(theme: Theme = kept()) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Light or dark colours, or whichever the system has. */
export function ThemeSwitch() {
  const { words } = useLanguage();
  const [theme, setTheme] = useState(kept);
  return (
    <label className="switch">
      <span className="unseen">{words.shell.theme}</span>
      <select
        value={theme}
        onChange={event => {
          const next = event.target.value as Theme;
          localStorage.setItem('polygraph:theme', next);
          applyTheme(next);
          setTheme(next);
        }}
      >
        {themes.map(theme => (
          <option key={theme} value={theme}>
            {words.shell[theme]}
          </option>
        ))}
      </select>
    </label>
  );
}
