// The map's islands: <div data-island="follow" data-sandbox="ID">, which listens to the rules while it can be seen,
// <div data-island="kept-walk" data-walk="ID"> for a walk of the past, and <div data-island="rules" data-rules="PATH"> for somebody
// else's rules, which can only be looked at. What draws them is fetched at once where the map can be seen, and where it stands behind
// a tab, once the page has nothing else to do; it is built when it is seen for the first time.
import './map.css';
import './follow.css';
import './ask.css';
import './lists.css';
import { whenIdle } from '../page/idle';

/** After how long it is fetched anew when the server was away. */
const AGAIN_MS = 2000;
const islands = () => import('./islands');

for (const root of document.querySelectorAll<HTMLElement>('[data-island="follow"], [data-island="kept-walk"], [data-island="rules"]')) {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((one) => one.isIntersecting)) return;
    seen.disconnect();
    islands().then(
      ({ build }) => build(root),
      () => setTimeout(() => seen.observe(root), AGAIN_MS),
    );
  });
  seen.observe(root);
  if (root.closest('[hidden]')) whenIdle(() => void islands().catch(() => {}));
  else islands().catch(() => {});
}
