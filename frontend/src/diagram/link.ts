import { flagsOf, protocolOf } from './form';
import type { PacketRequest } from './model';

/** A packet as the fragment of an address: `#packet=internet,box,tcp,22,SYN`. */
export function fragmentOf(request: PacketRequest): string {
  return `#packet=${[request.from, request.to, request.protocol, request.port, request.flags].map((word) => encodeURIComponent(word)).join(',')}`;
}

/** The packet that a fragment names; null when it names none. */
export function packetOf(fragment: string): PacketRequest | null {
  const words = /^#packet=(.+)$/.exec(fragment)?.[1]?.split(',') ?? [];
  const [from, to, protocol, port, flags] = words.map(decoded);
  const number = Number(port);
  if (!from || !to || !protocol || !Number.isInteger(number) || number < 0 || number > 65_535) return null;
  return { from, to, protocol: protocolOf(protocol), port: number, flags: flagsOf(flags ?? '') };
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return '';
  }
}
