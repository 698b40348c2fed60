package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Protocol;

/** What the sender of a packet is told by this host instead of its destination. */
public sealed interface Answer permits Answer.Reset, Answer.Unreachable {
    /** In words. */
    String describe();

    /** A TCP segment that ends the connection. */
    record Reset() implements Answer {
        @Override
        public String describe() {
            return "a TCP reset";
        }
    }

    /**
     * An ICMP error that quotes the packet.
     *
     * @param message its type and code
     */
    record Unreachable(IcmpHeader message) implements Answer {
        @Override
        public String describe() {
            return (message.protocol().equals(Protocol.ICMP) ? "ICMP type " : "ICMPv6 type ") + message.type()
                    + " code " + message.code();
        }
    }
}
