import { type Point, rounded } from './geometry';
import { type Card, type Drawing, HEAD, INDENT, LINE, type Placed, REST, ROW } from './layout';
import type { News } from './news';
import { placeOf, type Row } from './rows';
import { fill } from '../words/load';
import { texts } from './texts';
import { cut, LETTER } from './type';
import { piece, type Piece } from './vector';
import { countWords } from './words';
import { BELOW, type Group } from './world';

const CORNER = 9;

/** The ground: the box, the cards of the hooks and the lines between them. Nothing to read. */
export function paintGround(drawing: Drawing): Piece {
  const { box } = drawing;
  return piece(
    'g',
    { 'aria-hidden': 'true' },
    piece('rect', { class: 'map-box', x: box.x, y: box.y, width: box.w, height: box.h, rx: 18 }),
    ...drawing.cards.map((card) => piece('rect', { class: 'map-card', x: card.x, y: card.y, width: card.w, height: card.h, rx: 12 })),
    ...drawing.edges.map((edge) => piece('path', { class: 'map-line', d: rounded(edge.points, CORNER) })),
    ...drawing.arrivals.map((group) => hostLine(group, group.hosts[0]?.y ?? group.pill.y, group.pill.y)),
    ...drawing.departures.map((group) => hostLine(group, group.pill.y + group.pill.h, group.hosts.at(-1)?.y ?? group.pill.y)),
    ...drawing.cards.flatMap(cardLines),
    ...drawing.edges.flatMap((edge) => chevron(edge.points)),
  );
}

/** Where a line runs far sideways, which way it goes. */
function chevron(points: readonly Point[]): Piece[] {
  return points.flatMap((to, i) => {
    const from = points[i - 1];
    if (!from || from.y !== to.y || Math.abs(to.x - from.x) < 120) return [];
    const way = Math.sign(to.x - from.x);
    return [piece('path', { class: 'map-way', d: `M${(from.x + to.x) / 2 - 3 * way} ${to.y - 4}l${5 * way} 4l${-5 * way} 4` })];
  });
}

function hostLine(group: Group, from: number, to: number): Piece {
  return piece('path', { class: 'map-line', d: `M${group.trunk} ${from}V${to}` });
}

function cardLines(card: Card): Piece[] {
  const trunk = piece('path', { class: 'map-line', d: `M${card.trunk} ${card.y}V${card.y + card.h}` });
  const branches = card.rows.flatMap((at, i) => {
    if (at.row.kind !== 'rule' || !at.row.opens?.open) return [];
    const rest = card.rows.slice(i + 1);
    const end = rest.findIndex((other) => other.row.depth <= at.row.depth);
    const last = (end < 0 ? rest : rest.slice(0, end)).at(-1);
    if (!last) return [];
    const x = at.x + INDENT;
    const line = [at, { x, y: at.y + INDENT }, { x, y: last.y }, { x: at.x, y: last.y + INDENT }];
    return [piece('path', { class: 'map-branch', d: rounded(line, 6) })];
  });
  return [...branches, trunk];
}

/** What there is to read: names, rules, counters, policies. */
export function paintText(drawing: Drawing, news: News): Piece {
  return piece(
    'g',
    {},
    ...drawing.arrivals.map((group) => groupText(group)),
    ...drawing.cards.map((card) => cardText(card, news)),
    nodeText(drawing),
    ...drawing.departures.map((group) => groupText(group)),
  );
}

function groupText(group: Group): Piece {
  const { pill } = group;
  const lines = group.hosts.flatMap((host) => [piece('circle', { class: 'map-stop', cx: host.x, cy: host.y, r: 4.5 }), nameText(group, host, host.y)]);
  const more = group.more === 0 ? [] : [text('map-aside', group.trunk + WORDS, (group.hosts.at(-1)?.y ?? group.y) + ROW, fill(texts.moreHosts, { count: group.more }))];
  const first = pill.y + (group.stacked ? ROW / 2 + 2 : pill.h / 2);
  return piece(
    'g',
    {},
    ...lines,
    ...more,
    piece('rect', { class: 'map-interface', x: pill.x, y: pill.y, width: pill.w, height: pill.h, rx: Math.min(pill.h / 2, 14) }),
    piece('circle', { class: 'map-stop', cx: group.trunk, cy: pill.y + pill.h / 2, r: 4.5 }),
    nameText(group, group, first),
  );
}

