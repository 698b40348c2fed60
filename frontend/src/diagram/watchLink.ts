import type { WatchNews } from './model';

/** Which packets to watch for; empty and 0 for any. `host` is the name of a host of the world. */
export interface Filter {
  protocol: '' | 'tcp' | 'udp' | 'icmp';
  host: string;
  port: number;
  direction: 'both' | 'in' | 'out';
}

/** Why there is no more to come. */
export type Over = NonNullable<WatchNews['over']> | 'tooMany';

const TOO_MANY = 4429;
const PING_EVERY = 20_000;

/** Watches packets of a sandbox until it is told to stop, or the server ends it. */
export class WatchLink {
  private readonly socket: WebSocket;
  private readonly ping: ReturnType<typeof setInterval>;
  private ended = false;

  constructor(sandbox: string, filter: Filter, told: (news: WatchNews) => void, over: (why: Over) => void) {
    const address = new URL(`/sandboxes/${sandbox}/watch`, location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    address.search = new URLSearchParams({ protocol: filter.protocol, host: filter.host, port: String(filter.port), direction: filter.direction }).toString();
    const socket = new WebSocket(address);
    this.socket = socket;
    this.ping = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(''), PING_EVERY);
    const end = (why: Over): void => {
      if (this.ended) return;
      this.stop();
      over(why);
    };
    socket.addEventListener('message', (event) => {
      const news = JSON.parse(String(event.data)) as WatchNews;
      if (!this.ended) told(news);
      if (news.over !== null) end(news.over);
    });
    socket.addEventListener('close', (event) => end(event.code === TOO_MANY ? 'tooMany' : 'lost'));
  }

  stop(): void {
    this.ended = true;
    clearInterval(this.ping);
    this.socket.close();
  }
}
