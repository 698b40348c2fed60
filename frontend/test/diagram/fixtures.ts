import type { ChainView, Hook, PacketView, RulesView, Said, StepView, TableView, WalkView, WorldView } from '../../src/diagram/model';

const PRIORITIES: Record<string, number> = { raw: -300, mangle: -150, nat: -100, filter: 0 };

/** A chain from rule texts as iptables-save prints them after `-A CHAIN `. */
export function chain(name: string, policy: string | null, ...texts: string[]): ChainView {
  const hook = policy === null ? null : (name as Hook);
  return {
    name,
    hook,
    type: hook === null ? null : 'filter',
    priority: hook === null ? null : 0,
    policy,
    packets: policy === null ? 0 : 12,
    bytes: 720,
    rules: texts.map((text, i) => {
      const target = / -[jg] (\S+)/.exec(` ${text}`)?.[1] ?? null;
      return { number: i + 1, text: `-A ${name} ${text}`, packets: i * 7, bytes: i * 420, jump: target };
    }),
  };
}

export function table(name: string, ...chains: ChainView[]): TableView {
  const source = (hook: Hook | null): boolean => hook === 'INPUT' || hook === 'POSTROUTING';
  return {
    name,
    chains: chains.map((one) =>
      one.hook === null ? one : { ...one, type: name === 'nat' ? 'nat' : 'filter', priority: name === 'nat' && source(one.hook) ? 100 : (PRIORITIES[name] ?? 0) },
    ),
  };
}

export const world: WorldView = {
  interfaces: [
    { name: 'eth0', address: '10.77.0.3/24' },
    { name: 'docker0', address: '172.17.0.1/16' },
  ],
  hosts: [
    { name: 'internet', address: '10.77.0.2', interface: 'eth0' },
    { name: 'shop', address: '172.17.0.2', interface: 'docker0' },
    { name: 'wiki', address: '172.17.0.3', interface: 'docker0' },
  ],
};

