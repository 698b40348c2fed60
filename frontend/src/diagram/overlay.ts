import { distance, type Point, rounded, shifted } from './geometry';
import { type Drawing, LINE, type Placed, ROW } from './layout';
import type { StepView, WalkView } from './model';
import { fill } from '../words/load';
import { text } from './paint';
import { placeOf } from './rows';
import { texts } from './texts';
import { type Trail, walked } from './trail';
import { LETTER, ruleWords, wrapped } from './type';
import { piece, type Piece } from './vector';
import { changes, endWords, eventWords, outcomeWords, packetBefore, placeWords, reasonOfWalk, saidWords, sourceWords, verdictWords } from './words';

/** A walk as it is shown now: how many steps are done, and which step is spoken of (null before the first). */
export interface Shown {
  trail: Trail;
  position: number;
  step: number | null;
  /** The step from which on it is not the same as the walk beside it. */
  differs: number | null;
}

const CORNER = 9;
/** Lines of two walks run side by side, this far from the middle. */
const APART = 3;

/** The washes behind the words: the row of the step that is being taken, and the rule that the learner has named. */
export function paintWashes(drawing: Drawing, shown: readonly Shown[], guess: string | null): Piece {
  const rows = drawing.cards.flatMap((card) => card.rows.map((at) => ({ at, end: card.x + card.w - 6 })));
  const wash = (is: (row: Placed['row']) => boolean, className: string): Piece[] =>
    rows.filter(({ at }) => is(at.row)).map(({ at, end }) => piece('rect', { class: className, ...area(at, end) }));
  const now = shown.flatMap(({ trail, step }) => {
    const leg = step === null ? undefined : trail.legs[step];
    return leg && leg.key !== null ? wash((row) => row.key === leg.key, `map-now ${tone(leg.step)}`) : [];
  });
  const here = shown.at(-1);
  const hook = here && here.step !== null ? here.trail.legs[here.step]?.step.hook : undefined;
  const card = drawing.cards.find((one) => one.hook === hook);
  const around = card ? [piece('rect', { class: 'map-here', x: card.x, y: card.y, width: card.w, height: card.h, rx: 12 })] : [];
  return piece('g', { 'aria-hidden': 'true' }, ...around, ...(guess === null ? [] : wash((row) => placeOf(row) === guess, 'map-guess')), ...now);
}

function area(at: Placed, end: number): Piece['attributes'] {
  return { x: at.x - 10, y: at.y - ROW / 2, width: end - (at.x - 10), height: at.h, rx: 6 };
}

/** The lines of the walks, their stops and the packets on them. Where two walks do the same, their lines share a stop and a packet. */
export function paintTrails(shown: readonly Shown[]): Piece {
  const apart = shown.length > 1 ? APART : 0;
  const sideways = (i: number): number => apart * (i === 0 ? -1 : 1);
  const lines = shown.map((one, i) => paintLines(one, sideways(i)));
  return piece('g', { 'aria-hidden': 'true' }, ...lines, ...paintStops(shown, sideways), ...paintPackets(shown, sideways));
}

function paintLines({ trail, position }: Shown, by: number): Piece {
  const line = (points: readonly Point[], className: string): Piece => piece('path', { class: `map-trail ${className}`, d: rounded(shifted(points, by), CORNER) });
  const whole = [trail.start, ...trail.legs.flatMap((leg) => leg.points)];
  const done = walked(trail, position);
  return piece('g', { class: trail.walk.source }, line(whole, 'ahead'), line(done, 'done'), line(done, 'core'));
}

/** A stop that one line or both have made. */
interface Made {
  x: number;
  y: number;
  /** How far to each side it reaches beyond a stop of one line. */
  wider: number;
  tone: string;
  passed: boolean;
  differs: boolean;
}

function paintStops(shown: readonly Shown[], sideways: (walk: number) => number): Piece[] {
  const made = new Map<string, Made>();
  shown.forEach(({ trail, position, differs }, walk) => {
    trail.legs.slice(0, Math.floor(position)).forEach((leg, i) => {
      const passed = leg.step.outcome === 'passes';
      for (const point of passed ? leg.passed : leg.points.slice(-1)) {
        const name = `${point.x} ${point.y} ${passed}`;
        const other = made.get(name);
        const both = other !== undefined && other.x !== point.x + sideways(walk);
        made.set(name, {
          x: both ? point.x : point.x + sideways(walk),
          y: point.y,
          wider: both ? APART : (other?.wider ?? 0),
          tone: other?.tone === 'ends' ? 'ends' : tone(leg.step),
          passed,
          differs: differs === i || (other?.differs ?? false),
        });
      }
    });
  });
  return [...made.values()].flatMap(stopMade);
}

function stopMade({ x, y, wider, tone: look, passed, differs }: Made): Piece[] {
  const capsule = (className: string, r: number): Piece => piece('rect', { class: className, x: x - r - wider, y: y - r, width: 2 * (r + wider), height: 2 * r, rx: r });
  if (passed) return [capsule('map-passed', 3)];
  const mark = [capsule(`map-mark ${look}`, 5.5)];
  if (look === 'ends') mark.push(cross(x, y));
  if (differs) mark.push(capsule('map-differs', 10));
  return mark;
}

