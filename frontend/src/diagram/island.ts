import { element as tag } from '../terminal/dom';
import { saveSvg, saveText, styleOf } from './exports';
import { SendForm } from './form';
import { type Guess, judged } from './guess';
import type { Scene } from './layout';
import { fragmentOf, packetOf } from './link';
import { WalkLists } from './list';
import { counted, fill } from '../words/load';
import type { PacketRequest, RulesView, SendAnswer, Sent, WalkView, WorldView } from './model';
import { type News, newsSince, NO_NEWS } from './news';
import { Player } from './player';
import { picture, shownNow, Stage } from './stage';
import { texts } from './texts';
import { type Trail, trailOf } from './trail';
import { type Begin, WatchPanel } from './watch';
import { sourceWords, stepWords, verdictWords } from './words';

const UNFOLD_AT_ONCE = 40;
const PICTURE_WIDTH = 1000;
const NOTHING: Sent = { walks: [], answers: [], id: null, note: null };
const FIELDS = 'input:not([type="range"]):not([type="radio"]), select, textarea';
/** More new rules than this are only counted. */
const MOST_READ_OUT = 3;
/** How long what is new about rules is shown as such, though the map is drawn again meanwhile. */
const NEW_MILLIS = 2400;

/** What a map can ask of the machine. */
export interface Machine {
  send(request: PacketRequest): Promise<SendAnswer>;
  watch: Begin;
}

/** Follow a packet: the map of the learner's own rules, and packets on their way through it. */
export class Follow {
  private readonly stage: Stage;
  private readonly player: Player;
  private readonly lists: WalkLists;
  private readonly form: SendForm;
  private readonly watcher: WatchPanel | null;
  private readonly opened = new Set<string>();
  private readonly closed = new Set<string>();
  private readonly result = tag('p', { class: 'follow-result', role: 'status', hidden: '' });
  private readonly note = tag('p', { class: 'follow-note', role: 'status', hidden: '' });
  private readonly tools = tag('div', { class: 'follow-tools', hidden: '' });
  private readonly waiting = tag('p', { class: 'follow-waiting' }, texts.reading);
  private readonly offline = tag('p', { class: 'follow-offline', role: 'status', hidden: '' }, texts.offline);
  private readonly map = tag('div', { class: 'follow-map', tabindex: '0', role: 'region', 'aria-label': texts.map }, this.waiting);
  private readonly heard = tag('p', { class: 'only-heard', role: 'status' });
  private readonly link = tag('a', { class: 'follow-link' }, texts.link);
  private readonly answer = tag('button', { type: 'button', class: 'small' }, texts.showAnswer);
  private rules: RulesView | null = null;
  private world: WorldView | null = null;
  private news: News = NO_NEWS;
  private newsAt = 0;
  private sent: Sent = NOTHING;
  private answering = false;
  private walks: readonly WalkView[] = [];
  private trails: readonly Trail[] = [];
  /** Where the packet was when it was last brought into view. */
  private followed = 0;

