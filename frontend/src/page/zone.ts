import { whenIdle } from './idle';

/** What there is of Temporal in browsers that have it. */
interface WithTemporal {
  Temporal?: { Now: { timeZoneId(): string } };
}

/** This browser's time zone if it can be had at once. The first of a page's Intl formats takes tens of milliseconds: it loads the tables. */
function zoneAtOnce(): string | undefined {
  return (globalThis as WithTemporal).Temporal?.Now.timeZoneId();
}

/** This browser's time zone, such as `Europe/Zurich`. */
export function browserZone(): string {
  return zoneAtOnce() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Tells the server in which time zone this browser is, so that times and days are the visitor's own. */
export function tellZone(): void {
  if (zoneAtOnce() === undefined) whenIdle(() => keepZone(browserZone()));
  else keepZone(browserZone());
}

/** Keeps the zone in a cookie. */
export function keepZone(zone: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `packetwalk_zone=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
