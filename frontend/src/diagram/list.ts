import { element as tag } from '../terminal/dom';
import { firstDifference } from './compare';
import { fill, unbroken } from '../words/load';
import type { WalkView } from './model';
import { texts } from './texts';
import { endOfWalk, packetWords, saidWords, sourceWords, stepWords } from './words';

/** Walks in words, side by side: says everything that the map shows. Choosing a step goes there. */
export class WalkLists {
  readonly root = tag('div', { class: 'follow-lists' });
  private items: HTMLElement[][] = [];

  constructor(private readonly chosen: (step: number) => void) {}

  show(walks: readonly WalkView[]): void {
    const [left, right] = walks;
    const difference = left && right ? firstDifference(left, right) : null;
    this.items = [];
    this.root.replaceChildren(...walks.map((walk, i) => this.list(walk, i === 0 ? difference?.left : difference?.right)));
    if (left && right) {
      const words = difference === null ? texts.agrees : texts.differs;
      this.root.append(tag('p', { class: difference === null ? 'follow-agrees' : 'follow-differs' }, words));
    }
  }

  /** Marks the step that is being taken. */
  mark(step: number | null): void {
    for (const items of this.items) {
      items.forEach((item, i) => (i === step ? item.setAttribute('aria-current', 'step') : item.removeAttribute('aria-current')));
    }
  }

  private list(walk: WalkView, differs: number | null | undefined): HTMLElement {
    const items = walk.steps.map((step, i) => {
      const button = tag('button', { type: 'button', class: 'follow-step' }, ...unbroken(stepWords(walk, i)));
      button.addEventListener('click', () => this.chosen(i));
      const item = tag('li', { class: step.outcome }, button);
      if (differs === i) item.append(tag('strong', { class: 'follow-differs' }, texts.parted));
      return item;
    });
    this.items.push(items);
    const depends = walk.dependsOn.length === 0 ? [] : [tag('p', {}, fill(texts.dependsOn, { rules: walk.dependsOn.map(saidWords).join(texts.alsoAfter) }))];
    return tag(
      'section',
      { class: `follow-walk ${walk.source}` },
      tag('h2', {}, sourceWords(walk)),
      tag('p', { class: 'follow-packet mono' }, packetWords(walk.packet)),
      tag('ol', {}, ...items),
      tag('p', { class: `follow-end ${walk.verdict}` }, ...unbroken(endOfWalk(walk))),
      ...depends,
    );
  }
}
