/** An event of an asciicast v2 file: seconds since the beginning, its kind (o output, r size, m marker), and what. */
export type CastEvent = readonly [at: number, kind: string, value: string];

/** A recording of one terminal. */
export interface Cast {
  columns: number;
  rows: number;
  events: readonly CastEvent[];
}

/** Reads an asciicast v2 file; null if it is none. */
export function castOf(text: string): Cast | null {
  const [first, ...lines] = text.split('\n').filter((line) => line !== '');
  try {
    const header = JSON.parse(first ?? '') as { version?: unknown; width?: unknown; height?: unknown };
    if (header.version !== 2 || typeof header.width !== 'number' || typeof header.height !== 'number') return null;
    return { columns: header.width, rows: header.height, events: lines.map((line) => JSON.parse(line) as CastEvent) };
  } catch {
    return null;
  }
}
