package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Flow;
import java.util.List;
import java.util.Optional;

/**
 * A flow with all that its line says.
 *
 * @param flow what evaluating packets needs
 * @param words every word behind protocol, timeout and state, in order, also those that no accessor knows
 * @param raw the line
 * @param line its 1-based number
 */
public record TrackedFlow(Flow flow, List<FlowWord> words, String raw, int line) {
    public TrackedFlow {
        words = List.copyOf(words);
    }

    /** The value of a word that tells about the whole flow, such as {@code helper} or {@code use}. */
    public Optional<String> value(String key) {
        return value(FlowWord.Part.FLOW, key);
    }

    private Optional<String> value(FlowWord.Part part, String key) {
        return words.stream()
                .filter(word -> word.part() == part && word.key().equals(key))
                .map(FlowWord::value)
                .findFirst();
    }

    /** Whether the flag stands in the line, such as {@code OFFLOAD} for {@code [OFFLOAD]}. */
    public boolean flagged(String flag) {
        String printed = "[" + flag + "]";
        return words.stream()
                .anyMatch(word -> word.key().isEmpty() && word.value().equals(printed));
    }

    /** The kernel's id of the flow, 32 bits; with {@code -o id} only. */
    public Optional<Long> id() {
        return value("id").flatMap(id -> Numbers.decimal(id, Numbers.MAX_32));
    }

    /** The zone in which both directions are tracked; 0 is the one that no rule chooses. */
    public int zone() {
        return zone(value("zone"));
    }

    /** The zone of the first packet's direction alone; 0 without one. */
    public int originalZone() {
        return zone(value(FlowWord.Part.ORIGINAL, "zone-orig"));
    }

    /** The zone of the answers' direction alone; 0 without one. */
    public int replyZone() {
        return zone(value(FlowWord.Part.REPLY, "zone-reply"));
    }

    private static int zone(Optional<String> value) {
        return value.flatMap(zone -> Numbers.decimal(zone, 0xffff)).orElse(0L).intValue();
    }

    /** Seconds since the flow began, or that it lasted; where the kernel keeps timestamps. */
    public Optional<Long> age() {
        return value("delta-time").flatMap(Numbers::unsigned);
    }

    /** The helper that reads along in the flow, such as {@code ftp}. */
    public Optional<String> helper() {
        return value("helper");
    }
}
