package dev.packetwalk.netfilter;

/**
 * A fragment after the first: there is no transport header to look at.
 *
 * @param protocol of the whole datagram
 */
public record LaterFragment(Protocol protocol) implements Transport {}