function nameText(group: Group, of: { name: string; address: string }, y: number): Piece {
  const x = group.trunk + WORDS;
  const letters = Math.floor((group.w - TEXT_INSET - 12) / LETTER);
  const strong = piece('tspan', { class: 'map-strong' }, cut(of.name, letters));
  if (group.stacked) return piece('g', {}, text('map-host', x, y, strong), text('map-host', x, y + BELOW, cut(of.address, letters + 2)));
  return text('map-host', x, y, strong, ` ${cut(of.address, letters - of.name.length)}`);
}

/** From a stop to the words beside it. */
const WORDS = 17;
const TEXT_INSET = 40;

const ASIDES: Record<Card['hook'], string> = {
  PREROUTING: texts.asidePrerouting,
  INPUT: texts.asideInput,
  FORWARD: texts.asideForward,
  OUTPUT: texts.asideOutput,
  POSTROUTING: texts.asidePostrouting,
};

function cardText(card: Card, news: News): Piece {
  const title = text('map-hook', card.trunk + WORDS, card.y + HEAD / 2 + 1, card.hook);
  const words = ASIDES[card.hook];
  const aside = 10 * card.hook.length + 7 * words.length + 80 > card.w ? [] : [text('map-aside map-end', card.x + card.w - 12, card.y + HEAD / 2 + 1, words)];
  const empty = card.rows.length === 0 ? [text('map-aside', card.trunk + WORDS, card.y + HEAD + ROW / 2, texts.noChain)] : [];
  return piece('g', { role: 'group', 'aria-label': card.hook }, title, ...aside, ...empty, ...card.rows.map((at) => rowText(card, at, news)));
}

function rowText(card: Card, at: Placed, news: News): Piece {
  const { row } = at;
  switch (row.kind) {
    case 'tracking':
      return piece('g', {}, stop(at, 'map-stop'), text('map-aside', at.x + WORDS, at.y, texts.tracking));
    case 'table':
      return piece('g', {}, ...columns(card, at), text('map-table', at.x + WORDS, at.y + 1, tableWords(row, Math.floor((card.x + card.w - 12 - (at.x + WORDS)) / 6.4))));
    case 'policy':
      return piece(
        'g',
        rowAttributes(row, news),
        piece('rect', { class: 'map-stop', x: at.x - 3.5, y: at.y - 3.5, width: 7, height: 7 }),
        text('map-policy', at.x + WORDS, at.y, `policy ${row.chain.policy ?? 'ACCEPT'}`),
        counter(card, at, row.chain.packets),
      );
    case 'more':
      return button(
        card,
        at,
        { 'data-from': row.from, 'data-to': row.to, 'data-path': row.path, 'aria-label': fill(texts.showRules, { from: row.from, to: row.to }) },
        piece('path', { class: 'map-fold', d: `M${at.x} ${at.y - 7}V${at.y + 7}` }),
        text('map-more', at.x + WORDS, at.y, fill(texts.moreRules, { count: row.to - row.from + 1 })),
      );
    case 'rule':
      return ruleText(card, at, row, news);
  }
}

/** Above the first table, what the numbers are; above the others, a line between them and the one before. */
function columns(card: Card, at: Placed): Piece[] {
  const first = card.rows.find(({ row }) => row.kind === 'table') === at;
  if (first) return [text('map-count map-end', card.x + card.w - 12, at.y + 1, texts.packets)];
  const y = at.y - (ROW + REST) / 2 + 0.5;
  return [piece('path', { class: 'map-rest', d: `M${at.x + WORDS} ${y}H${card.x + card.w - 12}` })];
}

