import { xml, type Piece } from './vector';
import { walkText } from './words';
import type { WalkView } from './model';

/** Colours and type that the drawing's style sheet speaks of. */
const TOKENS = [
  '--ground', '--surface', '--sunk', '--line', '--line-strong', '--ink', '--ink-soft', '--accent', '--accent-ink', '--accent-wash',
  '--pass', '--pass-wash', '--fail', '--fail-wash', '--doubt', '--doubt-wash', '--font-text', '--font-mono',
];

/** The drawing's own style sheet, with the colours that this page has now. */
export function styleOf(map: Element): string {
  const values = getComputedStyle(map);
  const tokens = TOKENS.map((token) => `${token}:${values.getPropertyValue(token).trim()};`).join('');
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSStyleRule && rule.selectorText.startsWith('.map'));
  return `.map{${tokens}}\n${rules.map((rule) => rule.cssText).join('\n')}`;
}

export function saveSvg(picture: Piece): void {
  save('packet-walk.svg', 'image/svg+xml', `<?xml version="1.0" encoding="UTF-8"?>\n${xml(picture)}\n`);
}

export function saveText(walks: readonly WalkView[]): void {
  save('packet-walk.txt', 'text/plain;charset=utf-8', walks.map(walkText).join('\n'));
}

function save(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
