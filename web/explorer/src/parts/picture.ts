/** Pictures as files, for reports: what is shown, in the colours and words in which it is shown. */

/** A colour of tokens.css as other programs understand it. */
export function colour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, letter => escapes[letter]!);

/** A drawing of the page as a file that stands by itself: with the colours that style sheets give it. */
export function serialise(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [shown, copied] = [drawing.querySelectorAll('path, text'), copy.querySelectorAll('path, text')];
  shown.forEach((element, i) => {
    const { fill, stroke, strokeOpacity, fontFamily, fontSize } = getComputedStyle(element);
    const attributes =
      element.tagName === 'text' ? { fill, 'font-family': fontFamily, 'font-size': fontSize } : { fill, stroke, 'stroke-opacity': strokeOpacity };
    for (const [name, value] of Object.entries(attributes)) copied[i]!.setAttribute(name, value);
  });
  // Links lead to pages of this server from wherever the file is opened.
  for (const link of copy.querySelectorAll('a')) link.setAttribute('href', new URL(link.getAttribute('href') ?? '', location.origin).href);
  for (const name of ['class', 'role', 'aria-label']) copy.removeAttribute(name);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: colour('--ground') })) ground.setAttribute(name, value);
  copy.prepend(ground);
  return copy.outerHTML;
}

export type Matrix = {
  rows: readonly string[];
  columns: readonly string[];
  /** What stands in a cell: letters, each in a colour of tokens.css. */
  cell: (row: number, column: number) => readonly { letter: string; colour: string }[];
  legend: readonly { letter: string; text: string; colour: string }[];
};

/** A matrix as a drawing. */
export function matrixSVG({ rows, columns, cell, legend }: Matrix): string {
  const size = 24;
  const [ink, line, ground] = ['--ink', '--line', '--ground'].map(colour) as [string, string, string];
  const known = new Map(legend.map(entry => [entry.colour, colour(entry.colour)]));
  // A Chinese character is about as wide as it is high, a Latin letter half of that.
  const wide = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 14 : 7.5), 0);
  const left = Math.max(...rows.map(wide)) + 16;
  const top = Math.max(...columns.map(wide)) + 16;
  const width = Math.max(left + columns.length * size + 16, left + legend.reduce((sum, { text }) => sum + wide(text) + 48, 0));
  const height = top + rows.length * size + 56;
  const parts: string[] = [];
  columns.forEach((text, i) => parts.push(`<text transform="translate(${left + i * size + 16} ${top - 8}) rotate(-90)">${escaped(text)}</text>`));
  rows.forEach((text, i) => {
    const y = top + i * size;
    parts.push(`<text x="${left - 8}" y="${y + 17}" text-anchor="end">${escaped(text)}</text>`, `<path d="M0 ${y} H${width}" stroke="${line}"/>`);
    columns.forEach((_, j) =>
      cell(i, j).forEach(({ letter, colour }, k, all) => {
        const share = (size - 4) / all.length;
        const x = left + j * size + 2 + k * share;
        parts.push(
          `<rect x="${x}" y="${y + 2}" width="${share - 1}" height="${size - 4}" rx="3" fill="${known.get(colour)}"/>`,
          `<text x="${x + share / 2}" y="${y + 17}" text-anchor="middle" fill="${ground}" font-weight="700">${escaped(letter)}</text>`,
        );
      }),
    );
  });
  let x = left;
  for (const { letter, text, colour } of legend) {
    parts.push(
      `<rect x="${x}" y="${height - 32}" width="18" height="18" rx="3" fill="${known.get(colour)}"/>`,
      `<text x="${x + 9}" y="${height - 18}" text-anchor="middle" fill="${ground}" font-weight="700">${escaped(letter)}</text>`,
      `<text x="${x + 24}" y="${height - 18}">${escaped(text)}</text>`,
    );
    x += wide(text) + 48;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="14" fill="${ink}"><rect width="100%" height="100%" fill="${ground}"/>${parts.join('')}</svg>`;
}

/** Gives the reader a file. */
export function save(name: string, content: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export const svgFile = (text: string) => new Blob([text], { type: 'image/svg+xml' });
