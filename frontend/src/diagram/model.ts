// What the server tells of rules, of the world around the box and of walks (the records of dev.packetwalk.web.follow).

export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** The rules in force at one generation. */
export interface RulesView {
  generation: number;
  tables: TableView[];
}

/** `name` is as a command names it: `filter`, or `inet fw` where the family is not plain IPv4. */
export interface TableView {
  name: string;
  chains: ChainView[];
}

/** A chain; what only base chains have is null in a chain that rules call. `priority` orders the chains of a hook. */
export interface ChainView {
  name: string;
  hook: Hook | null;
  type: 'filter' | 'nat' | 'route' | null;
  priority: number | null;
  policy: string | null;
  packets: number;
  bytes: number;
  rules: RuleView[];
}

/** A rule; `text` is the learner's own, `jump` the chain that it calls or goes on to. */
export interface RuleView {
  number: number;
  text: string;
  packets: number;
  bytes: number;
  jump: string | null;
}

export interface WorldView {
  interfaces: { name: string; address: string }[];
  /** `interface` is the one of the box behind which the host is. */
  hosts: { name: string; address: string; interface: string }[];
}

/** What a packet looks like, in words; null where it has none of that. */
export interface PacketView {
  protocol: string;
  source: string;
  sourcePort: string | null;
  destination: string;
  destinationPort: string | null;
  detail: string | null;
  in: string | null;
  out: string | null;
  state: string | null;
  mark: string | null;
}

export type StepKind = 'rule' | 'policy' | 'routing' | 'tracking' | 'delivery';

/**
 * What a step does: `passes` is a rule that does not match, `goes_on` one that does and decides nothing, `calls` and `returns` lead
 * into a chain and back, `rewrites` changes addresses, `unknown` is what cannot be told.
 */
export type Outcome = 'passes' | 'goes_on' | 'calls' | 'returns' | 'rewrites' | 'accepts' | 'drops' | 'rejects' | 'unknown';

/** Something said in no language (Said.java): its words are `said` in this area's file of words, with these values. */
export interface Said {
  key: string;
  values: Readonly<Record<string, string>>;
}

/**
 * One step of a walk. Several rules in a row that do not match are one step, from `rule` to `last`. `text` is the rule's or
 * the policy's, `said` what happens elsewhere; `because` says why a rule does not match; `packet` is as it is afterwards.
 */
export interface StepView {
  kind: StepKind;
  hook: Hook;
  table: string | null;
  chain: string | null;
  rule: number | null;
  last: number | null;
  text: string;
  said: Said | null;
  outcome: Outcome;
  because: Said | null;
  packet: PacketView;
}

export type Verdict = 'accept' | 'drop' | 'reject' | 'undecided';

export interface WalkView {
  source: 'predicted' | 'traced';
  packet: PacketView;
  /** Where it sets out and where it arrives: names of hosts, or `box`; `to` is null for a packet that does not arrive. */
  from: string;
  to: string | null;
  steps: StepView[];
  verdict: Verdict;
  /** The number of the step that decided, from 0. */
  decidedAt: number | null;
  answer: Said | null;
  because: Said;
  dependsOn: Said[];
}

/** A packet to be sent. `from` and `to` are names of hosts or `box`; `port` is 0 for ICMP; `flags` only matter for TCP. */
export interface PacketRequest {
  from: string;
  to: string;
  protocol: 'tcp' | 'udp' | 'icmp';
  port: number;
  flags: 'SYN' | 'ACK' | 'RST' | 'FIN';
}

/** What came of a packet: its walks and those of its answer, the predicted one first; where they are kept, and what else there is to know. */
export interface Sent {
  walks: WalkView[];
  answers: WalkView[];
  id: string | null;
  note: string | null;
}

/** What came of a packet that was sent, or why nothing did. */
export type SendAnswer = Sent | { problem: string };

/** What a watch tells (WatchNews.java). */
export interface WatchNews {
  seen: { id: string | null; walk: WalkView }[];
  packets: number;
  shown: number;
  millis: number;
  over: 'time' | 'replaced' | 'lost' | null;
}

/** A walk that was kept (KeptWalk.java). */
export interface KeptWalk {
  at: string;
  rules: RulesView;
  world: WorldView;
  walks: WalkView[];
  answers: WalkView[];
}
