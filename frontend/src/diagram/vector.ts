/** A piece of a vector drawing as a value: it becomes elements of a page or the text of a file. */
export interface Piece {
  name: string;
  attributes: Readonly<Record<string, string | number | undefined>>;
  children: readonly (Piece | string)[];
}

export function piece(name: string, attributes: Piece['attributes'] = {}, ...children: (Piece | string)[]): Piece {
  return { name, attributes, children };
}

const SVG = 'http://www.w3.org/2000/svg';

/** The piece as an element. Text stays text, however hostile it is. */
export function element(of: Piece): SVGElement {
  const made = document.createElementNS(SVG, of.name);
  for (const [name, value] of Object.entries(of.attributes)) {
    if (value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...of.children.map((child) => (typeof child === 'string' ? child : element(child))));
  return made;
}

/** The piece as XML. */
export function xml(of: Piece): string {
  const attributes = Object.entries(of.attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
  const children = of.children.map((child) => (typeof child === 'string' ? escaped(child) : xml(child))).join('');
  return children === '' ? `<${of.name}${attributes}/>` : `<${of.name}${attributes}>${children}</${of.name}>`;
}

/** Without characters that XML does not know, which a rule's comment can hold. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
