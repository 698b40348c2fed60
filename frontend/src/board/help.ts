import { replace } from '../page/swap';
import { counted, fill } from '../words/load';
import { moments } from './moments';
import { listen, type Talk } from './socket';
import { element } from './dom';
import { words } from './helpWords';

/** What the server tells a learner's page of help (HelpMessage.java). All text in it may be hostile: it is put in as text. */
type Message =
  | { kind: 'help'; offered: boolean; handAt?: string | null; notes: Note[] }
  | { kind: 'watched'; watchers: { name: string; since: string; typed: boolean }[] }
  | { kind: 'renew'; parts: string };

interface Note {
  id: number;
  kind: 'NOTE' | 'HINT';
  author: string;
  text: string;
  sentAt: string;
  readAt?: string | null;
}

/** A learner's side of help: a hand to raise, notes as they come, and who looks on at the terminal. */
export class Help {
  private readonly hand = document.createElement('p');
  private readonly list = document.createElement('ul');
  private readonly voice = element('p', '', 'only-heard');
  private talk: Talk | undefined;
  private known = new Set<number>();
  private first = true;
  /** Notes that have not been read, and whether the newest of all can be seen. */
  private unread: Note[] = [];
  private inView = false;
  private readonly notice = element('aside', '', 'help-notice');
  private readonly sight = new IntersectionObserver((seen) => {
    this.inView = seen.some((one) => one.isIntersecting);
    this.look();
  });

  constructor(
    private readonly root: HTMLElement,
    private readonly banner: HTMLElement | null,
  ) {
    this.hand.className = 'help-hand';
    this.list.className = 'help-notes';
    this.voice.setAttribute('role', 'status');
    root.append(this.hand, this.list, this.voice);
    this.notice.hidden = true;
    document.body.append(this.notice);
    document.addEventListener('visibilitychange', () => this.look());
    this.talk = listen<Message>(`/lessons/${root.dataset['help']}/help`, (message) => this.take(message), () => {});
  }

  private take(message: Message): void {
    switch (message.kind) {
      case 'help':
        this.root.hidden = !message.offered && message.notes.length === 0;
        this.showHand(message.offered, Boolean(message.handAt));
        this.showNotes(message.notes);
        break;
      case 'watched':
        this.showWatchers(message.watchers);
        break;
      case 'renew':
        void this.renew(message.parts);
        break;
    }
  }

  private showHand(offered: boolean, raised: boolean): void {
    if (!offered) {
      this.hand.replaceChildren();
      return;
    }
    const focused = this.hand.contains(document.activeElement);
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = raised ? words.thanks : words.needHelp;
    button.addEventListener('click', () => void this.post(raised ? 'hand/lower' : 'hand'));
    this.hand.replaceChildren(button, ...(raised ? [element('span', words.asked, 'fine')] : []));
    if (focused) button.focus();
  }

  private showNotes(notes: Note[]): void {
    const fresh = notes.filter((note) => !this.known.has(note.id));
    this.known = new Set(notes.map((note) => note.id));
    this.list.replaceChildren(...notes.map(noteItem));
    moments(this.list);
    if (fresh.length > 0 && !this.first) this.voice.textContent = fresh.map((note) => fill(words.noteFrom, { name: note.author, text: note.text })).join(' ');
    this.first = false;
    this.unread = notes.filter((note) => !note.readAt);
    this.inView = false;
    this.sight.disconnect();
    if (this.list.firstElementChild) this.sight.observe(this.list.firstElementChild);
  }

  /** A note counts as read once it can be seen on a page that is looked at. Until then a notice says that it is there. */
  private look(): void {
    const [newest] = this.unread;
    this.notice.hidden = !newest || this.inView;
    if (!newest) return;
    if (!this.inView) {
      this.showNotice(newest);
    } else if (document.visibilityState === 'visible') {
      this.unread.forEach((note) => this.talk?.say(`read ${note.id}`));
      this.unread = [];
    }
  }

  /** The map or the rest of the words may be in front of it. What it says is heard already. */
  private showNotice(note: Note): void {
    const open = document.createElement('button');
    open.type = 'button';
    open.className = 'small';
    open.textContent = words.readNote;
    open.addEventListener('click', () => {
      document.getElementById('words-tab')?.click();
      this.list.scrollIntoView({ block: 'center' });
    });
    this.notice.replaceChildren(element('p', fill(words.noteFrom, { name: note.author, text: note.text }), 'help-notice-text'), open);
  }

  private showWatchers(watchers: { name: string; since: string; typed: boolean }[]): void {
    if (!this.banner) return;
    this.banner.hidden = watchers.length === 0;
    const stop = document.createElement('button');
    stop.type = 'button';
    stop.className = 'small';
    stop.textContent = words.stop;
    stop.addEventListener('click', () => void this.post('watching/stop'));
    const told = watchers.map((watcher) => {
      const line = element('span', fill(watcher.typed ? words.typing : words.watching, { name: watcher.name }), 'watched-by');
      const since = document.createElement('time');
      since.dataset['at'] = watcher.since;
      line.append(' ', words.since, ' ', since);
      return line;
    });
    this.banner.replaceChildren(...told, stop);
    moments(this.banner);
  }

  private async post(what: string): Promise<void> {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
    await fetch(`/lessons/${this.root.dataset['help']}/${what}`, { method: 'POST', headers: { 'X-CSRF-TOKEN': token, Accept: 'text/html' }, redirect: 'manual' });
  }

  private async renew(parts: string): Promise<void> {
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
    if (!answer.ok) return;
    replace(parts, new DOMParser().parseFromString(await answer.text(), 'text/html'));
    this.voice.textContent = counted(words.renewed, 1);
  }
}

function noteItem(note: Note): HTMLElement {
  const item = element('li', '', 'help-note');
  const head = element('p', note.kind === 'HINT' ? fill(words.hintBy, { name: note.author }) : fill(words.noteBy, { name: note.author }), 'fine');
  const at = document.createElement('time');
  at.dataset['at'] = note.sentAt;
  head.append(' · ', at);
  item.append(head, element('p', note.text, 'help-text'));
  return item;
}
