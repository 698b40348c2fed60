import { element as tag } from '../terminal/dom';
import { choices, type Guess } from './guess';
import type { PacketRequest, RulesView, Verdict, WorldView } from './model';
import { presets } from './presets';
import { texts } from './texts';

const GUESSES: readonly [Verdict | 'unsure', string][] = [
  ['accept', texts.guessAccept],
  ['drop', texts.guessDrop],
  ['reject', texts.guessReject],
  ['unsure', texts.guessUnsure],
];

let forms = 0;

/** Which packet to send, and where the learner says it will end. */
export class SendForm {
  readonly root: HTMLFormElement;
  private readonly from = tag('select', { name: 'from' });
  private readonly to = tag('select', { name: 'to' });
  private readonly protocol = tag('select', { name: 'protocol' }, ...['tcp', 'udp', 'icmp'].map((one) => tag('option', { value: one }, one.toUpperCase())));
  private readonly port = tag('input', { name: 'port', type: 'number', min: '1', max: '65535', value: '22', inputmode: 'numeric', required: '' });
  private readonly flags = tag(
    'select',
    { name: 'flags' },
    tag('option', { value: 'SYN' }, texts.syn),
    tag('option', { value: 'ACK' }, texts.ack),
    tag('option', { value: 'RST' }, texts.rst),
    tag('option', { value: 'FIN' }, texts.fin),
  );
  private readonly place = tag('select', { name: 'place' });
  private readonly shortcuts = tag('div', { class: 'follow-presets', role: 'group', 'aria-label': texts.presets });
  private readonly send = tag('button', { type: 'submit', class: 'primary' }, texts.sendIt);
  /** Whether it is the answer that is to be shown, as a preset wanted it. */
  private answer = false;
  private readonly problem = tag('p', { class: 'problem', role: 'alert', hidden: '' });

  constructor(submitted: (request: PacketRequest, guess: Guess | null, answer: boolean) => Promise<string | null>) {
    const name = `guess-${++forms}`;
    const radios = GUESSES.map(([value, words]) => tag('label', { class: 'follow-guess' }, tag('input', { type: 'radio', name, value, required: '' }), ` ${words}`));
    const field = (label: string, input: HTMLElement, className = ''): HTMLElement => tag('label', { class: `follow-field ${className}` }, label, input);
    this.root = tag(
      'form',
      { class: 'follow-send' },
      this.shortcuts,
      tag(
        'div',
        { class: 'follow-fields' },
        field(texts.from, this.from),
        field(texts.to, this.to),
        field(texts.protocol, this.protocol),
        field(texts.port, this.port, 'follow-port'),
        field(texts.flags, this.flags, 'follow-flags'),
      ),
      tag(
        'fieldset',
        {},
        tag('legend', {}, texts.predictFirst),
        tag('div', { class: 'follow-guesses' }, ...radios),
        field(texts.byWhichRule, this.place, 'follow-place'),
        tag('div', { class: 'follow-go' }, this.send, this.problem),
      ),
    );
    this.protocol.addEventListener('change', () => this.suit());
    this.root.querySelector('.follow-fields')?.addEventListener('change', () => (this.answer = false));
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.submit(submitted, name);
    });
  }

  /** The hosts and rules that can be chosen from now on; what was chosen stays. */
  offer(world: WorldView, rules: RulesView): void {
    const hosts = ['box', ...world.hosts.map((host) => host.name)];
    const words = (host: string): string => (host === 'box' ? texts.yourMachine : host);
    const option = (host: string): HTMLElement => tag('option', { value: host }, words(host));
    keeping(this.from, hosts.map(option), world.hosts[0]?.name ?? 'box');
    keeping(this.to, hosts.map(option), 'box');
    const groups = choices(rules).map(({ label, choices: named }) => tag('optgroup', { label }, ...named.map((one) => tag('option', { value: one.place }, one.words))));
    keeping(this.place, [tag('option', { value: '' }, texts.guessUnsure), ...groups], '');
    this.shortcuts.replaceChildren(
      ...presets(world, rules).map(({ words: title, request, answer }) => {
        const button = tag('button', { type: 'button', class: 'small' }, title);
        button.addEventListener('click', () => {
          this.fill(request);
          this.answer = answer === true;
          this.predict();
        });
        return button;
      }),
    );
  }

  fill(request: PacketRequest): void {
    this.from.value = request.from;
    this.to.value = request.to;
    this.protocol.value = request.protocol;
    this.flags.value = request.flags;
    if (request.port > 0) this.port.value = String(request.port);
    this.suit();
  }

  /** Names the rule that decides, as if it had been chosen in the list. */
  name(place: string): void {
    this.place.value = place;
    this.place.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** The rule that is named now. */
  named(): string | null {
    return this.place.value === '' ? null : this.place.value;
  }

  /** The next thing to do is to say where it will end. */
  private predict(): void {
    this.root.querySelector<HTMLElement>('.follow-guess input')?.focus({ preventScroll: true });
  }

  private suit(): void {
    const hide = (field: HTMLElement, hidden: boolean): boolean => (field.closest('label') ?? field).toggleAttribute('hidden', hidden);
    hide(this.port, this.protocol.value === 'icmp');
    this.port.disabled = this.protocol.value === 'icmp';
    hide(this.flags, this.protocol.value !== 'tcp');
  }

  private async submit(submitted: (request: PacketRequest, guess: Guess | null, answer: boolean) => Promise<string | null>, name: string): Promise<void> {
    const request: PacketRequest = {
      from: this.from.value,
      to: this.to.value,
      protocol: protocolOf(this.protocol.value),
      port: this.protocol.value === 'icmp' ? 0 : Number(this.port.value),
      flags: flagsOf(this.flags.value),
    };
    const end = GUESSES.map(([value]) => value).find((value) => value === String(new FormData(this.root).get(name)));
    const guess = end === undefined || end === 'unsure' ? null : { verdict: end, place: this.named() };
    this.send.setAttribute('aria-busy', 'true');
    const problem = await submitted(request, guess, this.answer);
    this.send.removeAttribute('aria-busy');
    this.problem.hidden = problem === null;
    this.problem.textContent = problem ?? '';
  }
}

function keeping(select: HTMLSelectElement, options: HTMLElement[], first: string): void {
  const chosen = select.options.length === 0 ? first : select.value;
  select.replaceChildren(...options);
  select.value = chosen;
  if (select.selectedIndex < 0) select.value = first;
}

export function protocolOf(value: string): PacketRequest['protocol'] {
  return value === 'udp' || value === 'icmp' ? value : 'tcp';
}

export function flagsOf(value: string): PacketRequest['flags'] {
  return value === 'ACK' || value === 'RST' || value === 'FIN' ? value : 'SYN';
}
