const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const PING_EVERY = 30_000;
const REFUSED = 4404;

/** A WebSocket that only listens, and comes back by itself. */
export function listen<Message>(path: string, told: (message: Message) => void, connected: (up: boolean) => void): void {
  const address = new URL(path, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  open(address, FIRST_WAIT, told, connected);
}

function open<Message>(address: URL, wait: number, told: (message: Message) => void, connected: (up: boolean) => void): void {
  const socket = new WebSocket(address);
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
    setTimeout(() => open(address, nextWait, told, connected), wait * (0.75 + Math.random() / 2));
  });
}
