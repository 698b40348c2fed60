import type { RulesView, WorldView } from './model';

/** What the server tells of rules (RulesSocket.java). */
export interface State {
  rules: RulesView;
  world: WorldView;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const PING_EVERY = 30_000;
const MACHINE_GONE = 4404;

/** The live rules of a sandbox over a WebSocket that comes back by itself; open only while they are wanted. */
export class Rules {
  private socket: WebSocket | null = null;
  private wanted = false;
  private wait = FIRST_WAIT;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    /** Where the socket is, such as `/sandboxes/ID/rules`. */
    private readonly path: string,
    private readonly told: (state: State) => void,
    private readonly connected: (connected: boolean) => void,
  ) {}

  want(wanted: boolean): void {
    this.wanted = wanted;
    if (wanted) this.open();
    else {
      clearTimeout(this.retry);
      this.socket?.close();
    }
  }

  private open(): void {
    if (this.socket !== null) return;
    const address = new URL(this.path, location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    this.socket = socket;
    const ping = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(''), PING_EVERY);
    socket.addEventListener('message', (event) => {
      this.wait = FIRST_WAIT;
      this.connected(true);
      this.told(JSON.parse(String(event.data)) as State);
    });
    socket.addEventListener('close', (event) => {
      clearInterval(ping);
      this.socket = null;
      if (!this.wanted || event.code === MACHINE_GONE) return;
      this.connected(false);
      // A little chance keeps a whole class from knocking at the same moment after a restart.
      this.retry = setTimeout(() => this.wanted && this.open(), this.wait * (0.75 + Math.random() / 2));
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    });
  }
}
