package dev.packetwalk.netfilter;

/**
 * The flow is of this protocol: {@code --ctproto}.
 *
 * @param protocol its transport protocol
 */
public record FlowProtocolMatch(Protocol protocol) implements FlowMatch {}
