import { Follow } from './island';
import { showKept } from './kept';
import { Rules } from './rulesLink';
import { send } from './send';
import { WatchLink } from './watchLink';

/** Builds the island that belongs at this place of the page. */
export function build(root: HTMLElement): void {
  switch (root.dataset['island']) {
    case 'follow':
      follow(root, root.dataset['sandbox']);
      break;
    case 'kept-walk':
      void showKept(root, root.dataset['content'] ?? `/walks/${encodeURIComponent(root.dataset['walk'] ?? '')}/content`);
      break;
    case 'rules':
      listen(root, new Follow(root, null), root.dataset['rules'] ?? '');
      break;
  }
}

function follow(root: HTMLElement, sandbox: string | undefined): void {
  if (!sandbox) return;
  const machine = new Follow(root, {
    send: (request) => send(sandbox, request),
    watch: (filter, told, over) => {
      const link = new WatchLink(sandbox, filter, told, over);
      return () => link.stop();
    },
  });
  listen(root, machine, `/sandboxes/${sandbox}/rules`);
}

/** The rules of a machine are told while the map can be seen. */
function listen(root: HTMLElement, map: Follow, path: string): void {
  const rules = new Rules(path, (state) => map.show(state.rules, state.world), (connected) => map.connected(connected));
  new IntersectionObserver((seen) => rules.want(seen.some((one) => one.isIntersecting))).observe(root);
}
