import type { Point, Rect } from './geometry';
import type { Hook, RulesView, WalkView, WorldView } from './model';
import { touchedBy } from './places';
import { type Choices, type Row, rowsOf } from './rows';
import { LETTER, ruleWords, wrapped } from './type';
import { type Group, groups, TRUNK } from './world';

/** What is drawn, and how wide it may be. */
export interface Scene {
  rules: RulesView;
  world: WorldView;
  walks: readonly WalkView[];
  choices: Choices;
  width: number;
}

/** A row at its place: `x` and `y` are its stop on the line, beside the first of its lines; `h` is its height. */
export interface Placed {
  row: Row;
  x: number;
  y: number;
  h: number;
  lines: string[];
}

/** A hook with its chains; the line through it runs down at `trunk`. */
export interface Card extends Rect {
  hook: Hook;
  trunk: number;
  rows: Placed[];
}

/** Places on the map; those on the edge of the box bear the name of the interface. */
export type NodeId = `in:${string}` | `out:${string}` | 'routing' | 'process' | Hook;

/** A stretch of line between two places of the map. */
export interface Edge {
  from: NodeId;
  to: NodeId;
  points: Point[];
}

/** Everything at its place, in units that are CSS pixels divided by `scale`. */
export interface Drawing {
  width: number;
  height: number;
  scale: number;
  wide: boolean;
  box: Rect;
  cards: Card[];
  routing: Point;
  process: Point;
  arrivals: Group[];
  departures: Group[];
  edges: Edge[];
  ticket: Rect;
  verdict: Rect;
}

export const ROW = 22;
/** What a second line of a rule adds. */
export const LINE = 16;
const MOST_LINES = 5;
/** What stands beside a rule's text: its stop, its counter and the margin. */
const ASIDE = 70;
export const HEAD = 34;
export const INDENT = 16;
/** Room between the tables of a card. */
export const REST = 8;
export const LANE = 10;
const WIDE_FROM = 640;
const COMFORTABLE = 1080;
const LARGEST_SCALE = 1.4;
const GAP = 26;
const TICKET = 140;
const VERDICT = 118;

/** Puts everything at its place: time runs downwards; FORWARD stands beside INPUT and OUTPUT where there is room. */
export function layOut(scene: Scene): Drawing {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, scene.width / COMFORTABLE));
  const width = scene.width / scale;
  const touched = touchedBy(scene.walks);
  const rows = (hook: Hook): Row[] => rowsOf(scene.rules, hook, touched, scene.choices);
  const plan = new Plan(width, scene.world, scene.walks.length > 0, scene.walks.some(loops), rows);
  return { ...(width >= WIDE_FROM ? plan.beside() : plan.below()), scale, width };
}

class Plan {
  private readonly cards: Card[] = [];
  private readonly edges: Edge[] = [];
  private readonly margin: number;
  private y = 0;

  constructor(
    private readonly width: number,
    private readonly world: WorldView,
    /** Whether there is a packet to tell of. */
    private readonly walked: boolean,
    /** Whether that packet takes the way over lo. */
    private readonly loops: boolean,
    private readonly rows: (hook: Hook) => Row[],
  ) {
    this.margin = width >= WIDE_FROM ? 24 : 8;
  }

