package dev.packetwalk.netfilter;

/**
 * A reply to the packet would be routed through the interface by which it came: {@code -m rpfilter}.
 *
 * @param loose whether any interface will do
 * @param validMark whether the packet's mark takes part in the routing
 * @param acceptLocal whether a source that is an address of this host will do
 * @param inverted whether it holds when no reply would be
 */
public record ReversePathMatch(boolean loose, boolean validMark, boolean acceptLocal, boolean inverted)
        implements Match {}
