import { element as tag } from '../terminal/dom';
import { fill, pageLanguage } from '../words/load';
import { Follow } from './island';
import type { KeptWalk } from './model';
import { texts } from './texts';

/** A walk that was kept, on a page of its own: nothing is sent, everything else is as on the map. */
export async function showKept(root: HTMLElement, path: string): Promise<void> {
  const follow = new Follow(root, null);
  try {
    const answer = await fetch(path, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const kept = (await answer.json()) as KeptWalk;
    const when = new Intl.DateTimeFormat(pageLanguage(), { dateStyle: 'long', timeStyle: 'medium' }).format(new Date(kept.at));
    follow.keep(fill(texts.keptFrom, { when }));
    follow.show(kept.rules, kept.world);
    follow.play({ walks: kept.walks, answers: kept.answers, id: null, note: null });
  } catch {
    root.replaceChildren(tag('p', { class: 'follow-waiting', role: 'alert' }, texts.keptGone));
  }
}
