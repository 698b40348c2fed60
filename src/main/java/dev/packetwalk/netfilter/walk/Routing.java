package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;

/**
 * The host's decision where a packet goes next: behind PREROUTING, before OUTPUT, and again where OUTPUT has changed the packet.
 *
 * @param decision what it is
 * @param destination of the packet at that moment
 * @param out the interface it will leave through; empty when it stays, ends here, or that is not known
 */
public record Routing(Decision decision, Address destination, String out) implements Cause {
    /** Where a packet goes, or why it goes nowhere. */
    public enum Decision {
        /** To a program of this host. */
        DELIVER,
        /** On to another host. */
        FORWARD,
        /** From a program of this host, out. */
        SEND,
        /** Not known: the host's addresses and routes were not stated, or don't tell. */
        UNKNOWN,
        /** Nowhere: it is for another host, and this one does not forward. */
        NOT_FORWARDING,
        /** Nowhere: no route leads to its destination. */
        NO_ROUTE,
        /** Nowhere: nobody on the network can have its source. */
        MARTIAN_SOURCE,
        /** Nowhere: its destination is not one that travels on a network. */
        MARTIAN_DESTINATION,
        /** Nowhere: its frame was for every device or a group of them, and such are not passed on. */
        NOT_ADDRESSED,
        /** Nowhere: this was its last hop. */
        TTL_EXCEEDED
    }

    @Override
    public String describe() {
        return "the routing decision: "
                + switch (decision) {
                    case DELIVER -> destination + " is this host";
                    case FORWARD -> destination + " is reached through " + out;
                    case SEND -> destination + " is reached through " + out;
                    case UNKNOWN -> "where " + destination + " is reached is not known";
                    case NOT_FORWARDING -> destination + " is another host, and forwarding is off";
                    case NO_ROUTE -> "no route leads to " + destination;
                    case MARTIAN_SOURCE -> "the packet's source can't be on the network that it comes from";
                    case MARTIAN_DESTINATION -> destination + " is no destination for a packet from a network";
                    case NOT_ADDRESSED ->
                        "the packet came in a frame that was not for this host alone, so it is not passed on";
                    case TTL_EXCEEDED -> "the packet's time to live is used up";
                };
    }
}