function ruleText(card: Card, at: Placed, row: Extract<Row, { kind: 'rule' }>, news: News): Piece {
  const { opens } = row;
  const last = at.lines.length - 1;
  const lines = at.lines.map((line, i) => {
    const opener = i === last && opens !== null && !opens.open ? [piece('tspan', { class: 'map-opener' }, ` ▸ ${opens.rules}`)] : [];
    return text('map-rule', at.x + WORDS + (i === 0 ? 0 : LETTER), at.y + i * LINE, line, ...opener);
  });
  const flash = news.fresh.has(placeOf(row) ?? '') ? [piece('rect', { class: 'map-flash', x: at.x - 10, y: at.y - ROW / 2, width: card.x + card.w - 6 - (at.x - 10), height: at.h, rx: 6 })] : [];
  const parts = [
    ...flash,
    piece('title', {}, `${row.table} ${row.chain}, rule ${row.rule.number}: ${row.rule.text}`),
    stop(at, 'map-stop'),
    ...lines,
    counter(card, at, row.rule.packets),
  ];
  const attributes = rowAttributes(row, news);
  if (opens === null || opens.rules === 0) return piece('g', attributes, ...parts);
  const label = fill(opens.open ? texts.foldChain : texts.showChain, { count: opens.rules, chain: opens.chain, rule: row.rule.number });
  return piece('g', attributes, button(card, at, { 'data-opens': opens.path, 'aria-expanded': String(opens.open), 'aria-label': label }, ...parts));
}

function button(card: Card, at: Placed, attributes: Piece['attributes'], ...children: Piece[]): Piece {
  const area = { class: 'map-press', x: at.x - 8, y: at.y - ROW / 2, width: card.x + card.w - 8 - (at.x - 8), height: at.h, rx: 5 };
  return piece('g', { class: 'map-button', role: 'button', tabindex: 0, ...attributes }, piece('rect', area), ...children);
}

function counter(card: Card, at: Placed, packets: number): Piece {
  return text('map-count map-end', card.x + card.w - 12, at.y, countWords(packets));
}

function stop(at: Placed, className: string): Piece {
  return piece('circle', { class: className, cx: at.x, cy: at.y, r: 3.5 });
}

function tableWords(row: Extract<Row, { kind: 'table' }>, letters: number): string {
  const name = row.table;
  const called = row.chain.name === row.chain.hook ? name : `${name} · ${row.chain.name}`;
  const once = `${called} · ${texts.firstOfFlow}`;
  return row.chain.type === 'nat' && once.length <= letters ? once : cut(called, letters);
}

function nodeText({ routing, process }: Drawing): Piece {
  const { x, y } = routing;
  return piece(
    'g',
    {},
    piece('path', { class: 'map-node', d: `M${x} ${y - 12}L${x + 12} ${y}L${x} ${y + 12}L${x - 12} ${y}Z` }),
    text('map-aside', x + 20, y - 14, texts.routing),
    piece('rect', { class: 'map-node', x: process.x - 14, y: process.y - 13, width: 130, height: 26, rx: 13 }),
    piece('circle', { class: 'map-stop', cx: process.x, cy: process.y, r: 4.5 }),
    text('map-host', process.x + WORDS, process.y, texts.process),
  );
}

function rowAttributes(row: Row, news: News): Piece['attributes'] {
  const place = placeOf(row) ?? '';
  const words = ['map-row', news.fresh.has(place) ? 'fresh' : '', news.moved.has(place) ? 'moved' : ''];
  return { class: words.filter((word) => word !== '').join(' '), 'data-place': place };
}

export function text(className: string, x: number, y: number, ...children: (Piece | string)[]): Piece {
  return piece('text', { class: className, x, y }, ...children);
}
