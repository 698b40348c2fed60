import { element as tag } from '../terminal/dom';
import { saveSvg, saveText, styleOf } from './exports';
import { SendForm } from './form';
import { type Guess, judged } from './guess';
import type { Scene } from './layout';
import { fragmentOf, packetOf } from './link';
import { WalkLists } from './list';
import type { PacketRequest, RulesView, SendAnswer, WalkView, WorldView } from './model';
import { newsSince } from './news';
import { Player } from './player';
import { picture, shownNow, Stage } from './stage';
import { type Trail, trailOf } from './trail';
import { sourceWords, stepWords, verdictWords } from './words';

const UNFOLD_AT_ONCE = 40;
const PICTURE_WIDTH = 1000;
const FIELDS = 'input, select, textarea';

/** Follow a packet: the map of the learner's own rules, and packets on their way through it. */
export class Follow {
  private readonly stage: Stage;
  private readonly player: Player;
  private readonly lists: WalkLists;
  private readonly form: SendForm;
  private readonly opened = new Set<string>();
  private readonly closed = new Set<string>();
  private readonly result = tag('p', { class: 'follow-result', role: 'status', hidden: '' });
  private readonly note = tag('p', { class: 'follow-note', role: 'status', hidden: '' });
  private readonly tools = tag('div', { class: 'follow-tools', hidden: '' });
  private readonly waiting = tag('p', { class: 'follow-waiting' }, 'Reading the rules of your machine …');
  private readonly offline = tag('p', { class: 'follow-offline', role: 'status', hidden: '' }, 'No connection to your machine just now: the rules below may be old. Trying again …');
  private readonly map = tag('div', { class: 'follow-map', tabindex: '0', role: 'region', 'aria-label': 'Map' }, this.waiting);
  private rules: RulesView | null = null;
  private world: WorldView | null = null;
  private walks: readonly WalkView[] = [];
  private trails: readonly Trail[] = [];
  /** Where the packet was when it was last brought into view. */
  private followed = 0;

  constructor(
    root: HTMLElement,
    private readonly send: (request: PacketRequest) => Promise<SendAnswer>,
  ) {
    this.stage = new Stage({
      toggled: (path, open) => this.toggle(path, open),
      unfolded: (path, from, to) => this.unfold(path, from, to),
      pointed: (place) => this.form.name(place),
    });
    this.player = new Player((position, step) => this.frame(position, step));
    this.lists = new WalkLists((step) => this.player.seekTo(step));
    this.form = new SendForm((request, guess) => this.submit(request, guess));
    this.form.root.addEventListener('change', () => this.player.refresh());
    const tool = (words: string, act: () => void): void => {
      const button = tag('button', { type: 'button', class: 'small' }, words);
      button.addEventListener('click', act);
      this.tools.append(button);
    };
    tool('Save the picture', () => this.savePicture());
    tool('Save the words', () => saveText(this.walks));
    root.classList.add('follow');
    const ask = tag('div', { class: 'follow-ask' }, this.form.root, this.result, this.note);
    const main = tag('div', { class: 'follow-main' }, this.offline, this.map, this.player.root);
    const words = tag('div', { class: 'follow-words' }, this.lists.root, this.tools);
    root.replaceChildren(tag('div', { class: 'follow-body' }, ask, main, words));
    root.addEventListener('keydown', (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.map);
    addEventListener('hashchange', () => this.readLink());
  }

  /** Takes the rules as they are now, and the world around the box. */
  show(rules: RulesView, world: WorldView): void {
    const before = this.rules;
    this.rules = rules;
    this.world = world;
    if (before?.generation !== rules.generation) this.form.offer(world, rules);
    if (before === null) {
      this.map.replaceChildren(this.stage.svg);
      this.readLink();
    }
    this.draw(before);
  }

  /** Says whether what is shown is what is so now. */
  connected(connected: boolean): void {
    this.offline.hidden = connected;
    this.waiting.hidden = !connected;
  }

  /** Shows walks of one packet and plays them, the predicted one first. */
  play(walks: readonly WalkView[]): void {
    this.walks = walks;
    this.lists.show(walks);
    this.tools.hidden = walks.length === 0;
    this.draw();
    const told = walks.at(-1);
    this.player.load({
      steps: Math.max(0, ...walks.map((walk) => walk.steps.length)),
      quick: (step) => told?.steps[step]?.outcome === 'passes',
      words: (step) => this.lineOf(step),
    });
  }

  private lineOf(step: number | null): string {
    const told = this.walks.at(-1);
    if (!told) return '';
    if (step === null) return `${sourceWords(told)}: at the beginning`;
    return step < told.steps.length ? `${step + 1} of ${told.steps.length}: ${stepWords(told, step)}` : verdictWords(told.verdict);
  }

  private async submit(request: PacketRequest, guess: Guess | null): Promise<string | null> {
    const answer = await this.send(request);
    if ('problem' in answer) return answer.problem;
    history.replaceState(null, '', fragmentOf(request));
    this.play(answer.walks);
    this.note.textContent = answer.note ?? '';
    this.note.hidden = answer.note === null;
    const told = answer.walks.at(-1);
    this.result.hidden = guess === null || !told;
    if (guess !== null && told) {
      const { right, words } = judged(guess, told);
      this.result.textContent = words;
      this.result.dataset['right'] = String(right);
    }
    return null;
  }

  private readLink(): void {
    const request = packetOf(location.hash);
    if (request) this.form.fill(request);
  }

  private draw(before: RulesView | null = this.rules): void {
    const scene = this.scene();
    if (!scene) return;
    const drawing = this.stage.draw(scene, newsSince(before, scene.rules));
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
