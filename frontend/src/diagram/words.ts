import { fill } from '../words/load';
import type { Outcome, PacketView, Said, StepView, Verdict, WalkView } from './model';
import { texts } from './texts';

const OUTCOMES: Record<Outcome, string> = {
  passes: texts.outcomePasses,
  goes_on: texts.outcomeGoesOn,
  calls: texts.outcomeCalls,
  returns: texts.outcomeReturns,
  rewrites: texts.outcomeRewrites,
  accepts: texts.outcomeAccepts,
  drops: texts.outcomeDrops,
  rejects: texts.outcomeRejects,
  unknown: texts.outcomeUnknown,
};

const VERDICTS: Record<Verdict, string> = {
  accept: texts.verdictAccept,
  drop: texts.verdictDrop,
  reject: texts.verdictReject,
  undecided: texts.verdictUndecided,
};

const SAID: Readonly<Record<string, string>> = texts.said;

/** What is said in no language, in that of the page. */
export function saidWords({ key, values }: Said): string {
  return fill(SAID[key] ?? Object.values(values).join(' '), values);
}

/** What happens in a step, beside rules and policies. */
export function eventWords(step: StepView): string {
  return step.said === null ? step.text : saidWords(step.said);
}

export function outcomeWords(step: StepView): string {
  if (step.outcome === 'passes' && step.last !== null && step.rule !== null && step.last > step.rule) return texts.outcomePassesMany;
  return OUTCOMES[step.outcome];
}

export function verdictWords(verdict: Verdict): string {
  return VERDICTS[verdict];
}

/** Where a step happens: `filter INPUT, rule 3`. */
export function placeWords(step: StepView): string {
  if (step.table === null || step.chain === null) return step.hook;
  const chain = `${step.table} ${step.chain}`;
  if (step.kind === 'policy') return fill(texts.placePolicy, { chain });
  if (step.rule === null) return chain;
  return step.last !== null && step.last > step.rule
    ? fill(texts.placeRules, { chain, from: String(step.rule), to: String(step.last) })
    : fill(texts.placeRule, { chain, rule: String(step.rule) });
}

/** One end of a packet: `10.77.0.2:40000`. */
export function endWords(address: string, port: string | null): string {
  return port === null ? address : `${address}:${port}`;
}

/** A packet in one line: `TCP 10.77.0.2:40000 → 10.77.0.3:22 · SYN · NEW`. */
export function packetWords(packet: PacketView): string {
  const way = `${endWords(packet.source, packet.sourcePort)} → ${endWords(packet.destination, packet.destinationPort)}`;
  return [`${packet.protocol.toUpperCase()} ${way}`, packet.detail, packet.state].filter((word) => word !== null).join(' · ');
}

/** A property of a packet that a step has changed. */
export interface Change {
  what: 'source' | 'destination' | 'state' | 'mark' | 'out';
  before: string;
  after: string;
}

const LABELS: Record<Change['what'], string> = {
  source: texts.changeSource,
  destination: texts.changeDestination,
  state: texts.changeState,
  mark: texts.changeMark,
  out: texts.changeOut,
};

/** What a step has changed of its packet. */
export function changes(before: PacketView, after: PacketView): Change[] {
  const fields: [Change['what'], (packet: PacketView) => string][] = [
    ['source', (packet) => endWords(packet.source, packet.sourcePort)],
    ['destination', (packet) => endWords(packet.destination, packet.destinationPort)],
    ['state', (packet) => packet.state ?? ''],
    ['mark', (packet) => packet.mark ?? ''],
    ['out', (packet) => packet.out ?? ''],
  ];
  return fields
    .map(([what, of]) => ({ what, before: of(before), after: of(after) }))
    .filter((change) => change.before !== change.after);
}

export function changeWords(change: Change): string {
  const label = LABELS[change.what];
  const after = change.after === '' ? texts.changeNone : change.after;
  return change.before === '' ? fill(texts.changeTo, { label, after }) : fill(texts.changeFrom, { label, before: change.before, after });
}

/** The packet as it was before a step. */
export function packetBefore(walk: WalkView, step: number): PacketView {
  return walk.steps[step - 1]?.packet ?? walk.packet;
}

/** Where a step happens, with its hook where the chain does not say it. */
function wholePlace(step: StepView): string {
  const place = placeWords(step);
  return step.chain === step.hook ? place : fill(texts.placeElsewhere, { hook: step.hook, place });
}

/** A step in one or two sentences; everything that the drawing shows of it. */
export function stepWords(walk: WalkView, at: number): string {
  const step = walk.steps[at];
  if (!step) return '';
  // What connection tracking says is the state already.
  const news = changes(packetBefore(walk, at), step.packet).filter(({ what }) => what !== 'state' || step.said === null);
  const changed = news.map(changeWords).join(texts.alsoAfter);
  return sentences(happens(step), changed === '' ? '' : fill(texts.nowChanged, { changes: changed }));
}

function happens(step: StepView): string {
  if (step.kind !== 'rule' && step.kind !== 'policy') return fill(texts.stepAside, { hook: step.hook, what: eventWords(step) });
  const values = { place: wholePlace(step), outcome: outcomeWords(step) };
  if (step.because !== null) return fill(texts.stepWhy, { ...values, why: saidWords(step.because) });
  return step.kind === 'rule' && step.outcome !== 'passes' ? fill(texts.stepRule, { ...values, rule: step.text }) : fill(texts.stepPlain, values);
}

function sentences(...all: string[]): string {
  return all.filter((one) => one !== '').join(texts.sentences);
}

/** The end of a walk in words. */
export function endOfWalk(walk: WalkView): string {
  return sentences(fill(texts.endOfWalk, { verdict: verdictWords(walk.verdict), because: saidWords(walk.because) }), answerWords(walk));
}

/** Why a walk ends as it does, and what its sender is told. */
export function reasonOfWalk(walk: WalkView): string {
  return sentences(fill(texts.reason, { because: saidWords(walk.because) }), answerWords(walk));
}

function answerWords({ answer }: WalkView): string {
  return answer === null ? '' : fill(texts.answer, { answer: saidWords(answer) });
}

export function sourceWords(walk: WalkView): string {
  return walk.source === 'predicted' ? texts.predicted : texts.traced;
}

/** A whole walk as plain text. */
export function walkText(walk: WalkView): string {
  const lines = walk.steps.map((_, i) => `${String(i + 1).padStart(3)}. ${stepWords(walk, i)}`);
  const depends = walk.dependsOn.map((rule) => `     ${fill(texts.itDependsOn, { rule: saidWords(rule) })}`);
  return [`${sourceWords(walk)}: ${packetWords(walk.packet)}`, '', ...lines, '', endOfWalk(walk), ...depends, ''].join('\n');
}

/** A count as short as it can be read: 12, 3.4k, 5.6M. */
export function countWords(count: number): string {
  if (count < 10_000) return String(count);
  const [value, unit] = count < 1_000_000 ? [count / 1000, 'k'] : count < 1e9 ? [count / 1e6, 'M'] : [count / 1e9, 'G'];
  return `${value < 100 ? value.toFixed(1) : Math.round(value)}${unit}`;
}
