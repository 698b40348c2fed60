import { closing, type FromServer, type Place, type Size, type ToServer, socketUrl } from './protocol';

/** Where a link's output goes. */
export interface LinkListener {
  /** Bytes for the screen; `shown` is called once they are on it. */
  output(bytes: Uint8Array, shown: () => void): void;
  /** A message for the page; replays come in order with the bytes. */
  said(message: FromServer): void;
  /** The connection is up, or sought again. */
  connected(up: boolean): void;
  /** The server ended it for good. */
  over(code: number, reason: string): void;
}

/** What a link needs of a browser; tests bring their own. */
export interface Surroundings {
  readonly page: URL;
  open(url: string): WebSocket;
  after(milliseconds: number, action: () => void): () => void;
  random(): number;
}

// The server counts on an acknowledgement for whatever is more than this (Viewer.UNACKNOWLEDGED).
const acknowledgeEvery = 8 * 1024;
const firstPause = 250;
const longestPause = 8_000;
const askAfter = 20_000;
const answerWithin = 10_000;
const largestMessage = 16 * 1024;

/**
 * Keeps one terminal connected to the server: sends what is typed, acknowledges what is shown, and after a broken connection
 * goes on where it was.
 */
export class Link {
  private socket: WebSocket | undefined;
  private place: Place | undefined;
  private acknowledged = 0;
  private generation = 0;
  private failures = 0;
  private closed = false;
  private cancelTimer = (): void => {};

  constructor(
    private readonly sandbox: string,
    private readonly terminal: string,
    private size: Size,
    private readonly listener: LinkListener,
    private readonly around: Surroundings,
  ) {}

  get open(): boolean {
    return this.socket?.readyState === 1;
  }

  connect(): void {
    this.cancelTimer();
    const socket = this.around.open(socketUrl(this.around.page, this.sandbox, this.terminal, this.size, this.place));
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onmessage = (event) => this.received(event.data as ArrayBuffer | string);
    socket.onclose = (event) => this.lost(socket, event.code, event.reason);
    this.later(answerWithin, () => this.giveUp(socket));
  }

  /** Tries at once instead of after the pause: the network is back, or the page is looked at again. */
  hurry(): void {
    if (!this.closed && this.socket === undefined) {
      this.connect();
    } else if (this.open) {
      this.ask();
    }
  }

  /** Types text; false when there is no connection to type into. */
  type(text: string): boolean {
    return this.send(new TextEncoder().encode(text));
  }

  /** Types bytes that are no text, such as some mouse reports: a character for each. */
  typeBytes(binary: string): boolean {
    return this.send(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
  }

  resize(size: Size): void {
    this.size = size;
    this.say({ type: 'resize', ...size });
  }

  say(message: ToServer): void {
    if (this.open) {
      this.socket?.send(JSON.stringify(message));
    }
  }

  close(): void {
    this.closed = true;
    this.cancelTimer();
    this.socket?.close(1000);
    this.socket = undefined;
  }

  private send(bytes: Uint8Array): boolean {
    if (!this.open) {
      return false;
    }
    for (let at = 0; at < bytes.length; at += largestMessage) {
      this.socket?.send(bytes.slice(at, at + largestMessage));
    }
    return true;
  }

  private received(data: ArrayBuffer | string): void {
    this.later(askAfter, () => this.ask());
    if (typeof data === 'string') {
      this.heard(JSON.parse(data) as FromServer);
    } else if (this.place) {
      const offset = this.place.offset + data.byteLength;
      const generation = this.generation;
      this.place = { ring: this.place.ring, offset };
      this.listener.output(new Uint8Array(data), () => this.shown(generation, offset));
    }
  }

  private heard(message: FromServer): void {
    if (message.type === 'replay') {
      this.place = { ring: message.ring, offset: message.offset };
      this.acknowledged = message.offset;
      this.generation++;
      this.failures = 0;
      this.listener.connected(true);
    }
    this.listener.said(message);
  }

  private shown(generation: number, offset: number): void {
    if (generation === this.generation && offset - this.acknowledged >= acknowledgeEvery) {
      this.acknowledged = offset;
      this.say({ type: 'ack', offset });
    }
  }

  /** A connection can be dead without a word; whoever does not answer is taken for gone. */
  private ask(): void {
    const socket = this.socket;
    if (socket && this.open) {
      this.say({ type: 'alive' });
      this.later(answerWithin, () => this.giveUp(socket));
    }
  }

  private giveUp(socket: WebSocket): void {
    socket.close();
    this.lost(socket, 1006, '');
  }

  private lost(socket: WebSocket, code: number, reason: string): void {
    if (this.socket !== socket || this.closed) {
      return;
    }
    this.socket = undefined;
    this.generation++;
    this.cancelTimer();
    if (code >= closing.terminalEnded && code <= closing.refused) {
      this.closed = true;
      this.listener.over(code, reason);
      return;
    }
    this.listener.connected(false);
    const pause = Math.min(longestPause, firstPause * 2 ** this.failures++);
    this.later(pause * (0.5 + this.around.random() / 2), () => this.connect());
  }

  private later(milliseconds: number, action: () => void): void {
    this.cancelTimer();
    this.cancelTimer = this.around.after(milliseconds, action);
  }
}

/** The real ones. */
export function browserSurroundings(): Surroundings {
  return {
    page: new URL(location.href),
    open: (url) => new WebSocket(url),
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
}
