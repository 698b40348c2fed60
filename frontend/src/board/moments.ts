import { pageLanguage } from '../words/load';

/** Shows times of the server as those of this place; today's without the day. */
export function moments(within: ParentNode): void {
  const today = new Date().toDateString();
  for (const place of within.querySelectorAll<HTMLElement>('time[data-at]')) {
    const at = new Date(place.dataset['at'] ?? '');
    if (Number.isNaN(at.getTime())) continue;
    const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
    const day: Intl.DateTimeFormatOptions = at.toDateString() === today ? {} : { month: 'short', day: 'numeric' };
    place.setAttribute('datetime', at.toISOString());
    place.textContent = new Intl.DateTimeFormat(pageLanguage(), { ...day, ...time }).format(at);
  }
}
