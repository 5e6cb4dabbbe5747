/** A date that is known to the year, the month or the day, such as 2018-03. */
export function dateIn(language: string, date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (!year) return date;
  const at = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  at.setUTCFullYear(year); // years below 100 are years, not of the last century
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: month ? (language.startsWith('zh') ? 'long' : 'short') : undefined,
    day: day ? 'numeric' : undefined,
  }).format(at);
}

/** Two days as one date where they are the first and last of a month or a year: 2018-03-01 and 2018-03-31 are March 2018. */
export function whole(earliest: string, latest: string): string | null {
  if (earliest === latest) return earliest;
  const year = earliest.slice(0, 4);
  if (latest.slice(0, 4) !== year) return null;
  if (earliest === `${year}-01-01` && latest === `${year}-12-31`) return year;
  const month = earliest.slice(0, 7);
  const days = new Date(Date.UTC(Number(year), Number(month.slice(5)), 0)).getUTCDate();
  return earliest === `${month}-01` && latest === `${month}-${days}` ? month : null;
}
