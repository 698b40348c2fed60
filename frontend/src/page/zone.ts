/** Tells the server in which time zone this browser is, so that times and days are the visitor's own. */
export function tellZone(zone: string = Intl.DateTimeFormat().resolvedOptions().timeZone): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `packetwalk_zone=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
