import type { Outcome, PacketView, StepView, Verdict, WalkView } from './model';

/** Everything that the diagram says by itself. */
const OUTCOMES: Record<Outcome, string> = {
  passes: 'does not match',
  goes_on: 'matches, and the packet goes on',
  calls: 'matches, and sends the packet into the chain',
  returns: 'sends the packet back',
  rewrites: 'rewrites the packet',
  accepts: 'accepts the packet',
  drops: 'drops the packet',
  rejects: 'rejects the packet',
  unknown: 'cannot be told',
};

const VERDICTS: Record<Verdict, string> = {
  accept: 'Accepted',
  drop: 'Dropped',
  reject: 'Rejected',
  undecided: 'Cannot be told',
};

export function outcomeWords(step: StepView): string {
  if (step.outcome === 'passes' && step.last !== null && step.rule !== null && step.last > step.rule) return 'do not match';
  return OUTCOMES[step.outcome];
}

export function verdictWords(verdict: Verdict): string {
  return VERDICTS[verdict];
}

/** Where a step happens: `filter INPUT, rule 3`. */
export function placeWords(step: StepView): string {
  if (step.table === null || step.chain === null) return step.hook;
  const chain = `${step.table} ${step.chain}`;
  if (step.kind === 'policy') return `${chain}, policy`;
  if (step.rule === null) return chain;
  return step.last !== null && step.last > step.rule ? `${chain}, rules ${step.rule} to ${step.last}` : `${chain}, rule ${step.rule}`;
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
  label: string;
  before: string;
  after: string;
}

const NONE = 'none';

/** What a step has changed of its packet. */
export function changes(before: PacketView, after: PacketView): Change[] {
  const fields: [string, (packet: PacketView) => string][] = [
    ['source', (packet) => endWords(packet.source, packet.sourcePort)],
    ['destination', (packet) => endWords(packet.destination, packet.destinationPort)],
    ['state', (packet) => packet.state ?? NONE],
    ['mark', (packet) => packet.mark ?? NONE],
    ['leaves through', (packet) => packet.out ?? NONE],
  ];
  return fields
    .map(([label, of]) => ({ label, before: of(before), after: of(after) }))
    .filter((change) => change.before !== change.after);
}

export function changeWords(change: Change): string {
  return change.before === NONE ? `${change.label}: ${change.after}` : `${change.label}: ${change.before} becomes ${change.after}`;
}

/** The packet as it was before a step. */
export function packetBefore(walk: WalkView, step: number): PacketView {
  return walk.steps[step - 1]?.packet ?? walk.packet;
}

/** A step in one or two sentences; everything that the drawing shows of it. */
export function stepWords(walk: WalkView, at: number): string {
  const step = walk.steps[at];
  if (!step) return '';
  const head = step.kind === 'rule' || step.kind === 'policy' ? `${step.hook}: ${placeWords(step)} ${outcomeWords(step)}` : `${step.hook}: ${step.text}`;
  const rule = step.kind === 'rule' && step.outcome !== 'passes' ? ` (${step.text})` : '';
  const why = step.because === null ? '' : `, because ${step.because}`;
  const changed = changes(packetBefore(walk, at), step.packet).map(changeWords).join('; ');
  return `${head}${rule}${why}.${changed === '' ? '' : ` Now ${changed}.`}`;
}

/** The end of a walk in words. */
export function endOfWalk(walk: WalkView): string {
  const answer = walk.answer === null ? '' : ` Answer: ${walk.answer}.`;
  return `${verdictWords(walk.verdict)}: ${walk.because}.${answer}`;
}

export function sourceWords(walk: WalkView): string {
  return walk.source === 'predicted' ? 'Predicted by the model' : 'Traced by the kernel';
}

/** A whole walk as plain text. */
export function walkText(walk: WalkView): string {
  const lines = walk.steps.map((_, i) => `${String(i + 1).padStart(3)}. ${stepWords(walk, i)}`);
  const depends = walk.dependsOn.map((rule) => `     It depends on ${rule}.`);
  return [`${sourceWords(walk)}: ${packetWords(walk.packet)}`, '', ...lines, '', endOfWalk(walk), ...depends, ''].join('\n');
}

/** A count as short as it can be read: 12, 3.4k, 5.6M. */
export function countWords(count: number): string {
  if (count < 10_000) return String(count);
  const [value, unit] = count < 1_000_000 ? [count / 1000, 'k'] : count < 1e9 ? [count / 1e6, 'M'] : [count / 1e9, 'G'];
  return `${value < 100 ? value.toFixed(1) : Math.round(value)}${unit}`;
}
