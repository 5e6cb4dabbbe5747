import Graph from 'graphology';
import Sigma from 'sigma';
import type { Drawing, Edge, Node } from './drawing';
import type { Asked, Told } from './forces.worker';
import { beginning, byRegion, degrees, type Group, type Position } from './layout';

export type Layout = 'force' | 'regions';

/** What a canvas tells of. */
export type Heard = {
  pick(id: string, more: boolean): void;
  open(id: string): void;
  hover(what: { node: string } | { edge: string } | null, at: Position): void;
  /** How many pictures a second were drawn while the view moved, and whether with less than there is. */
  rate(frames: number, reduced: boolean): void;
};

/** How a canvas looks: colours by the name of the variable in tokens.css. */
type Colours = (name: string) => string;

const colourOf: Partial<Record<Node['kind'], string>> = {
  PLACE: '--place', INDUSTRY: '--industry', ENTERPRISE: '--enterprise', CLUSTER: '--cluster', PROGRAMME: '--programme', OFFICIAL: '--official',
  TENURE: '--official', POST: '--official', PROJECT: '--project', PLATFORM: '--platform', ORGANISATION: '--organisation', TARGET: '--target', FIGURE: '--target', METRIC: '--target',
}; // prettier-ignore

/** From how many relations on their heads cannot be told apart, and are left out. */
const manyEdges = 3000;

/** Below how many pictures a second less is drawn while the view moves. */
const smooth = 30;

/** Draws a graph with WebGL, lays it out, and tells what is pointed at. */
export class Canvas {
  private readonly graph = new Graph({ multi: true, type: 'directed' });
  private readonly sigma: Sigma;
  private readonly outlines: CanvasRenderingContext2D;
  private readonly worker: Worker;
  private run = 0;
  private drawing: Drawing = { nodes: new Map(), edges: new Map() };
  private selected: ReadonlySet<string> = new Set();
  private pointed: string | null = null;
  private groups: readonly Group[] = [];
  private reduced = false;
  private drawn = 0; // how many nodes
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  private colours: Colours;

