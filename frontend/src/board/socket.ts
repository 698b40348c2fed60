const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const PING_EVERY = 30_000;
const REFUSED = 4404;

/** What can be said over a connection; lost while there is none. */
export interface Talk {
  say(text: string): void;
}

/** A WebSocket that listens, and comes back by itself. */
export function listen<Message>(path: string, told: (message: Message) => void, connected: (up: boolean) => void): Talk {
  const address = new URL(path, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const talk = { socket: null as WebSocket | null };
  open(address, FIRST_WAIT, told, connected, talk);
  return { say: (text) => talk.socket?.readyState === WebSocket.OPEN && talk.socket.send(text) };
}

function open<Message>(
  address: URL,
  wait: number,
  told: (message: Message) => void,
  connected: (up: boolean) => void,
  talk: { socket: WebSocket | null },
): void {
  const socket = new WebSocket(address);
  talk.socket = socket;
  let nextWait = Math.min(wait * 2, LONGEST_WAIT);
  const ping = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(''), PING_EVERY);
  socket.addEventListener('message', (event) => {
    nextWait = FIRST_WAIT;
    connected(true);
    told(JSON.parse(String(event.data)) as Message);
  });
  socket.addEventListener('close', (event) => {
    clearInterval(ping);
    if (event.code === REFUSED) return;
    connected(false);
    // A little chance keeps a whole class from knocking at the same moment after a restart.
    setTimeout(() => open(address, nextWait, told, connected, talk), wait * (0.75 + Math.random() / 2));
  });
}
