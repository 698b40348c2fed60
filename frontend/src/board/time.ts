import { counted } from '../words/load';
import { words } from './words';

const MINUTE = 60_000;

/** A length of time, as coarse as BoardSpeech.java says it. */
export function inWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
  if (minutes < 1) return words.lessThanMinute;
  if (minutes < 100) return counted(words.minutes, minutes);
  return minutes < 2880 ? counted(words.hours, Math.floor(minutes / 60)) : counted(words.days, Math.floor(minutes / 1440));
}

/** Shows for how long: from data-from until data-to, or until now. */
export function showTime(cell: HTMLElement, place: HTMLElement, now: number = Date.now()): void {
  const from = Date.parse(cell.dataset['from'] ?? '');
  const to = Date.parse(cell.dataset['to'] ?? '');
  const told = Number.isNaN(from) ? '' : inWords((Number.isNaN(to) ? now : to) - from);
  if (place.textContent !== told) place.textContent = told;
}
