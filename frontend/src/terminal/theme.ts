import type { ITheme } from '@xterm/xterm';

const names = [
  'background',
  'foreground',
  'cursor',
  'cursorAccent',
  'selectionBackground',
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const satisfies readonly (keyof ITheme)[];

/** The terminal's colours, from the style sheet's `--terminal-…` properties, so that they follow light and dark. */
export function themeOf(element: Element): ITheme {
  const style = getComputedStyle(element);
  const theme: ITheme = {};
  for (const name of names) {
    const property = `--terminal-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
    const value = style.getPropertyValue(property).trim();
    if (value !== '') {
      theme[name] = value;
    }
  }
  return theme;
}

/** Calls when light becomes dark or dark light, by the system's wish or the learner's own. */
export function onThemeChange(changed: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] });
}
