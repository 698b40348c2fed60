import { fill } from '../words/load';
import type { PacketRequest, RulesView, WorldView } from './model';
import { texts } from './texts';

/** A packet to begin with. */
export interface Preset {
  words: string;
  request: PacketRequest;
  /** Whether it is the answer that is worth a look. */
  answer?: true;
}

/** The packets that are worth a look in this world; those to published ports come from the rules themselves. */
export function presets(world: WorldView, rules: RulesView): Preset[] {
  const outside = world.hosts[0]?.name ?? 'box';
  const tcp = (from: string, to: string, port: number, flags: PacketRequest['flags'] = 'SYN'): PacketRequest => ({ from, to, protocol: 'tcp', port, flags });
  const other = (from: string, to: string, protocol: 'udp' | 'icmp', port: number): PacketRequest => ({ from, to, protocol, port, flags: 'SYN' });
  const all: Preset[] = [
    { words: texts.presetSsh, request: tcp(outside, 'box', 22) },
    { words: texts.presetWeb, request: tcp(outside, 'box', 80) },
    { words: texts.presetPing, request: other(outside, 'box', 'icmp', 0) },
    { words: texts.presetReply, request: tcp('box', outside, 80), answer: true },
    { words: texts.presetDns, request: other('box', outside, 'udp', 53) },
    { words: texts.presetOwnWeb, request: tcp('box', outside, 80) },
    { words: texts.presetLo, request: tcp('box', 'box', 80) },
  ];
  for (const port of publishedPorts(rules)) all.push({ words: fill(texts.presetPublished, { port: String(port) }), request: tcp(outside, 'box', port) });
  const inner = world.hosts.find((host) => host.interface !== world.hosts[0]?.interface);
  if (inner) {
    all.push({ words: fill(texts.presetThrough, { host: inner.name }), request: tcp(inner.name, outside, 80) });
    all.push({ words: fill(texts.presetInto, { host: inner.name }), request: tcp(outside, inner.name, 80) });
  }
  all.push(
    { words: texts.presetAck, request: tcp(outside, 'box', 22, 'ACK') },
    { words: texts.presetRst, request: tcp(outside, 'box', 22, 'RST') },
    { words: texts.presetFin, request: tcp(outside, 'box', 22, 'FIN') },
  );
  return all;
}

const MOST_PORTS = 2;

/** Ports of rules that send packets to another address. */
export function publishedPorts(rules: RulesView): number[] {
  const ports = rules.tables
    .flatMap((table) => table.chains)
    .flatMap((chain) => chain.rules)
    .filter((rule) => / -j DNAT\b/.test(rule.text) && / -p tcp\b/.test(rule.text))
    .map((rule) => Number(/--dport (\d+)\b/.exec(rule.text)?.[1]))
    .filter((port) => port > 0);
  return [...new Set(ports)].slice(0, MOST_PORTS);
}
