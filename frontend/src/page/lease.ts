import { counted } from '../words/load';
import { words } from './words';

/** Shows how long the machine is still there, counted down, and when that is soon. */
export function leaseClock(): void {
  if (!document.querySelector('[data-lease]')) return;
  show();
  setInterval(show, 10_000);
}

/** Takes new times for the machine. */
export function renewLease(idleEndsAt: string, hardEndsAt: string): void {
  const lease = document.querySelector<HTMLElement>('[data-lease]');
  if (!lease) return;
  lease.dataset['idleEndsAt'] = idleEndsAt;
  lease.dataset['hardEndsAt'] = hardEndsAt;
  show();
}

/** Shows the warning, or takes it back. */
export function warnOfLease(soon: boolean): void {
  const banner = document.getElementById('lease-warning');
  if (banner) banner.hidden = !soon;
}

function show(): void {
  const lease = document.querySelector<HTMLElement>('[data-lease]');
  showLeft('[data-idle-left]', lease?.dataset['idleEndsAt']);
  showLeft('[data-hard-left]', lease?.dataset['hardEndsAt']);
}

function showLeft(places: string, endsAt: string | undefined): void {
  const end = Date.parse(endsAt ?? '');
  if (Number.isNaN(end)) return;
  const left = inWords(end - Date.now());
  for (const place of document.querySelectorAll(places)) {
    if (place.textContent !== left) place.textContent = left;
  }
}

/** A length of time, as coarse as people say it. */
export function inWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return words.lessThanMinute;
  return minutes < 90 ? counted(words.minutes, minutes) : counted(words.hours, Math.round(minutes / 60));
}
