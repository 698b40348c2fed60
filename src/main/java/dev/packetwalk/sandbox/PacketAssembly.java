package dev.packetwalk.sandbox;

import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.sandbox.TraceMessage.Event;
import dev.packetwalk.sandbox.TraceMessage.Then;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts together what the kernel tells of many packets at once. A packet is whole when a hook behind which nothing comes has let it
 * go, when a rule or policy has ended it, or when nothing more is told of it. One thread uses it.
 */
public final class PacketAssembly {
    private static final long SILENCE_NANOS = 200_000_000;

    /** A packet of which more may be told. */
    private static final class Open {
        private final long number;
        private final long generation;
        private final List<TraceMessage> messages = new ArrayList<>();
        private long heardAt;

        Open(long number, long generation) {
            this.number = number;
            this.generation = generation;
        }
    }

    /**
     * A packet of which all is told.
     *
     * @param generation of the rules that it met
     */
    public record Whole(long generation, List<TraceMessage> messages) {
        public Whole {
            messages = List.copyOf(messages);
        }
    }

    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final List<Open> whole = new ArrayList<>();
    private long packets;

    /** All packets of which there is something told, in the order in which they set out. */
    static List<List<TraceMessage>> all(List<Watched.Told> told) {
        PacketAssembly assembly = new PacketAssembly();
        assembly.hear(told, 0);
        assembly.open.values().forEach(assembly::finish);
        return assembly.inOrder().map(packet -> List.copyOf(packet.messages)).toList();
    }

    /** Adds what was told; returns the packets that are whole by now, in the order in which they set out. */
    public List<Whole> add(List<Watched.Told> told, long nowNanos) {
        whole.clear();
        hear(told, nowNanos);
        for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
            Open packet = each.next();
            if (nowNanos - packet.heardAt >= SILENCE_NANOS) {
                each.remove();
                finish(packet);
            }
        }
        return inOrder()
                .map(packet -> new Whole(packet.generation, packet.messages))
                .toList();
    }

    private void hear(List<Watched.Told> told, long nowNanos) {
        for (Watched.Told one : told) {
            take(one, nowNanos);
        }
    }

    private Stream<Open> inOrder() {
        return whole.stream().sorted(Comparator.comparingLong(packet -> packet.number));
    }

    private void take(Watched.Told told, long nowNanos) {
        TraceMessage message = told.message();
        Open before = open.get(told.packet());
        if (message.starts() && before != null) {
            open.remove(told.packet());
            finish(before); // the number is another packet's now
        }
        if (message.returns()) {
            comeBack(told);
        }
        Open packet = open.computeIfAbsent(told.packet(), _ -> new Open(packets++, told.generation()));
        packet.messages.add(message);
        packet.heardAt = nowNanos;
        if (ends(message)) {
            open.remove(told.packet());
            finish(packet);
        }
    }

    /** Over lo a packet comes in under another number than it went out: it is the one that looks the same. */
    private void comeBack(Watched.Told told) {
        for (Map.Entry<Long, Open> each : open.entrySet()) {
            if (looksLike(each.getValue(), told.message())) {
                Open packet = each.getValue();
                open.remove(each.getKey());
                open.put(told.packet(), packet);
                return;
            }
        }
    }

    private static boolean looksLike(Open packet, TraceMessage again) {
        TraceMessage last = packet.messages.getLast();
        return last.ends()
                && last.seen()
                        .flatMap(out -> again.seen()
                                .map(in -> out.packet()
                                        .between("", "")
                                        .withState(in.packet().state())
                                        .equals(in.packet().between("", ""))))
                        .orElse(false);
    }

    private static boolean ends(TraceMessage message) {
        if (message.ends()) {
            boolean overLoopback =
                    message.seen().filter(s -> s.packet().out().equals("lo")).isPresent();
            return message.chain().equals("end-input") || (message.chain().equals("end-postrouting") && !overLoopback);
        }
        return switch (message.event()) {
            case Event.Matched(int _, Then then) -> then == Then.DROP;
            case Event.Decided(var policy) -> policy == Policy.DROP;
            case Event.ChainEnded() -> false;
        };
    }

    private void finish(Open packet) {
        if (packet.messages.getFirst().starts()) {
            whole.add(packet);
        }
    }
}
