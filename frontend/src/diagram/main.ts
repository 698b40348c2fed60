// The map's islands: <div data-island="follow" data-sandbox="ID">, which listens to the rules while it can be seen,
// <div data-island="kept-walk" data-walk="ID"> for a walk of the past, and <div data-island="rules" data-rules="PATH"> for somebody
// else's rules, which can only be looked at.
import './map.css';
import './follow.css';
import './ask.css';
import './lists.css';
import { Follow } from './island';
import { showKept } from './kept';
import { Rules } from './rulesLink';
import { send } from './send';
import { WatchLink } from './watchLink';

for (const root of document.querySelectorAll<HTMLElement>('[data-island="follow"]')) {
  const sandbox = root.dataset['sandbox'];
  if (!sandbox) continue;
  const follow = new Follow(root, {
    send: (request) => send(sandbox, request),
    watch: (filter, told, over) => {
      const link = new WatchLink(sandbox, filter, told, over);
      return () => link.stop();
    },
  });
  const rules = new Rules(`/sandboxes/${sandbox}/rules`, (state) => follow.show(state.rules, state.world), (connected) => follow.connected(connected));
  new IntersectionObserver((seen) => rules.want(seen.some((one) => one.isIntersecting))).observe(root);
}
for (const root of document.querySelectorAll<HTMLElement>('[data-island="kept-walk"]')) {
  const walk = root.dataset['walk'] ?? '';
  void showKept(root, root.dataset['content'] ?? `/walks/${encodeURIComponent(walk)}/content`);
}
for (const root of document.querySelectorAll<HTMLElement>('[data-island="rules"]')) {
  const follow = new Follow(root, null);
  const rules = new Rules(root.dataset['rules'] ?? '', (state) => follow.show(state.rules, state.world), (connected) => follow.connected(connected));
  new IntersectionObserver((seen) => rules.want(seen.some((one) => one.isIntersecting))).observe(root);
}
