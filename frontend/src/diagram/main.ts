// The map's island: <div data-island="follow" data-sandbox="ID">. It listens to the rules while it can be seen.
import './map.css';
import './follow.css';
import { Follow } from './island';
import { Rules } from './rulesLink';
import { send } from './send';

for (const root of document.querySelectorAll<HTMLElement>('[data-island="follow"]')) {
  const sandbox = root.dataset['sandbox'];
  if (!sandbox) continue;
  const follow = new Follow(root, (request) => send(sandbox, request));
  const rules = new Rules(sandbox, (state) => follow.show(state.rules, state.world), (connected) => follow.connected(connected));
  new IntersectionObserver((seen) => rules.want(seen.some((one) => one.isIntersecting))).observe(root);
}
