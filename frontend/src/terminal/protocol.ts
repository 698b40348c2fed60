// What the browser and the server say to each other; the other half is ToViewer.java and FromViewer.java.

/** A terminal's size in characters. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The bytes that follow were printed earlier, from `offset` to `until`. */
export interface Replay {
  readonly type: 'replay';
  readonly ring: string;
  readonly offset: number;
  readonly until: number;
  /** Whether the screen is cleared first and `prelude` printed on it. */
  readonly fresh: boolean;
  readonly prelude: string;
}

export type ShellState = 'RUNNING' | 'SEEKING' | 'EXITED';

export type FromServer =
  | Replay
  | { readonly type: 'live' }
  | { readonly type: 'size'; readonly columns: number; readonly rows: number; readonly mine: boolean }
  | { readonly type: 'shell'; readonly state: ShellState }
  | { readonly type: 'lease'; readonly endsAt: string; readonly canExtend: boolean }
  | { readonly type: 'alive' };

export type ToServer =
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'ack'; readonly offset: number }
  | { readonly type: 'redraw' }
  | { readonly type: 'restart' }
  | { readonly type: 'end' }
  | { readonly type: 'alive' };

/** Close codes of the server; see Closing.java. */
export const closing = {
  terminalEnded: 4001,
  sandboxOver: 4002,
  tooMuchInput: 4003,
  refused: 4004,
} as const;

/** Where a browser is in a terminal's output. */
export interface Place {
  readonly ring: string;
  readonly offset: number;
}

/** The address of a terminal's WebSocket on the host that the page came from. */
export function socketUrl(page: URL, sandbox: string, terminal: string, size: Size, place: Place | undefined): string {
  const url = new URL(`/sandboxes/${encodeURIComponent(sandbox)}/terminals/${encodeURIComponent(terminal)}`, page);
  url.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('columns', String(size.columns));
  url.searchParams.set('rows', String(size.rows));
  if (place) {
    url.searchParams.set('ring', place.ring);
    url.searchParams.set('offset', String(place.offset));
  }
  return url.toString();
}
