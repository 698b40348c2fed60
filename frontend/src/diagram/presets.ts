import type { PacketRequest, RulesView, WorldView } from './model';

/** A packet to begin with. */
export interface Preset {
  words: string;
  request: PacketRequest;
}

/** The packets that are worth a look in this world; those to published ports come from the rules themselves. */
export function presets(world: WorldView, rules: RulesView): Preset[] {
  const outside = world.hosts[0]?.name ?? 'box';
  const all: Preset[] = [
    { words: 'ssh from outside', request: { from: outside, to: 'box', protocol: 'tcp', port: 22, flags: 'SYN' } },
    { words: 'web from outside', request: { from: outside, to: 'box', protocol: 'tcp', port: 80, flags: 'SYN' } },
    { words: 'ping from outside', request: { from: outside, to: 'box', protocol: 'icmp', port: 0, flags: 'SYN' } },
    { words: 'a stray ACK', request: { from: outside, to: 'box', protocol: 'tcp', port: 22, flags: 'ACK' } },
    { words: 'DNS from your machine', request: { from: 'box', to: outside, protocol: 'udp', port: 53, flags: 'SYN' } },
    { words: 'web from your machine', request: { from: 'box', to: outside, protocol: 'tcp', port: 80, flags: 'SYN' } },
  ];
  for (const port of publishedPorts(rules)) {
    all.push({ words: `to published port ${port}`, request: { from: outside, to: 'box', protocol: 'tcp', port, flags: 'SYN' } });
  }
  const inner = world.hosts.find((host) => host.interface !== world.hosts[0]?.interface);
  if (inner) all.push({ words: `out of ${inner.name}`, request: { from: inner.name, to: outside, protocol: 'tcp', port: 80, flags: 'SYN' } });
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
