import type { PacketRequest, SendAnswer, WalkView } from './model';

const LOST = 'The server does not answer. Try again in a moment; your machine is not touched by this.';
const REFUSED = 'The server did not take this packet. Reload the page and try again; what you have done stays.';

/** Sends a packet in a sandbox, and says what became of it. */
export async function send(sandbox: string, request: PacketRequest): Promise<SendAnswer> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
  try {
    const answer = await fetch(`/sandboxes/${sandbox}/walks`, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-CSRF-TOKEN': token },
      body: JSON.stringify(request),
    });
    if (!answer.ok) return { problem: REFUSED };
    const { walks, problem, note } = (await answer.json()) as { walks: WalkView[]; problem: string | null; note: string | null };
    return problem === null ? { walks, note } : { problem };
  } catch {
    return { problem: LOST };
  }
}
