package dev.packetwalk.netfilter;

/**
 * {@code (tos & mask) == value} on the type of service byte or traffic class: {@code -m tos}, and {@code -m dscp} on its upper
 * six bits.
 *
 * @param value 0 to 255
 * @param mask 0 to 255
 */
public record TosMatch(int value, int mask) implements DetailMatch {
    public boolean matches(int tos) {
        return (tos & mask) == value;
    }
}
