// For looking at the diagram without a server: `npx vite`, then /assets/test/diagram/preview.html?scene=published&theme=dark&at=6.
import '../../src/styles/main.css';
import '../../src/diagram/map.css';
import '../../src/diagram/follow.css';
import '../../src/diagram/ask.css';
import '../../src/diagram/lists.css';
import { Follow } from '../../src/diagram/island';
import type { RulesView, Sent, WalkView } from '../../src/diagram/model';
import { dockerHost, dropped, published, services, world } from './fixtures';

const asked = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light';
const parted: WalkView = { ...published, source: 'traced', verdict: 'drop', steps: [...published.steps.slice(0, 10), ...dropped.steps.slice(-1).map((step) => ({ ...step, hook: 'FORWARD' as const, chain: 'FORWARD' }))] };
const scenes: Record<string, [RulesView, WalkView[]]> = {
  quiet: [dockerHost, []],
  published: [dockerHost, [published]],
  both: [dockerHost, [published, { ...published, source: 'traced' }]],
  parted: [dockerHost, [published, parted]],
  dropped: [dockerHost, [dropped]],
  services: [services(5000), []],
};
const [rules, walks] = scenes[asked.get('scene') ?? 'quiet'] ?? [dockerHost, []];
const root = document.querySelector<HTMLElement>('[data-island="follow"]');
if (root) {
  const follow = new Follow(root, { send: () => Promise.resolve(sent([published])), watch: (_, told) => {
    told({ seen: [dropped, published].map((walk) => ({ id: null, walk })), packets: 4300, shown: 2, millis: 10_000, over: null });
    return () => {};
  } });
  follow.show(rules, world);
  if (asked.has('watch')) {
    root.querySelector<HTMLElement>('.follow-modes button:last-child')?.click();
    root.querySelector<HTMLElement>('.follow-watch .follow-presets button')?.click();
  }
  if (walks.length > 0) {
    follow.play(sent(walks));
    const at = Number(asked.get('at') ?? 99);
    root.querySelector<HTMLElement>('.follow-play')?.click();
    [...root.querySelectorAll<HTMLElement>('.follow-walk:last-of-type .follow-step')].at(Math.min(at, (walks.at(-1)?.steps.length ?? 1) - 1))?.click();
  }
}

function sent(walks: WalkView[]): Sent {
  return { walks, answers: [], id: 'preview', note: null };
}