  /** Two columns: the line of the box's own packets on the left, FORWARD as a loop on the right. */
  beside(): Omit<Drawing, 'scale' | 'width'> {
    const column = (this.width - 2 * this.margin - GAP) / 2;
    const left = this.margin;
    const right = left + column + GAP;
    const arrivals = groups(this.world, 'in', 0, left, this.width - 2 * left);
    const top = bottom(arrivals);
    const pre = this.card('PREROUTING', left, top + 52, column);
    this.arrive(arrivals, pre, top);
    const ticket = { x: right, y: pre.y, w: column, h: this.walked ? Math.max(TICKET, Math.min(pre.h, 180)) : 0 };
    const routing = { x: pre.trunk, y: Math.max(pre.y + pre.h + 38, ticket.y + ticket.h + 20) };
    const forward = this.card('FORWARD', right, routing.y + 24, column);
    const input = this.card('INPUT', left, routing.y + 44, column);
    const process = { x: pre.trunk, y: input.y + input.h + 34 };
    const output = this.card('OUTPUT', left, process.y + 34, column);
    this.y = Math.max(output.y + output.h, forward.y + forward.h) + 22;
    const post = this.card('POSTROUTING', left, this.y + 24, column);
    this.edge('PREROUTING', 'routing', [foot(pre), routing]);
    this.edge('routing', 'FORWARD', [routing, { x: forward.trunk, y: routing.y }, head(forward)]);
    this.edge('routing', 'INPUT', [routing, head(input)]);
    this.local(input, process, output);
    this.edge('OUTPUT', 'POSTROUTING', [foot(output), head(post)]);
    this.back(post, pre, 14);
    this.edge('FORWARD', 'POSTROUTING', [foot(forward), { x: forward.trunk, y: this.y }, { x: post.trunk, y: this.y }, head(post)]);
    const verdict = { x: right, y: post.y, w: column, h: Math.max(VERDICT, Math.min(post.h, 150)) };
    return this.finish(true, { arrivals, top, routing, process, ticket, verdict, post, bottomOf: Math.max(post.y + post.h, verdict.y + verdict.h) });
  }

  /** One column: what does not go through a card passes it on the lane at its left. */
  below(): Omit<Drawing, 'scale' | 'width'> {
    const left = this.margin + 14;
    const column = this.width - left - this.margin - 6;
    const by = this.margin + 8;
    const ticket = { x: this.margin, y: 0, w: this.width - 2 * this.margin, h: this.walked ? TICKET : 0 };
    const arrivals = groups(this.world, 'in', this.walked ? TICKET + 16 : 0, left, column);
    const top = bottom(arrivals);
    const pre = this.card('PREROUTING', left, top + 52, column);
    this.arrive(arrivals, pre, top);
    const trunk = pre.trunk;
    const routing = { x: trunk, y: pre.y + pre.h + 34 };
    const forward = this.card('FORWARD', left, routing.y + 46, column);
    const cross = forward.y + forward.h + 12;
    const input = this.card('INPUT', left, cross + 42, column);
    const process = { x: trunk, y: input.y + input.h + 34 };
    const output = this.card('OUTPUT', left, process.y + 34, column);
    const post = this.card('POSTROUTING', left, output.y + output.h + 56, column);
    this.back(post, pre, by - 9);
    const lane = (y: number): Point => ({ x: by, y });
    const over = trunk - by;
    this.edge('PREROUTING', 'routing', [foot(pre), routing]);
    this.edge('routing', 'FORWARD', [routing, head(forward)]);
    this.edge('routing', 'INPUT', [routing, { x: by + 6, y: routing.y }, lane(routing.y + 6), lane(cross), { x: trunk, y: cross + over }, head(input)]);
    this.local(input, process, output);
    this.edge('OUTPUT', 'POSTROUTING', [foot(output), head(post)]);
    this.edge('FORWARD', 'POSTROUTING', [
      foot(forward),
      { x: trunk, y: cross },
      lane(cross + over),
      lane(post.y - 20 - over),
      { x: trunk, y: post.y - 20 },
      head(post),
    ]);
    const verdict = { x: left, y: post.y + post.h + 60, w: column, h: VERDICT };
    return this.finish(false, { arrivals, top, routing, process, ticket, verdict, post, bottomOf: post.y + post.h + 14 });
  }