export const dockerHost: RulesView = {
  generation: 7,
  tables: [
    table(
      'nat',
      chain('PREROUTING', 'ACCEPT', '-m addrtype --dst-type LOCAL -j DOCKER'),
      chain('INPUT', 'ACCEPT'),
      chain('OUTPUT', 'ACCEPT', '! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER'),
      chain('POSTROUTING', 'ACCEPT', '-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE', '-s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE'),
      chain('DOCKER', null, '-i docker0 -j RETURN', '! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80', '! -i docker0 -p tcp -m tcp --dport 9000 -j DNAT --to-destination 172.17.0.3:3000'),
    ),
    table(
      'filter',
      chain('INPUT', 'DROP', '-i lo -j ACCEPT', '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '-p tcp -m tcp --dport 22 -j ACCEPT', '-p icmp -j ACCEPT', '-m comment --comment "</text><script>alert(1)</script>" -j LOG'),
      chain('FORWARD', 'DROP', '-j DOCKER-USER', '-j DOCKER-ISOLATION-STAGE-1', '-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '-o docker0 -j DOCKER', '-i docker0 ! -o docker0 -j ACCEPT', '-i docker0 -o docker0 -j ACCEPT'),
      chain('OUTPUT', 'ACCEPT'),
      chain('DOCKER', null, '-d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT', '-d 172.17.0.3/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 3000 -j ACCEPT'),
      chain('DOCKER-ISOLATION-STAGE-1', null, '-i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2', '-j RETURN'),
      chain('DOCKER-ISOLATION-STAGE-2', null, '-o docker0 -j DROP', '-j RETURN'),
      chain('DOCKER-USER', null, '-j RETURN'),
    ),
  ],
};

/** A table like that of kube-proxy: one rule a service, each calling a chain of its own. */
export function services(count: number): RulesView {
  const names = Array.from({ length: count }, (_, i) => `KUBE-SVC-${String(i + 1).padStart(5, '0')}`);
  const address = (i: number): string => `10.96.${Math.floor(i / 250)}.${(i % 250) + 1}`;
  return {
    generation: 3,
    tables: [
      table(
        'nat',
        chain('PREROUTING', 'ACCEPT', '-m comment --comment "kubernetes service portals" -j KUBE-SERVICES'),
        chain('POSTROUTING', 'ACCEPT'),
        chain('KUBE-SERVICES', null, ...names.map((name, i) => `-d ${address(i)}/32 -p tcp -m tcp --dport 80 -j ${name}`)),
        ...names.map((name, i) => chain(name, null, `-p tcp -j DNAT --to-destination 172.17.0.2:${8000 + (i % 900)}`)),
      ),
      table('filter', chain('INPUT', 'ACCEPT'), chain('FORWARD', 'ACCEPT'), chain('OUTPUT', 'ACCEPT')),
    ],
  };
}

export const syn: PacketView = {
  protocol: 'tcp',
  source: '10.77.0.2',
  sourcePort: '40112',
  destination: '10.77.0.3',
  destinationPort: '8080',
  detail: 'SYN',
  in: 'eth0',
  out: null,
  state: null,
  mark: null,
};

export function step(of: Partial<StepView> & Pick<StepView, 'kind' | 'hook' | 'outcome' | 'packet'>): StepView {
  return { table: null, chain: null, rule: null, last: null, text: '', said: null, because: null, ...of };
}

/** Words that are said as they are. */
function said(words: string): Said {
  return { key: 'answer', values: { answer: words } };
}

function rule(hook: Hook, place: string, outcome: StepView['outcome'], packet: PacketView, because: string | null = null, rules = dockerHost): StepView {
  const [tableName = '', chainName = '', number = '1', last] = place.split(' ');
  const text = rules.tables.find((one) => one.name === tableName)?.chains.find((one) => one.name === chainName)?.rules[Number(number) - 1]?.text ?? '';
  return step({ kind: 'rule', hook, table: tableName, chain: chainName, rule: Number(number), last: Number(last ?? number), text, outcome, because: because === null ? null : said(because), packet });
}

const fresh = { ...syn, state: 'NEW' };
const rewritten = { ...fresh, destination: '172.17.0.2', destinationPort: '80' };
const leaving = { ...rewritten, out: 'docker0' };

/** From the internet to a published port: rewritten, then forwarded to the shop. */
export const published: WalkView = {
  source: 'predicted',
  packet: syn,
  from: 'internet',
  to: 'shop',
  steps: [
    step({ kind: 'tracking', hook: 'PREROUTING', outcome: 'goes_on', text: 'begins a new flow', packet: fresh }),
    rule('PREROUTING', 'nat PREROUTING 1', 'calls', fresh),
    rule('PREROUTING', 'nat DOCKER 1', 'passes', fresh, 'it arrives on eth0, not on docker0'),
    rule('PREROUTING', 'nat DOCKER 2', 'rewrites', rewritten),
    step({ kind: 'routing', hook: 'PREROUTING', outcome: 'goes_on', text: '', said: { key: 'routedOut', values: { destination: '172.17.0.2', out: 'docker0' } }, packet: leaving }),
    rule('FORWARD', 'filter FORWARD 1', 'calls', leaving),
    rule('FORWARD', 'filter DOCKER-USER 1', 'returns', leaving),
    rule('FORWARD', 'filter FORWARD 2', 'calls', leaving),
    rule('FORWARD', 'filter DOCKER-ISOLATION-STAGE-1 1', 'passes', leaving, 'it arrives on eth0'),
    rule('FORWARD', 'filter DOCKER-ISOLATION-STAGE-1 2', 'returns', leaving),
    rule('FORWARD', 'filter FORWARD 3', 'passes', leaving, 'it begins a new flow'),
    rule('FORWARD', 'filter FORWARD 4', 'calls', leaving),
    rule('FORWARD', 'filter DOCKER 1', 'accepts', leaving),
    rule('POSTROUTING', 'nat POSTROUTING 1 2', 'passes', leaving, 'its source is 10.77.0.2'),
    step({ kind: 'policy', hook: 'POSTROUTING', table: 'nat', chain: 'POSTROUTING', outcome: 'accepts', text: 'policy ACCEPT', packet: leaving }),
    step({ kind: 'delivery', hook: 'POSTROUTING', outcome: 'accepts', text: 'arrives at shop', packet: leaving }),
  ],
  verdict: 'accept',
  decidedAt: 12,
  answer: said('SYN-ACK'),
  because: said('rule 1 of DOCKER accepts it: -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT'),
  dependsOn: [],
};

const telnet = { ...syn, destinationPort: '23', state: 'NEW' };

/** From the internet to a closed port: dropped by the policy of INPUT. */
export const dropped: WalkView = {
  source: 'traced',
  packet: { ...telnet, state: null },
  from: 'internet',
  to: null,
  steps: [
    step({ kind: 'tracking', hook: 'PREROUTING', outcome: 'goes_on', text: 'begins a new flow', packet: telnet }),
    rule('PREROUTING', 'nat PREROUTING 1', 'calls', telnet),
    rule('PREROUTING', 'nat DOCKER 1 3', 'passes', telnet, 'the port is 23'),
    step({ kind: 'policy', hook: 'PREROUTING', table: 'nat', chain: 'PREROUTING', outcome: 'accepts', text: 'policy ACCEPT', packet: telnet }),
    step({ kind: 'routing', hook: 'PREROUTING', outcome: 'goes_on', text: 'is for this machine', packet: telnet }),
    rule('INPUT', 'filter INPUT 1 4', 'passes', telnet, 'none of them speaks of port 23'),
    rule('INPUT', 'filter INPUT 5', 'goes_on', telnet),
    step({ kind: 'policy', hook: 'INPUT', table: 'filter', chain: 'INPUT', outcome: 'drops', text: 'policy DROP', packet: telnet }),
  ],
  verdict: 'drop',
  decidedAt: 7,
  answer: null,
  because: said('no rule of INPUT decides, and its policy is DROP'),
  dependsOn: [],
};
