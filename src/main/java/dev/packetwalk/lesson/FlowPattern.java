package dev.packetwalk.lesson;

import dev.packetwalk.netfilter.Protocol;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kind of flows of connection tracking: every flow that fits what is stated here. Addresses and ports are those of the packet
 * that opened the flow. Flows of our own probes are never meant.
 *
 * @param words what to call one of them, such as {@code a request to the web server}
 * @param protocol empty for any
 * @param from an IPv4 address; empty for any
 * @param to an IPv4 address; empty for any
 * @param port its destination port; empty for any
 * @param replied whether connection tracking has seen a packet in the other direction; empty if that does not matter
 * @param answered whether such a packet also got in past the rules of its time, and for TCP completed the connection; empty if
 *     that does not matter
 * @param state the state that connection tracking keeps, such as {@code ESTABLISHED}; empty for any
 */
public record FlowPattern(
        String words,
        Optional<Protocol> protocol,
        Optional<String> from,
        Optional<String> to,
        OptionalInt port,
        Optional<Boolean> replied,
        Optional<Boolean> answered,
        Optional<String> state) {}
