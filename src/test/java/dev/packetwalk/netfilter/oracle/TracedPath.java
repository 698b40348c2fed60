package dev.packetwalk.netfilter.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trace of one sent packet, sorted.
 *
 * @param messages of the packet itself, in order; behind those of its way out come those of its way back in over loopback
 * @param answers what the kernel would have sent by itself meanwhile
 */
record TracedPath(List<TraceMessage> messages, List<Headers> answers) {
    TracedPath {
        messages = List.copyOf(messages);
        answers = List.copyOf(answers);
    }

    /** Sorts messages by packet: an id belongs to whoever started with it last. */
    static TracedPath of(List<TraceMessage> trace) {
        Map<Integer, Boolean> ours = new LinkedHashMap<>();
        List<TraceMessage> messages = new ArrayList<>();
        List<Headers> answers = new ArrayList<>();
        for (TraceMessage message : trace) {
            if (answered(message)) {
                ours.put(message.id(), false);
                message.first().map(TraceMessage.First::headers).ifPresent(answers::add);
            } else if (TraceTable.starts(message) && message.first().isPresent()) {
                ours.put(message.id(), true);
            }
            if (ours.getOrDefault(message.id(), true)) {
                messages.add(message);
            }
        }
        return new TracedPath(messages, answers);
    }

    private static boolean answered(TraceMessage message) {
        return message.table().equals(TraceTable.NAME)
                && message.chain().equals("start-output")
                && message.verdict()
                        .filter(code -> code == TraceMessage.Code.DROP)
                        .isPresent();
    }
}
