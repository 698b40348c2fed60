import type { PacketRequest, SendAnswer, Sent } from './model';
import { texts } from './texts';

/** Sends a packet in a sandbox, and says what became of it. */
export async function send(sandbox: string, request: PacketRequest): Promise<SendAnswer> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
  try {
    const answer = await fetch(`/sandboxes/${sandbox}/walks`, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-CSRF-TOKEN': token },
      body: JSON.stringify(request),
    });
    if (answer.status === 429) return { problem: ((await answer.json()) as { detail?: string }).detail ?? texts.refused };
    if (!answer.ok) return { problem: texts.refused };
    const told = (await answer.json()) as Sent & { problem: string | null };
    return told.problem === null ? told : { problem: told.problem };
  } catch {
    return { problem: texts.lost };
  }
}