  private finish(
    wide: boolean,
    at: { arrivals: Group[]; top: number; routing: Point; process: Point; ticket: Rect; verdict: Rect; post: Card; bottomOf: number },
  ): Omit<Drawing, 'scale' | 'width'> {
    const edgeOfBox = at.bottomOf + 46;
    const half = (at.arrivals[0]?.pill.h ?? 0) / 2;
    const inner = this.width - 2 * this.margin;
    const departures = groups(this.world, 'out', edgeOfBox - half, at.post.x, wide ? inner : at.post.w);
    const bus = at.post.y + at.post.h + 22;
    for (const group of departures) {
      const out = { x: group.trunk, y: edgeOfBox };
      this.edge('POSTROUTING', `out:${group.name}`, [foot(at.post), { x: at.post.trunk, y: bus }, { x: out.x, y: bus }, out]);
    }
    const end = departures.reduce((y, group) => Math.max(y, group.y + group.h), edgeOfBox);
    const verdict = wide ? at.verdict : { ...at.verdict, x: this.margin, w: inner, y: end + 12 };
    return {
      wide,
      height: (wide || !this.walked ? end : verdict.y + verdict.h) + 8,
      box: { x: wide ? 8 : 1, y: at.top, w: this.width - (wide ? 16 : 2), h: edgeOfBox - at.top },
      cards: this.cards,
      routing: at.routing,
      process: at.process,
      arrivals: at.arrivals,
      departures,
      edges: this.edges,
      ticket: at.ticket,
      verdict,
    };
  }

  private card(hook: Hook, x: number, y: number, w: number): Card {
    const trunk = x + TRUNK;
    let down = y + HEAD;
    const rows = this.rows(hook).map((row, i, all): Placed => {
      if (row.kind === 'table' && all.slice(0, i).some((other) => other.kind === 'table')) down += REST;
      const at = { x: trunk + row.depth * INDENT, y: down + ROW / 2 };
      const lines = linesOf(row, x + w - at.x - ASIDE);
      const h = ROW + Math.max(lines.length - 1, 0) * LINE;
      down += h;
      return { row, ...at, h, lines };
    });
    const card = { hook, x, y, w, h: Math.max(down - y, HEAD + ROW) + 8, trunk, rows };
    this.cards.push(card);
    return card;
  }

  private arrive(arrivals: readonly Group[], pre: Card, top: number): void {
    for (const group of arrivals) {
      const from = { x: group.trunk, y: top };
      this.edge(`in:${group.name}`, 'PREROUTING', [from, { x: from.x, y: top + 30 }, { x: pre.trunk, y: top + 30 }, head(pre)]);
    }
  }

  private local(input: Card, process: Point, output: Card): void {
    this.edge('INPUT', 'process', [foot(input), process]);
    this.edge('process', 'OUTPUT', [process, head(output)]);
  }

  /** What leaves over lo comes in again; the way back is drawn only for who takes it. */
  private back(post: Card, pre: Card, x: number): void {
    if (!this.loops) return;
    const [below, above] = [post.y + post.h + 11, pre.y - 11];
    this.edge('POSTROUTING', 'PREROUTING', [foot(post), { x: post.trunk, y: below }, { x, y: below }, { x, y: above }, { x: pre.trunk, y: above }, head(pre)]);
  }

  private edge(from: NodeId, to: NodeId, points: Point[]): void {
    this.edges.push({ from, to, points });
  }
}

/** Whether a packet comes in again that has gone out. */
function loops(walk: WalkView): boolean {
  const out = walk.steps.findIndex((step) => step.hook === 'POSTROUTING' || step.hook === 'OUTPUT');
  return out >= 0 && walk.steps.slice(out).some((step) => step.hook === 'PREROUTING' || step.hook === 'INPUT');
}

/** A rule's own text, in as many lines as it needs; other rows have one that is painted as it is. */
function linesOf(row: Row, room: number): string[] {
  if (row.kind !== 'rule') return [];
  const opener = row.opens === null || row.opens.open ? 0 : ` ▸ ${row.opens.rules}`.length;
  return wrapped(ruleWords(row.rule.text), Math.floor(room / LETTER) - opener, MOST_LINES);
}

function head(card: Card): Point {
  return { x: card.trunk, y: card.y };
}

function foot(card: Card): Point {
  return { x: card.trunk, y: card.y + card.h };
}

/** The edge of the box: in the middle of the interfaces' names. */
function bottom(arrivals: readonly Group[]): number {
  return arrivals.reduce((y, group) => Math.max(y, group.pill.y + group.pill.h / 2), 0);
}
