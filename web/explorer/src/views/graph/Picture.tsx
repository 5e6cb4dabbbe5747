import { useEffect, useRef, useState } from 'react';
import type { Predicate } from '../../generated/graphql';
import { useLanguage } from '../../language/language';
import { save } from '../../parts/picture';
import { StanceMark } from '../../parts/Stance';
import { Canvas, type Layout } from './Canvas';
import type { Drawing } from './drawing';
import { useEvidence } from './useEvidence';

/** The picture itself. What can be done with it by mouse can be done beside it by keyboard. */
export function Picture({
  drawing,
  layout,
  selected,
  onPick,
  onOpen,
}: {
  drawing: Drawing;
  layout: Layout;
  selected: readonly string[];
  onPick: (id: string, more: boolean) => void;
  onOpen: (id: string, predicate?: Predicate) => void;
}) {
  const { words, number } = useLanguage();
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<Canvas>(null);
  const [pointed, setPointed] = useState<{ what: { node: string } | { edge: string }; x: number; y: number } | null>(null);
  const [slow, setSlow] = useState(0);
  const [unable, setUnable] = useState(false);
  const heard = useRef({ onPick, onOpen });
  heard.current = { onPick, onOpen };

  useEffect(() => {
    try {
      canvas.current = new Canvas(
        container.current!,
        {
          pick: (id, more) => heard.current.onPick(id, more),
          open: id => heard.current.onOpen(id),
          hover: (what, at) => setPointed(what && { what, ...at }),
          rate: (frames, reduced) => setSlow(reduced ? frames : 0),
        },
        words.graph.nowhere,
      );
    } catch {
      setUnable(true); // no WebGL here
      return;
    }
    const recolour = () => canvas.current?.recolour(container.current!);
    const observer = new MutationObserver(recolour);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', recolour);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', recolour);
      canvas.current?.destroy();
      canvas.current = null;
    };
  }, [words]);
  useEffect(() => canvas.current?.show(drawing, layout), [drawing, layout, words]);
  useEffect(() => canvas.current?.fit(), [layout]);
  const ids = selected.join(',');
  useEffect(() => {
    canvas.current?.select(new Set(ids.split(',')));
    const [only, more] = ids.split(',');
    if (only && !more) canvas.current?.goTo(only);
  }, [ids]);

  if (unable) return <p className="failed">{words.graph.noWebGL}</p>;
  return (
    <div className="picture">
      <div ref={container} className="canvas" role="img" aria-label={words.graph.alternative(number(drawing.nodes.size), number(drawing.edges.size))} />
      <div className="zoom">
        <button type="button" aria-label={words.graph.closer} onClick={() => canvas.current?.zoom(1.5)}>
          +
        </button>
        <button type="button" aria-label={words.graph.farther} onClick={() => canvas.current?.zoom(1 / 1.5)}>
          −
        </button>
        <button type="button" onClick={() => canvas.current?.fit()}>
          {words.graph.fit}
        </button>
        <button type="button" onClick={() => void canvas.current?.png().then(picture => picture && save('graph.png', picture))}>
          {words.graph.png}
        </button>
      </div>
      {slow > 0 && (
        <p className="slow" role="status">
          {words.graph.slow(number(drawing.nodes.size), Math.round(slow))}
        </p>
      )}
      {pointed && <Pointed drawing={drawing} pointed={pointed} />}
    </div>
  );
}

/** What is under the pointer: a thing, or a relation with what says so. */
function Pointed({ drawing, pointed }: { drawing: Drawing; pointed: { what: { node: string } | { edge: string }; x: number; y: number } }) {
  const { words } = useLanguage();
  const read = useEvidence();
  const place = { left: `${pointed.x + 14}px`, top: `${pointed.y + 14}px` };
  if ('node' in pointed.what) {
    const node = drawing.nodes.get(pointed.what.node);
    return node ? (
      <div className="pointed" style={place}>
        <strong>{node.label}</strong>
        <p>
          {words.kinds[node.kind]} · {words.claims.count(node.claims)}
        </p>
      </div>
    ) : null;
  }
  const edge = drawing.edges.get(pointed.what.edge);
  if (!edge) return null;
  return (
    <div className="pointed" style={place}>
      <strong>
        {drawing.nodes.get(edge.source)?.label} {words.predicates[edge.predicate][0]} {drawing.nodes.get(edge.target)?.label}
      </strong>
      {[...new Set(edge.stances)].map(stance => (
        <StanceMark key={stance} stance={stance} />
      ))}
      <ul>
        {edge.evidence
          .slice(0, 5)
          .map(read)
          .map(text => (
            <li key={text}>{text}</li>
          ))}
        {edge.evidence.length > 5 && <li>… {edge.evidence.length - 5}</li>}
        {edge.curated && <li>{words.claims.curated}</li>}
      </ul>
    </div>
  );
}