function cross(x: number, y: number): Piece {
  return piece('path', { class: 'map-cross', d: `M${x - 2.5} ${y - 2.5}l5 5M${x + 2.5} ${y - 2.5}l-5 5` });
}

function paintPackets(shown: readonly Shown[], sideways: (walk: number) => number): Piece[] {
  const packets = shown.flatMap(({ trail, position, step }, i) => {
    const at = shifted(walked(trail, position), sideways(i)).at(-1);
    return at ? [{ at, source: trail.walk.source, tone: tone(step === null ? undefined : trail.legs[step]?.step) }] : [];
  });
  const [first, second] = packets;
  const dot = ({ x, y }: Point, className: string, r: number): Piece => piece('circle', { class: `map-packet ${className}`, cx: x, cy: y, r });
  if (first && second && distance(first.at, second.at) <= 2 * APART + 1) {
    const middle = { x: (first.at.x + second.at.x) / 2, y: (first.at.y + second.at.y) / 2 };
    return [dot(middle, second.tone, 9), ...(second.tone === 'ends' ? [cross(middle.x, middle.y)] : [])];
  }
  return packets.map((packet) => dot(packet.at, `${packet.source} ${packet.tone}`, 7.5));
}

/** How a step looks: as its end, as a doubt or as one of the way. */
function tone(step: StepView | undefined): string {
  switch (step?.outcome) {
    case 'drops':
    case 'rejects':
      return 'ends';
    case 'unknown':
      return 'doubts';
    case undefined:
    case 'accepts':
    case 'passes':
    case 'goes_on':
    case 'calls':
    case 'returns':
    case 'rewrites':
      return 'goes';
  }
}

/** What the packet looks like now and what has just happened to it; at the end, how it ended. */
export function paintTicket(drawing: Drawing, shown: Shown): Piece {
  return piece('g', { 'aria-hidden': 'true' }, ticket(drawing, shown), ...(shown.position >= shown.trail.legs.length ? [verdict(drawing, shown.trail.walk)] : []));
}

function ticket(drawing: Drawing, { trail: { walk, legs }, step }: Shown): Piece {
  const { x, y, w, h } = drawing.ticket;
  const now = step === null ? walk.packet : (walk.steps[step]?.packet ?? walk.packet);
  const changed = step === null ? [] : changes(packetBefore(walk, step), now);
  const letters = Math.floor((w - 32) / LETTER);
  const end = (what: 'source' | 'destination', value: string, at: number): Piece => {
    const change = changed.find((one) => one.what === what);
    const was = change && change.before.length + value.length + 8 <= letters ? [piece('tspan', { class: 'map-was' }, change.before), ' '] : [];
    return text('map-value', x + 16, at, piece('tspan', { class: 'map-label' }, (what === 'source' ? texts.ticketFrom : texts.ticketTo).padEnd(5)), ...was, piece('tspan', { class: change ? 'map-changed' : 'map-plain' }, value));
  };
  const current = step === null ? null : (walk.steps[step] ?? null);
  const told = current === null ? [text('map-step', x + 16, y + 97, texts.setsOut)] : stepLines(current, x + 16, y + 97, letters, Math.floor((h - 88) / LINE));
  const kind = [now.protocol.toUpperCase(), now.detail].filter((word) => word !== null).join(' ');
  return piece(
    'g',
    {},
    piece('rect', { class: 'map-ticket', x, y, width: w, height: h, rx: 12 }),
    text('map-label', x + 16, y + 20, `${sourceWords(walk)} · ${step === null ? 0 : step + 1} / ${legs.length}`),
    text('map-value', x + 16, y + 40, piece('tspan', { class: 'map-strong' }, kind), ...(now.state === null ? [] : [` ${now.state}`])),
    end('source', endWords(now.source, now.sourcePort), y + 58),
    end('destination', endWords(now.destination, now.destinationPort), y + 76),
    ...told,
  );
}

/** What a step does, the rule's own text, and why: as many lines as there is room for. */
function stepLines(step: StepView, x: number, y: number, letters: number, most: number): Piece[] {
  const decides = step.kind === 'rule' || step.kind === 'policy';
  const head = wrapped(decides ? fill(texts.stepHead, { place: placeWords(step), outcome: outcomeWords(step) }) : eventWords(step), letters, 2).map((line) => ['map-step', line] as const);
  const rule = step.kind === 'rule' && step.outcome !== 'passes' ? wrapped(ruleWords(step.text), letters, 3).map((line) => ['map-value', line] as const) : [];
  const why = step.because === null ? [] : wrapped(fill(texts.because, { why: saidWords(step.because) }), letters, 2).map((line) => ['map-aside', line] as const);
  return [...head, ...rule, ...why].slice(0, most).map(([name, line], i) => text(name, x, y + i * LINE, line));
}

function verdict(drawing: Drawing, walk: WalkView): Piece {
  const { x, y, w, h } = drawing.verdict;
  const lines = wrapped(reasonOfWalk(walk), Math.floor((w - 32) / LETTER), Math.floor((h - 48) / LINE));
  return piece(
    'g',
    { class: `map-verdict ${walk.verdict}` },
    piece('rect', { class: 'map-ticket', x, y, width: w, height: h, rx: 12 }),
    text('map-end-word', x + 16, y + 24, verdictWords(walk.verdict)),
    ...lines.map((line, i) => text('map-value', x + 16, y + 48 + i * LINE, line)),
  );
}
