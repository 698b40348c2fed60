import { describe, expect, it } from 'vitest';
import { Link, type LinkListener, type Surroundings } from '../../src/terminal/link';
import type { FromServer } from '../../src/terminal/protocol';

/** A WebSocket without a network: the test is the server. */
class Wire {
  readyState = 0;
  binaryType = '';
  readonly sent: (string | Uint8Array)[] = [];
  onmessage: ((event: { data: ArrayBuffer | string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(readonly url: string) {}

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 3;
  }

  replay(offset: number, fresh = true): void {
    this.readyState = 1;
    this.say({ type: 'replay', ring: 'r1', offset, until: offset, fresh, prelude: '' });
  }

  say(message: FromServer): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  print(length: number): void {
    this.onmessage?.({ data: new ArrayBuffer(length) });
  }

  drop(code = 1006, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  messages(type: string): { type: string }[] {
    return this.sent
      .filter((data) => typeof data === 'string')
      .map((data) => JSON.parse(data) as { type: string })
      .filter((message) => message.type === type);
  }
}

class Bench implements Surroundings, LinkListener {
  readonly page = new URL('https://lab.example/lessons/x/y');
  readonly wires: Wire[] = [];
  readonly pending: (() => void)[] = [];
  readonly heard: FromServer[] = [];
  readonly ends: [number, string][] = [];
  up: boolean | undefined;
  private timer: { at: number; action: () => void } | undefined;

  open(url: string): WebSocket {
    const wire = new Wire(url);
    this.wires.push(wire);
    return wire as unknown as WebSocket;
  }

  after(at: number, action: () => void): () => void {
    const timer = { at, action };
    this.timer = timer;
    return () => {
      if (this.timer === timer) {
        this.timer = undefined;
      }
    };
  }

  random(): number {
    return 1;
  }

  output(_bytes: Uint8Array, shown: () => void): void {
    this.pending.push(shown);
  }

  said(message: FromServer): void {
    this.heard.push(message);
  }

  connected(up: boolean): void {
    this.up = up;
  }

  over(code: number, reason: string): void {
    this.ends.push([code, reason]);
  }

  /** Lets the one timer run out; returns how long it was set for. */
  elapse(): number {
    const timer = this.timer;
    this.timer = undefined;
    timer?.action();
    return timer?.at ?? -1;
  }

  get wire(): Wire {
    const last = this.wires.at(-1);
    if (!last) {
      throw new Error('nothing was opened');
    }
    return last;
  }

  showAll(): void {
    this.pending.splice(0).forEach((shown) => shown());
  }
}

function connected(): [Bench, Link] {
  const bench = new Bench();
  const link = new Link('abc', 't1', { columns: 80, rows: 24 }, bench, bench);
  link.connect();
  bench.wire.replay(100);
  return [bench, link];
}

describe('a link', () => {
  it('asks for its terminal in its size', () => {
    const [bench] = connected();
    expect(bench.wire.url).toBe('wss://lab.example/sandboxes/abc/terminals/t1?columns=80&rows=24');
    expect(bench.up).toBe(true);
  });

  it('comes back where it was, even before all of it was shown', () => {
    const [bench] = connected();
    bench.wire.print(50);
    bench.wire.drop();
    expect(bench.up).toBe(false);
    bench.elapse();
    expect(bench.wire.url).toContain('ring=r1&offset=150');
  });

  it('waits longer from one failure to the next, and not for ever', () => {
    const [bench] = connected();
    const pauses = Array.from({ length: 8 }, () => {
      bench.wire.drop();
      return bench.elapse();
    });
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
    bench.wire.replay(100);
    bench.wire.drop();
    expect(bench.elapse()).toBe(250);
  });

  it('acknowledges what has been shown, not what has arrived', () => {
    const [bench] = connected();
    bench.wire.print(20_000);
    expect(bench.wire.messages('ack')).toEqual([]);
    bench.showAll();
    expect(bench.wire.messages('ack')).toEqual([{ type: 'ack', offset: 20_100 }]);
    bench.wire.print(10);
    bench.showAll();
    expect(bench.wire.messages('ack')).toHaveLength(1);
  });

  it('does not take what an earlier connection brought for the new one', () => {
    const [bench] = connected();
    bench.wire.print(20_000);
    bench.wire.replay(500_000);
    bench.showAll();
    expect(bench.wire.messages('ack')).toEqual([]);
  });

  it('takes a silent server for gone', () => {
    const [bench] = connected();
    expect(bench.elapse()).toBe(20_000);
    expect(bench.wire.messages('alive')).toHaveLength(1);
    expect(bench.elapse()).toBe(10_000);
    expect(bench.up).toBe(false);
    bench.elapse();
    expect(bench.wires).toHaveLength(2);
  });

  it('takes an answer for a sign of life', () => {
    const [bench] = connected();
    bench.elapse();
    bench.wire.say({ type: 'alive' });
    expect(bench.elapse()).toBe(20_000);
    expect(bench.wires).toHaveLength(1);
  });

  it('does not come back when the server ended it', () => {
    const [bench, link] = connected();
    bench.wire.drop(4002, 'idle');
    expect(bench.ends).toEqual([[4002, 'idle']]);
    expect(bench.elapse()).toBe(-1);
    link.hurry();
    expect(bench.wires).toHaveLength(1);
  });

  it('sends a long paste in parts that the server takes', () => {
    const [bench, link] = connected();
    expect(link.type('ü'.repeat(20_000))).toBe(true);
    expect(bench.wire.sent.map((part) => part.length)).toEqual([16_384, 16_384, 7_232]);
    bench.wire.drop();
    expect(link.type('x')).toBe(false);
  });

  it('tries at once when the network is back', () => {
    const [bench, link] = connected();
    bench.wire.drop();
    link.hurry();
    expect(bench.wires).toHaveLength(2);
  });
});
