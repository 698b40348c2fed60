package dev.packetwalk.netfilter.text;

/**
 * One word of a flow's line behind its protocol, timeout and state.
 *
 * @param part what it tells about
 * @param key what stands before the {@code =}; empty for a flag such as {@code [ASSURED]}
 * @param value what stands behind it, or the flag with its brackets
 * @param start 0-based place of its first character in the raw line
 */
public record FlowWord(Part part, String key, String value, int start) {
    /** What a word can tell about. */
    public enum Part {
        ORIGINAL,
        REPLY,
        FLOW
    }
}
