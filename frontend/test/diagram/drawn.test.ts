// Walks of real rules and of live boxes, drawn and compared with the walk itself. They come from Drawing.java, in a file that
// PACKETWALK_DRAWN names; without one there is nothing to compare.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { distance } from '../../src/diagram/geometry';
import { layOut } from '../../src/diagram/layout';
import type { RulesView, StepView, WalkView, WorldView } from '../../src/diagram/model';
import { paintTicket, paintTrails } from '../../src/diagram/overlay';
import { placeSteps } from '../../src/diagram/places';
import { shownNow } from '../../src/diagram/stage';
import { trailOf, walked } from '../../src/diagram/trail';
import { xml } from '../../src/diagram/vector';
import { walkText } from '../../src/diagram/words';

interface Drawn {
  name: string;
  rules: RulesView;
  world: WorldView;
  walks: WalkView[];
}

const file = process.env['PACKETWALK_DRAWN'] ?? '';
const given = existsSync(file);
const nothing: Drawn = { name: 'nothing', rules: { generation: 0, tables: [] }, world: { interfaces: [], hosts: [] }, walks: [] };
const all = given ? (JSON.parse(readFileSync(file, 'utf8')) as Drawn[]) : [nothing];
const choices = { opened: new Set<string>(), closed: new Set<string>() };

/** What a step names in the rules: the text of its rule, or its policy. */
function named({ kind, text }: StepView): string | null {
  return kind === 'rule' || kind === 'policy' ? text : null;
}

describe.skipIf(!given).each(all)('the walks of $name', ({ rules, world, walks }) => {
  it.each([344, 1200])('are drawn stop by stop where the rules stand, %i wide', (width) => {
    for (const walk of walks) {
      const drawing = layOut({ rules, world, walks: [walk], choices, width });
      const trail = trailOf(drawing, walk);
      expect(trail.legs.map((leg) => leg.step)).toEqual(walk.steps);
      let before = trail.start;
      placeSteps(walk).forEach(({ step }, i) => {
        const leg = trail.legs[i];
        const [first, last] = [leg?.points[0], leg?.points.at(-1)];
        if (!leg || !first || !last) throw new Error(`step ${i} is not drawn`);
        expect(distance(before, first), `leg ${i} sets out where the one before has ended`).toBeLessThan(0.1);
        before = last;
        const row = drawing.cards.find((card) => card.hook === step.hook)?.rows.find((at) => at.row.key === leg.key);
        if (named(step) !== null && step.last === step.rule) {
          const shown = row?.row.kind === 'rule' ? row.row.rule.text : row?.row.kind === 'policy' ? `policy ${row.row.chain.policy}` : row?.row.kind;
          expect(shown === 'more' ? step.outcome : shown, `step ${i}`).toBe(shown === 'more' ? 'passes' : named(step));
        }
        if (row) expect([last.x, last.y]).toEqual([row.x, row.y]);
      });
      const end = walked(trail, walk.steps.length).at(-1);
      expect(end && distance(end, before)).toBeLessThan(0.1);
      const now = shownNow([trail], walk.steps.length, walk.steps.length - 1);
      expect(xml(paintTrails(now)) + now.map((one) => xml(paintTicket(drawing, one))).join('')).not.toContain('NaN');
    }
  });

  it('are told step by step as they are drawn', () => {
    for (const walk of walks) {
      const lines = walkText(walk).split('\n');
      walk.steps.forEach((step, i) => {
        const line = lines.find((one) => one.trimStart().startsWith(`${i + 1}. `)) ?? '';
        if (step.kind === 'rule' && step.outcome !== 'passes') expect(line).toContain(step.text);
        else expect(line).not.toBe('');
      });
    }
  });
});