  constructor(
    root: HTMLElement,
    /** null for a walk of the past, of which nothing can be asked. */
    private readonly machine: Machine | null,
  ) {
    this.stage = new Stage({
      toggled: (path, open) => this.toggle(path, open),
      unfolded: (path, from, to) => this.unfold(path, from, to),
      pointed: (place) => this.form.name(place),
    });
    this.player = new Player((position, step) => this.frame(position, step));
    this.lists = new WalkLists((step) => this.player.seekTo(step));
    this.form = new SendForm((request, guess, answer) => this.submit(request, guess, answer));
    this.watcher = machine ? new WatchPanel(machine.watch, (seen, first) => this.watched(seen.id, seen.walk, first)) : null;
    this.form.root.addEventListener('change', () => this.player.refresh());
    const tool = (words: string, act: () => void): void => {
      const button = tag('button', { type: 'button', class: 'small' }, words);
      button.addEventListener('click', act);
      this.tools.append(button);
    };
    this.answer.addEventListener('click', () => this.turn(!this.answering));
    this.tools.append(this.answer);
    tool(texts.savePicture, () => this.savePicture());
    tool(texts.saveWords, () => saveText(this.walks));
    this.tools.append(this.link);
    root.classList.add('follow');
    const ask = this.watcher ? [tag('div', { class: 'follow-ask' }, ...this.modes(this.watcher), this.result, this.note)] : [tag('div', { class: 'follow-ask' }, this.note)];
    const main = tag('div', { class: 'follow-main' }, this.offline, this.map, this.player.root, this.heard);
    const words = tag('div', { class: 'follow-words' }, this.lists.root, this.tools);
    root.replaceChildren(tag('div', { class: 'follow-body' }, ...ask, main, words));
    root.addEventListener('keydown', (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.map);
    new ResizeObserver(() => root.style.setProperty('--follow-height', `${main.offsetHeight}px`)).observe(main);
    addEventListener('hashchange', () => this.readLink());
  }

  /** Takes the rules as they are now, and the world around the box. */
  show(rules: RulesView, world: WorldView): void {
    const before = this.rules;
    this.rules = rules;
    this.world = world;
    if (before?.generation !== rules.generation) {
      this.form.offer(world, rules);
      this.watcher?.offer(world);
    }
    this.take(newsSince(before, rules));
    if (before === null) {
      this.map.replaceChildren(this.stage.svg);
      this.readLink();
    }
    this.draw();
  }

  /** Says whether what is shown is what is so now. */
  connected(connected: boolean): void {
    this.offline.hidden = connected;
    this.waiting.hidden = !connected;
  }

  /** Says from when a walk of the past is. */
  keep(words: string): void {
    this.note.textContent = words;
    this.note.hidden = false;
  }

  /** Shows the walks of one packet and plays them, the predicted one first. */
  play(sent: Sent): void {
    this.sent = sent;
    this.link.hidden = sent.id === null;
    if (sent.id !== null) this.link.setAttribute('href', `/walks/${sent.id}`);
    this.turn(false);
  }

  /** Shows the packet that was sent, or the one that answers it. */
  private turn(answering: boolean): void {
    this.answering = answering && this.sent.answers.length > 0;
    const walks = this.answering ? this.sent.answers : this.sent.walks;
    this.walks = walks;
    this.lists.show(walks);
    this.tools.hidden = walks.length === 0;
    this.answer.hidden = this.sent.answers.length === 0;
    this.answer.textContent = this.answering ? texts.showAsked : texts.showAnswer;
    this.watcher?.mark(walks.at(-1) ?? null);
    this.draw();
    const told = walks.at(-1);
    this.player.load({
      steps: Math.max(0, ...walks.map((walk) => walk.steps.length)),
      quick: (step) => told?.steps[step]?.outcome === 'passes',
      words: (step) => this.lineOf(step),
      end: (step) => (told && step !== null && step >= told.steps.length - 1 ? { verdict: told.verdict, word: verdictWords(told.verdict) } : null),
    });
  }

  private lineOf(step: number | null): string {
    const told = this.walks.at(-1);
    if (!told) return '';
    if (step === null) return fill(texts.atBeginning, { source: sourceWords(told) });
    const at = Math.min(step, told.steps.length - 1);
    return fill(texts.stepOf, { step: at + 1, count: told.steps.length, words: stepWords(told, at) });
  }

  private async submit(request: PacketRequest, guess: Guess | null, answer: boolean): Promise<string | null> {
    if (!this.machine) return null;
    const sent = await this.machine.send(request);
    if ('problem' in sent) return sent.problem;
    history.replaceState(null, '', fragmentOf(request));
    this.play(sent);
    if (answer) this.turn(true);
    const note = sent.note ?? (answer && !this.answering ? texts.noAnswer : null);
    this.note.textContent = note ?? '';
    this.note.hidden = note === null;
    const told = this.walks.at(-1);
    this.result.hidden = guess === null || !told;
    if (guess !== null && told) {
      const { right, words } = judged(guess, told);
      this.result.textContent = words;
      this.result.dataset['right'] = String(right);
    }
    return null;
  }

  /** The first packet of a watch is shown by itself; later ones wait until they are chosen. */
  private watched(id: string | null, walk: WalkView, first: boolean): void {
    if (first && this.player.isPlaying()) return;
    this.result.hidden = true;
    this.note.hidden = true;
    this.play({ walks: [walk], answers: [], id, note: null });
  }

  private modes(watcher: WatchPanel): HTMLElement[] {
    watcher.root.hidden = true;
    const button = (words: string, watches: boolean): HTMLButtonElement => {
      const made = tag('button', { type: 'button', class: 'small', 'aria-pressed': String(!watches) }, words);
      made.addEventListener('click', () => {
        for (const one of [send, watch]) one.setAttribute('aria-pressed', String(one === made));
        this.form.root.hidden = watches;
        watcher.root.hidden = !watches;
        if (!watches) watcher.stop();
      });
      return made;
    };
    const send = button(texts.modeSend, false);
    const watch = button(texts.modeWatch, true);
    return [tag('div', { class: 'follow-modes', role: 'group', 'aria-label': texts.modes }, send, watch), this.form.root, watcher.root];
  }

  /** Rules that came a moment ago stay new when only counters have moved since. */
  private take(news: News): void {
    this.readOut(news);
    if (news.fresh.size === 0 && news.moved.size === 0) return;
    const { fresh } = this.newsNow();
    const stays = news.fresh.size === 0 && fresh.size > 0;
    this.news = stays ? { ...news, fresh } : news;
    if (!stays) this.newsAt = performance.now();
  }

  private newsNow(): News {
    return performance.now() - this.newsAt < NEW_MILLIS ? this.news : NO_NEWS;
  }

  /** Tells who does not see the map of rules that have come. */
  private readOut(news: News): void {
    if (news.added.length === 0) return;
    const few = news.added.slice(0, MOST_READ_OUT).map(({ place, text }) => fill(texts.newRule, { place, text }));
    this.heard.textContent = news.added.length > MOST_READ_OUT ? counted(texts.newRules, news.added.length) : few.join(' ');
  }

  private readLink(): void {
    const request = packetOf(location.hash);
    if (request) this.form.fill(request);
  }

  private draw(): void {
    const scene = this.scene();
    if (!scene) return;
    const drawing = this.stage.draw(scene, this.newsNow());
    this.trails = this.walks.map((walk) => trailOf(drawing, walk));
    this.player.refresh();
  }

  private scene(): Scene | null {
    const width = this.map.clientWidth;
    if (!this.rules || !this.world || width === 0) return null;
    return { rules: this.rules, world: this.world, walks: this.walks, choices: { opened: this.opened, closed: this.closed }, width };
  }

  private frame(position: number, step: number | null): void {
    this.stage.frame(shownNow(this.trails, position, step), this.form.named());
    this.lists.mark(step);
    if (position !== this.followed) this.follow();
    this.followed = position;
  }

  /** Keeps a packet that moves in view, with some room around it. */
  private follow(): void {
    const packet = this.stage.packet()?.getBoundingClientRect();
    if (!packet) return;
    const panel = this.map.closest('[data-scrolls]');
    const page = panel === null || getComputedStyle(panel).overflowY === 'visible';
    const scroller = page ? document.documentElement : panel;
    const view = page ? new DOMRect(0, 0, innerWidth, innerHeight) : scroller.getBoundingClientRect();
    const room = Math.min(150, view.height / 4);
    if (packet.top < view.top + room) scroller.scrollTop -= view.top + room - packet.top;
    else if (packet.bottom > view.bottom - room) scroller.scrollTop += packet.bottom - (view.bottom - room);
  }

  private toggle(path: string, open: boolean): void {
    (open ? this.opened : this.closed).add(path);
    (open ? this.closed : this.opened).delete(path);
    this.draw();
  }

  private unfold(path: string, from: number, to: number): void {
    for (let number = from; number <= Math.min(to, from + UNFOLD_AT_ONCE); number++) this.opened.add(`${path}#${number}`);
    this.draw();
  }

  private key(event: KeyboardEvent): void {
    const field = event.target instanceof Element && event.target.matches(FIELDS);
    if (field || event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.player.key(event.key)) event.preventDefault();
  }

  private savePicture(): void {
    const scene = this.scene();
    if (!scene) return;
    saveSvg(picture({ ...scene, width: PICTURE_WIDTH }, styleOf(this.stage.svg)));
  }
}
