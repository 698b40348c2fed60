import { element as tag } from '../terminal/dom';
import { counted, fill } from '../words/load';
import type { WalkView, WatchNews, WorldView } from './model';
import { texts } from './texts';
import type { Filter, Over } from './watchLink';
import { packetWords, verdictWords } from './words';

/** A packet that was seen. */
export type Seen = WatchNews['seen'][number];

/** Begins a watch; what it returns stops it. */
export type Begin = (filter: Filter, told: (news: WatchNews) => void, over: (why: Over) => void) => () => void;

const OVER: Record<Over, string> = { time: texts.watchedTime, replaced: texts.watchedReplaced, lost: texts.watchedLost, tooMany: texts.watchedTooMany };

/** Which packets to watch for, and those that were seen. */
export class WatchPanel {
  readonly root: HTMLElement;
  private readonly protocol = tag('select', { name: 'watch-protocol' }, tag('option', { value: '' }, texts.anyProtocol), ...['tcp', 'udp', 'icmp'].map((one) => tag('option', { value: one }, one.toUpperCase())));
  private readonly host = tag('select', { name: 'watch-host' });
  private readonly port = tag('input', { name: 'watch-port', type: 'number', min: '0', max: '65535', inputmode: 'numeric', placeholder: texts.anyPort });
  private readonly direction = tag(
    'select',
    { name: 'watch-direction' },
    tag('option', { value: 'both' }, texts.directionBoth),
    tag('option', { value: 'in' }, texts.directionIn),
    tag('option', { value: 'out' }, texts.directionOut),
  );
  private readonly shortcuts = tag('div', { class: 'follow-presets', role: 'group', 'aria-label': texts.watchFor });
  private readonly go = tag('button', { type: 'submit', class: 'primary' }, texts.watchStart);
  private readonly state = tag('p', { class: 'follow-watch-state', role: 'status' });
  private readonly count = tag('p', { class: 'follow-watch-count', hidden: '' });
  private readonly list = tag('ol', { class: 'follow-seen', reversed: '', 'aria-label': texts.watchedList, hidden: '' });
  private stopWatch: (() => void) | null = null;

  constructor(
    private readonly begin: Begin,
    /** Called for each packet that is chosen; `first` for the first of a watch, which nobody chose. */
    private readonly chosen: (seen: Seen, first: boolean) => void,
  ) {
    const field = (label: string, input: HTMLElement): HTMLElement => tag('label', { class: 'follow-field' }, label, input);
    const form = tag(
      'form',
      { class: 'follow-send' },
      this.shortcuts,
      tag('div', { class: 'follow-fields' }, field(texts.protocol, this.protocol), field(texts.host, this.host), field(texts.port, this.port), field(texts.direction, this.direction)),
      tag('div', { class: 'follow-go' }, this.go, this.state),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.stopWatch) this.stop();
      else this.start();
    });
    this.root = tag('div', { class: 'follow-watch' }, form, this.count, this.list);
  }

  /** The hosts that can be chosen from now on. */
  offer(world: WorldView): void {
    const before = this.host.value;
    this.host.replaceChildren(tag('option', { value: '' }, texts.anyHost), ...world.hosts.map((host) => tag('option', { value: host.name }, host.name)));
    this.host.value = before;
    if (this.host.selectedIndex < 0) this.host.value = '';
    const outside = world.hosts[0]?.name ?? '';
    const shortcuts: [string, Filter][] = [
      [texts.watchCurl, { protocol: 'tcp', host: '', port: 80, direction: 'both' }],
      [texts.watchPing, { protocol: 'icmp', host: outside, port: 0, direction: 'both' }],
      [texts.watchDns, { protocol: 'udp', host: '', port: 53, direction: 'both' }],
      [texts.watchAll, { protocol: '', host: '', port: 0, direction: 'both' }],
    ];
    this.shortcuts.replaceChildren(
      ...shortcuts.map(([words, filter]) => {
        const button = tag('button', { type: 'button', class: 'small' }, words);
        button.addEventListener('click', () => {
          this.fill(filter);
          this.stop();
          this.start();
        });
        return button;
      }),
    );
  }

  /** Ends the watch that is going on, if there is one. */
  stop(): void {
    if (!this.stopWatch) return;
    this.stopWatch();
    this.ended(texts.watchedStopped);
  }

  /** Marks the packet that is shown; null for none. */
  mark(walk: WalkView | null): void {
    for (const item of this.list.children) item.toggleAttribute('data-shown', this.walks.get(item) === walk && walk !== null);
  }

  private readonly walks = new WeakMap<Element, WalkView>();

  private fill(filter: Filter): void {
    this.protocol.value = filter.protocol;
    this.host.value = filter.host;
    this.port.value = filter.port === 0 ? '' : String(filter.port);
    this.direction.value = filter.direction;
  }

  private start(): void {
    this.list.replaceChildren();
    this.list.hidden = true;
    this.count.hidden = true;
    this.state.textContent = texts.watchStarting;
    this.go.textContent = texts.watchStop;
    this.root.dataset['watching'] = 'true';
    const { value: protocol } = this.protocol;
    const { value: direction } = this.direction;
    const filter: Filter = {
      protocol: protocol === 'tcp' || protocol === 'udp' || protocol === 'icmp' ? protocol : '',
      host: this.host.value,
      port: Number(this.port.value),
      direction: direction === 'in' || direction === 'out' ? direction : 'both',
    };
    this.stopWatch = this.begin(filter, (news) => this.told(news), (why) => this.ended(OVER[why]));
  }

  private ended(words: string): void {
    this.stopWatch = null;
    this.go.textContent = texts.watchStart;
    this.state.textContent = words;
    delete this.root.dataset['watching'];
  }

  private told(news: WatchNews): void {
    for (const seen of news.seen) {
      const first = this.list.childElementCount === 0;
      this.list.prepend(this.item(seen));
      this.list.hidden = false;
      if (first) this.chosen(seen, true);
    }
    if (news.over === null) this.state.textContent = news.packets === 0 ? texts.watchHint : texts.watching;
    this.count.hidden = news.packets === 0;
    this.count.textContent = countWords(news);
  }

  private item(seen: Seen): HTMLElement {
    const { walk } = seen;
    const button = tag('button', { type: 'button', class: 'follow-seen-packet' }, tag('span', { class: 'mono' }, packetWords(walk.packet)), tag('span', { class: `follow-end ${walk.verdict}` }, verdictWords(walk.verdict)));
    button.addEventListener('click', () => this.chosen(seen, false));
    const item = tag('li', {}, button);
    this.walks.set(item, walk);
    return item;
  }
}

/** How many there were, and whether these are all of them. */
export function countWords({ packets, shown, millis }: WatchNews): string {
  const seconds = String(Math.max(1, Math.round(millis / 1000)));
  return shown < packets ? fill(texts.watchedSome, { shown, count: packets, seconds }) : counted(texts.watchedAll, packets, { seconds });
}
