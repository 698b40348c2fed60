import { unbroken } from '../words/load';

/** Why a check, or a step of one, is as it is. All text in it may be hostile. */
export interface Why {
  reason: { text: string; code: boolean }[] | null;
  rules: { place: string; text: string; role: string; words: string }[];
}

/** Shows a reason, and the rules that it speaks of, in the places of its own that a check or a step has. */
export function showWhy(item: HTMLElement, why: Why): void {
  const reason = part(item, ':scope > .check-why');
  reason.replaceChildren(...(why.reason ?? []).map((run) => (run.code ? command(run.text) : run.text)));
  reason.hidden = !why.reason?.length;
  const rules = part(item, ':scope > .rules');
  rules.replaceChildren(...why.rules.map(rule));
  rules.hidden = why.rules.length === 0;
}

/** The one part of something that it always has. */
export function part(item: HTMLElement, selector: string): HTMLElement {
  const found = item.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`a check has no ${selector}`);
  return found;
}

function rule(of: Why['rules'][number]): HTMLElement {
  const item = element('li', '', 'rule');
  item.dataset['role'] = of.role;
  item.append(element('span', of.place, 'rule-place'), command(of.text, 'rule-text'), element('span', of.words, 'rule-role'));
  return item;
}

function command(text: string, className?: string): HTMLElement {
  const made = element('code', '', className);
  made.append(...unbroken(text));
  return made;
}

function element(name: string, text: string, className?: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
