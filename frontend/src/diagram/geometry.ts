/** A place in the drawing, in units of its view box. */
export interface Point {
  x: number;
  y: number;
}

export interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

export function length(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i] ?? point, point), 0);
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** The point that lies `along` from the start; the end when it is longer. */
export function pointAt(points: readonly Point[], along: number): Point {
  let left = along;
  for (const [i, point] of points.entries()) {
    const next = points[i + 1];
    if (!next) return point;
    const leg = distance(point, next);
    if (left <= leg) {
      const part = leg === 0 ? 0 : left / leg;
      return { x: point.x + (next.x - point.x) * part, y: point.y + (next.y - point.y) * part };
    }
    left -= leg;
  }
  return { x: 0, y: 0 };
}

/** The line without points that it does not turn at, nor stand still at. */
export function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    const before = kept.at(-2);
    if (last && distance(last, point) < 0.01) continue;
    if (last && before && turns(before, last, point) === false) kept.pop();
    kept.push(point);
  }
  return kept;
}

function turns(a: Point, b: Point, c: Point): boolean {
  const cross = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
  const along = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
  return Math.abs(cross) > 0.01 || along < 0;
}

/** The line moved sideways, to the right of the page where it runs downwards, so that lines run side by side. */
export function shifted(line: readonly Point[], by: number): Point[] {
  const points = straightened(line);
  return points.map((point, i) => {
    const before = sideways(points[i - 1] ?? point, point) ?? sideways(point, points[i + 1] ?? point) ?? { x: 1, y: 0 };
    const after = sideways(point, points[i + 1] ?? point) ?? before;
    const stretch = by / Math.max(1 + before.x * after.x + before.y * after.y, 0.5);
    return { x: point.x + (before.x + after.x) * stretch, y: point.y + (before.y + after.y) * stretch };
  });
}

function sideways(a: Point, b: Point): Point | null {
  const long = distance(a, b);
  return long === 0 ? null : { x: (b.y - a.y) / long, y: (a.x - b.x) / long };
}

/** SVG path data with corners rounded by at most `radius`. */
export function rounded(line: readonly Point[], radius: number): string {
  const points = straightened(line);
  const first = points[0];
  if (!first) return '';
  const parts = [`M${n(first.x)} ${n(first.y)}`];
  for (let i = 1; i < points.length; i++) {
    const [before, at, after] = [points[i - 1], points[i], points[i + 1]];
    if (!before || !at) continue;
    if (!after) {
      parts.push(`L${n(at.x)} ${n(at.y)}`);
      continue;
    }
    const r = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2);
    const start = pointAt([at, before], r);
    const end = pointAt([at, after], r);
    parts.push(`L${n(start.x)} ${n(start.y)}Q${n(at.x)} ${n(at.y)} ${n(end.x)} ${n(end.y)}`);
  }
  return parts.join('');
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
