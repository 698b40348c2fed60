import type { Rect } from './geometry';
import type { WorldView } from './model';
import { LETTER } from './type';

/** An interface of the box on the edge of the box, with the hosts behind it. */
export interface Group extends Rect {
  name: string;
  address: string;
  pill: Rect;
  /** Where its line runs. */
  trunk: number;
  hosts: { name: string; address: string; x: number; y: number }[];
  /** Whether addresses stand below names because there is no room beside them. */
  stacked: boolean;
  /** How many hosts there is no room for. */
  more: number;
}

/** From the left edge of what stands on a line to the line; in a card there is room for the express lane. */
export const TRUNK = 26;
const LINE = 19;
const PILL = 26;
/** What an address below a name adds. */
export const BELOW = 14;
const STACKED_BELOW = 200;
/** What stands beside the words of a pill: its stop, and room at both ends. */
const BESIDE = 58;
const MOST_HOSTS = 4;
const GAP = 16;

/** The interfaces side by side; arrivals have their hosts above, departures below. `y` is where the group begins. */
export function groups(world: WorldView, way: 'in' | 'out', y: number, x: number, width: number): Group[] {
  const interfaces = world.interfaces.filter((one) => one.name !== 'lo');
  const count = Math.max(interfaces.length, 1);
  const each = Math.min((width - GAP * (count - 1)) / count, 300);
  const most = Math.max(...interfaces.map((one) => Math.min(hostsBehind(world, one.name).length, MOST_HOSTS)), 0);
  const stacked = each < STACKED_BELOW;
  const line = LINE + (stacked ? BELOW : 0);
  const pill = PILL + (stacked ? BELOW : 0);
  return interfaces.map((one, i) => {
    const left = x + i * ((width - each) / Math.max(count - 1, 1));
    const behind = hostsBehind(world, one.name);
    const shown = behind.slice(0, behind.length > MOST_HOSTS ? MOST_HOSTS - 1 : MOST_HOSTS);
    const lines = Math.min(behind.length, MOST_HOSTS);
    const above = way === 'in' ? (most - lines) * line : 0;
    const pillY = way === 'in' ? y + most * line + 8 : y;
    const firstLine = way === 'in' ? y + above + LINE / 2 : y + pill + 8 + LINE / 2;
    return {
      name: one.name,
      address: one.address,
      x: left,
      y,
      w: each,
      h: most * line + pill + 8,
      trunk: left + TRUNK,
      pill: { x: left, y: pillY, w: stacked ? each : Math.min(each, BESIDE + LETTER * (one.name.length + 1 + one.address.length)), h: pill },
      hosts: shown.map((host, at) => ({ name: host.name, address: host.address, x: left + TRUNK, y: firstLine + at * line })),
      stacked,
      more: behind.length - shown.length,
    };
  });
}

function hostsBehind(world: WorldView, name: string): WorldView['hosts'] {
  return world.hosts.filter((host) => host.interface === name);
}