  constructor(
    private readonly container: HTMLElement,
    private readonly heard: Heard,
    /** The name of what lies in no region. */
    private readonly nowhere: string,
  ) {
    this.colours = readColours(container);
    this.worker = new Worker(new URL('./forces.worker.ts', import.meta.url), { type: 'module' });
    this.worker.onmessage = ({ data }: MessageEvent<Told>) => this.move(data);
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      enableEdgeEvents: true,
      defaultEdgeType: 'arrow',
      labelRenderedSizeThreshold: 5,
      labelDensity: 0.6,
      hideEdgesOnMove: false,
      zIndex: true,
      minCameraRatio: 0.03,
      maxCameraRatio: 5,
      labelColor: { color: this.colours('--ink') },
      labelFont: getComputedStyle(container).fontFamily,
      nodeReducer: (id, attributes) => this.look(id, attributes),
      edgeReducer: (key, attributes) => this.lookOfEdge(key, attributes),
    });
    this.outlines = this.sigma.createCanvas('regions', { beforeLayer: 'edges' }).getContext('2d')!;
    this.sigma.on('afterRender', () => this.outline());
    this.listen();
    this.measure();
  }

  destroy() {
    this.worker.terminate();
    this.sigma.kill();
  }

  /** Draws something else. What is there already stays where it is. */
  show(drawing: Drawing, layout: Layout) {
    this.drawing = drawing;
    const known = new Map(this.graph.mapNodes((id, { x, y }) => [id, { x: x as number, y: y as number }]));
    const schematic = layout === 'regions' ? byRegion(drawing) : null;
    this.groups = schematic?.groups ?? [];
    const regions = schematic?.places;
    const places = regions ?? beginning(drawing, known);
    const degree = degrees(drawing.edges);
    // Where there are many, each is smaller, so that they leave room between them.
    const scale = Math.min(1, Math.max(0.3, Math.sqrt(250 / drawing.nodes.size)));
    for (const key of this.graph.edges()) if (!drawing.edges.has(key)) this.graph.dropEdge(key);
    for (const id of this.graph.nodes()) if (!drawing.nodes.has(id)) this.graph.dropNode(id);
    for (const [id, node] of drawing.nodes) {
      this.graph.mergeNode(id, {
        ...places.get(id)!,
        label: node.label,
        size: scale * Math.min(3 + 1.3 * Math.sqrt(degree.get(id) ?? 0), 18),
        color: this.colours(colourOf[node.kind] ?? '--other'),
      });
    }
    for (const [key, edge] of drawing.edges) {
      if (this.graph.hasEdge(key)) continue;
      this.graph.addDirectedEdgeWithKey(key, edge.source, edge.target, { size: Math.min(0.8 + 0.5 * edge.claims.length, 4), color: this.colourOfEdge(edge) });
    }
    if (drawing.nodes.size < this.drawn / 2) this.reduce(false); // that is worth another try
    this.drawn = drawing.nodes.size;
    this.sigma.setSetting('labelRenderedSizeThreshold', drawing.nodes.size <= 40 ? 0 : 5);
    this.sigma.setSetting('defaultEdgeType', drawing.edges.size > manyEdges ? 'line' : 'arrow');
    this.run++;
    if (regions) this.container.dataset.laid = '1';
    else this.lay(places);
    this.sigma.refresh();
  }

  select(ids: ReadonlySet<string>) {
    this.selected = ids;
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Takes the colours of the page anew, after these have changed. */
  recolour(container: HTMLElement) {
    this.colours = readColours(container);
    this.sigma.setSetting('labelColor', { color: this.colours('--ink') });
    for (const [id, node] of this.drawing.nodes) this.graph.setNodeAttribute(id, 'color', this.colours(colourOf[node.kind] ?? '--other'));
    for (const [key, edge] of this.drawing.edges) this.graph.setEdgeAttribute(key, 'color', this.colourOfEdge(edge));
  }

  zoom(by: number) {
    void this.sigma.getCamera().animate({ ratio: this.sigma.getCamera().ratio / by }, { duration: this.still ? 0 : 200 });
  }

  fit() {
    void this.sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: this.still ? 0 : 300 });
  }

  /** Brings a node into the middle. */
  goTo(id: string) {
    const at = this.sigma.getNodeDisplayData(id);
    if (at) void this.sigma.getCamera().animate({ x: at.x, y: at.y, ratio: 0.35 }, { duration: this.still ? 0 : 300 });
  }

  /** The picture as it is shown, as a PNG. */
  png(): Promise<Blob | null> {
    this.sigma.refresh({ schedule: false });
    const layers = Object.values(this.sigma.getCanvases());
    const picture = document.createElement('canvas');
    picture.width = Math.max(...layers.map(({ width }) => width));
    picture.height = Math.max(...layers.map(({ height }) => height));
    const context = picture.getContext('2d')!;
    context.fillStyle = this.colours('--ground');
    context.fillRect(0, 0, picture.width, picture.height);
    // At once: WebGL forgets a picture when the page has been shown.
    for (const layer of layers) if (layer.width > 0) context.drawImage(layer, 0, 0);
    return new Promise(resolve => picture.toBlob(resolve, 'image/png'));
  }

  private colourOfEdge({ stances }: Edge): string {
    const [stance] = stances;
    return stance ? this.colours(`--${stance.toLowerCase()}`) : this.colours('--line');
  }

  private look(id: string, attributes: Record<string, unknown>) {
    const near = this.pointed !== null && (id === this.pointed || this.graph.areNeighbors(id, this.pointed));
    if (this.selected.has(id)) return { ...attributes, highlighted: true, zIndex: 2, forceLabel: true };
    if (this.pointed !== null && !near) return { ...attributes, color: this.colours('--line'), label: '', zIndex: 0 };
    return { ...attributes, forceLabel: near, zIndex: near ? 1 : 0 };
  }

  private lookOfEdge(key: string, attributes: Record<string, unknown>) {
    if (this.pointed === null) return attributes;
    return this.graph.hasExtremity(key, this.pointed) ? { ...attributes, zIndex: 1 } : { ...attributes, hidden: true };
  }

  private lay(places: ReadonlyMap<string, Position>) {
    const ids = [...this.drawing.nodes.keys()];
    const number = new Map(ids.map((id, i) => [id, i]));
    const edges = [...this.drawing.edges.values()];
    const asked: Asked = {
      run: this.run,
      ids,
      x: Float32Array.from(ids, id => places.get(id)!.x),
      y: Float32Array.from(ids, id => places.get(id)!.y),
      from: Uint32Array.from(edges, edge => number.get(edge.source)!),
      to: Uint32Array.from(edges, edge => number.get(edge.target)!),
    };
    this.worker.postMessage(asked);
  }

  private move({ run, x, y, done }: Told) {
    // Who wants no motion sees the end of it alone.
    if (run !== this.run || (this.still && !done)) return;
    let i = 0;
    for (const id of this.drawing.nodes.keys()) {
      this.graph.mergeNodeAttributes(id, { x: x[i], y: y[i] });
      i++;
    }
    if (done) this.container.dataset.laid = '1'; // for those who measure
  }

  /** Draws a circle around what lies in one region, with its name. */
  private outline() {
    const { outlines: context } = this;
    const [sharp, { width, height }] = [devicePixelRatio, this.sigma.getDimensions()];
    if (context.canvas.width !== width * sharp || context.canvas.height !== height * sharp) {
      context.canvas.width = width * sharp;
      context.canvas.height = height * sharp;
    }
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    context.clearRect(0, 0, width, height);
    context.strokeStyle = this.colours('--line');
    context.fillStyle = this.colours('--soft');
    context.font = `600 13px ${getComputedStyle(this.container).fontFamily}`;
    context.textAlign = 'center';
    for (const { id, x, y, radius } of this.groups) {
      const middle = this.sigma.graphToViewport({ x, y });
      const edge = this.sigma.graphToViewport({ x: x + radius, y });
      const size = Math.hypot(edge.x - middle.x, edge.y - middle.y);
      context.beginPath();
      context.arc(middle.x, middle.y, size, 0, 2 * Math.PI);
      context.stroke();
      const label = this.drawing.nodes.get(id)?.label ?? this.nowhere;
      if (size > 24) context.fillText(label, middle.x, middle.y - size - 4);
    }
  }

  private listen() {
    const { heard, sigma } = this;
    sigma.on('clickNode', ({ node, event }) => {
      const original = event.original as MouseEvent;
      heard.pick(node, original.shiftKey || original.ctrlKey || original.metaKey);
    });
    sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      heard.open(node);
    });
    sigma.on('clickStage', () => heard.pick('', false));
    const point = (node: string | null) => {
      this.pointed = node;
      sigma.refresh({ skipIndexation: true });
    };
    sigma.on('enterNode', ({ node, event }) => {
      point(node);
      heard.hover({ node }, event);
    });
    sigma.on('leaveNode', ({ event }) => {
      point(null);
      heard.hover(null, event);
    });
    sigma.on('enterEdge', ({ edge, event }) => heard.hover({ edge }, event));
    sigma.on('leaveEdge', ({ event }) => heard.hover(null, event));
  }

  /**
   * Counts the pictures of each second in which the view moves. Where they are too few, relations and names are
   * left out while it does.
   */
  private measure() {
    let until = 0; // when moving has ended
    let counting = false;
    const count = () => {
      counting = true;
      let [begun, frames] = [performance.now(), 0];
      const next = (now: number) => {
        if (now > until) {
          counting = false;
          return;
        }
        frames++;
        if (now - begun > 700) {
          const rate = (frames * 1000) / (now - begun);
          if (rate < smooth && !this.reduced) this.reduce(true);
          this.heard.rate(rate, this.reduced);
          [begun, frames] = [now, 0];
        }
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    };
    this.sigma.getCamera().on('updated', () => {
      until = performance.now() + 500;
      if (!counting) count();
    });
  }

  private reduce(reduced: boolean) {
    this.reduced = reduced;
    this.sigma.setSetting('hideEdgesOnMove', reduced);
    this.sigma.setSetting('hideLabelsOnMove', reduced);
  }
}

/** Colours as WebGL takes them: what the browser makes of light-dark() in the colours that are chosen. */
function readColours(container: HTMLElement): Colours {
  const known = new Map<string, string>();
  return name => {
    let colour = known.get(name);
    if (colour === undefined) {
      const probe = document.createElement('span');
      probe.style.color = `var(${name})`;
      container.append(probe);
      colour = getComputedStyle(probe).color;
      probe.remove();
      known.set(name, colour);
    }
    return colour;
  };
}
