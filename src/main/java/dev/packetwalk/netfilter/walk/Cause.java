package dev.packetwalk.netfilter.walk;

/** What does something to a packet on its way: a rule, a policy, the routing decision, connection tracking. */
public sealed interface Cause permits Decider, Routing, Tracking, FlowRewrite {
    /** In words. */
    String describe();
}
