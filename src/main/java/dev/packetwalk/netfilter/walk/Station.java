package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Family;
import java.util.List;

/** What the kernel calls at a hook. */
sealed interface Station permits Station.OfChain, Station.OfTracking, Station.OfNat {

    /**
     * A base chain.
     *
     * @param nat whether it is for address rewriting
     * @param filtering whether it is there to decide about packets
     * @param reroutes whether a packet that it changed is routed again
     */
    record OfChain(PreparedChain chain, PolicyOf policy, boolean nat, boolean filtering, boolean reroutes)
            implements Station {
        static OfChain of(HookRun.Registered registered, PreparedChain chain) {
            PolicyOf policy = new PolicyOf(
                    registered.table().family(),
                    registered.table().name(),
                    registered.chain().name(),
                    registered.base().policy());
            BaseChain.Type type = registered.base().type();
            return new OfChain(
                    chain, policy, type == BaseChain.Type.NAT, registered.filtering(), type == BaseChain.Type.ROUTE);
        }

        /** Whether the kernel calls it for packets of that family. */
        boolean sees(Family packet) {
            return policy.family() == packet || policy.family() == Family.INET;
        }
    }

    /** Connection tracking's look at the packet. */
    record OfTracking() implements Station {}

    /**
     * Address rewriting: for a flow's first packet by the chains, for later ones as they decided then.
     *
     * @param destination whether destinations are rewritten here, or sources
     */
    record OfNat(boolean destination, List<OfChain> chains) implements Station {}
}
