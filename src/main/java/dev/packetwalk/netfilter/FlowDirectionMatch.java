package dev.packetwalk.netfilter;

/**
 * The packet goes in this direction of its flow: {@code --ctdir}.
 *
 * @param reply whether against its first packet
 */
public record FlowDirectionMatch(boolean reply) implements FlowMatch {}
