package dev.packetwalk.netfilter;

/**
 * {@code tos = (tos & ~mask) ^ value} on the type of service byte or traffic class: {@code -j TOS}, and {@code -j DSCP} on its
 * upper six bits.
 *
 * @param name the target's name in the rule, {@code TOS} or {@code DSCP}
 * @param value 0 to 255
 * @param mask the bits cleared first, 0 to 255
 */
public record SetTos(String name, int value, int mask) implements Target {
    public int apply(int tos) {
        return (tos & ~mask & 0xff) ^ value;
    }
}
