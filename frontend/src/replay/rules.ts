import { Follow } from '../diagram/island';
import type { RulesView, WorldView } from '../diagram/model';
import { lastAt } from './clock';

/** From when on which rules were in force: seconds, and the number of the journal's entry. */
export type States = readonly (readonly [at: number, entry: number])[];

interface Scene {
  rules: RulesView;
  world: WorldView;
}

/** The map of the rules that were in force at the time that is shown. */
export class RulesThen {
  private readonly times: readonly number[];
  private readonly scenes = new Map<number, Promise<Scene | null>>();
  private follow: Follow | null = null;
  private wanted = -1;

  constructor(
    private readonly root: HTMLElement,
    private readonly recording: string,
    private readonly states: States,
    /** Called when there are none. */
    private readonly gone: () => void,
  ) {
    this.times = states.map(([at]) => at);
  }

  /** Shows the rules of a time, in seconds. Returns at once; those that come too late are not shown. */
  show(at: number): void {
    const index = Math.max(0, lastAt(this.times, at));
    const entry = this.states[index]?.[1];
    if (entry === undefined || entry === this.wanted) return;
    this.wanted = entry;
    void this.draw(entry);
    // Whoever plays on meets the next ones soon.
    const next = this.states[index + 1]?.[1];
    if (next !== undefined) void this.scene(next);
  }

  private async draw(entry: number): Promise<void> {
    const scene = await this.scene(entry);
    if (this.wanted !== entry) return;
    if (scene === null) {
      if (this.follow === null) this.gone();
      return;
    }
    this.follow ??= new Follow(this.root, null);
    this.follow.show(scene.rules, scene.world);
    this.root.dataset['entry'] = String(entry);
    this.bringIntoView();
  }

  /** Scrolls the map alone, never the page, to the first rule that is new. */
  private bringIntoView(): void {
    const fresh = this.root.querySelector('.map-row.fresh')?.getBoundingClientRect();
    const frame = this.root.getBoundingClientRect();
    if (!fresh || (fresh.top >= frame.top && fresh.bottom <= frame.bottom)) return;
    this.root.scrollTop += fresh.top - frame.top - frame.height / 3;
  }

  private scene(entry: number): Promise<Scene | null> {
    const known = this.scenes.get(entry) ?? this.fetch(entry);
    this.scenes.set(entry, known);
    return known;
  }

  private async fetch(entry: number): Promise<Scene | null> {
    try {
      const answer = await fetch(`/recordings/${this.recording}/rules?entry=${entry}`, { headers: { Accept: 'application/json' } });
      return answer.status === 200 ? ((await answer.json()) as Scene) : null;
    } catch {
      this.scenes.delete(entry);
      return null;
    }
  }
}
