/** Makes an element with properties and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A button that says what it does. */
export function button(label: string, text: string, pressed: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', 'aria-label': label, title: label }, text);
  made.addEventListener('click', pressed);
  return made;
}

/** Asks a question in a dialog; true when the first answer was chosen. */
export function ask(question: string, yes: string, no: string): Promise<boolean> {
  const confirm = element('button', { value: 'yes', class: 'terminal-yes' }, yes);
  const refuse = element('button', { value: 'no', autofocus: '' }, no);
  const form = element('form', { method: 'dialog' }, element('p', {}, question), element('div', {}, confirm, refuse));
  const dialog = element('dialog', { class: 'terminal-question', 'aria-label': question }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}
