package dev.packetwalk.netfilter;

/**
 * A condition on the flow that a packet belongs to. A packet without one, which is INVALID or UNTRACKED, matches neither the
 * condition nor its opposite.
 */
public sealed interface FlowMatch extends Match
        permits FlowMarkMatch,
                FlowAddressMatch,
                FlowPortMatch,
                FlowProtocolMatch,
                FlowDirectionMatch,
                FlowStatusMatch {}
