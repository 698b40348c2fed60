package dev.packetwalk.sandbox;

import java.util.List;

/**
 * The network around a box: what an exercise asks for, and what a keeper builds when its sandbox starts.
 *
 * <p>Every box has {@code eth0} with 10.77.0.3/24 and reaches the world through 10.77.0.2, a host called {@code internet} that
 * answers DNS, HTTP and the package mirror. A topology adds to that.
 *
 * @param name a short name ({@code [a-z][a-z0-9-]*}); sandboxes of one topology are interchangeable, so the warm pool is kept by it
 * @param forwarding whether the box forwards packets between its interfaces
 * @param hosts further hosts, in the order in which they are made
 * @param rules what {@code iptables-restore} loads before the learner arrives; empty for none
 * @param traffic what goes on by itself as long as the sandbox exists, at most 8 kinds of it
 */
public record Topology(String name, boolean forwarding, List<Host> hosts, String rules, List<Traffic> traffic) {
    public Topology {
        hosts = List.copyOf(hosts);
        traffic = List.copyOf(traffic);
    }

    /** A network in which nothing goes on by itself. */
    public Topology(String name, boolean forwarding, List<Host> hosts, String rules) {
        this(name, forwarding, hosts, rules, List.of());
    }

    /** A plain machine with one interface and no rules. */
    public static Topology plain(String name) {
        return new Topology(name, false, List.of(), "");
    }

    /**
     * A host of the world beside {@code internet}.
     *
     * @param name what the lesson calls it
     * @param place where it is attached
     * @param address in CIDR form, such as {@code 172.17.0.2/16}
     * @param listeners the ports on which it answers
     */
    public record Host(String name, Place place, String address, List<Listener> listeners) {
        public Host {
            listeners = List.copyOf(listeners);
        }
    }

    /** Where a host is attached. */
    public enum Place {
        /** On the segment of {@code eth0}. */
        OUTSIDE,
        /** Behind the box, on the bridge {@code docker0} (172.17.0.1/16). */
        BEHIND
    }

    /**
     * A TCP port that answers HTTP requests with one line of text.
     *
     * @param port 1 to 65535
     * @param text what it answers
     */
    public record Listener(int port, String text) {}

    /**
     * A connection that a host makes again and again, or a datagram that it sends. A TCP connection asks for the page {@code /}
     * and is held until the next one is due. It moves counters and leaves flows; the journal does not tell of it.
     *
     * @param from the host that sends: {@code internet}, or one of the topology's
     * @param protocol TCP or UDP
     * @param address where to, an IPv4 address
     * @param port 1 to 65535
     * @param everyMillis the time between two of them, in milliseconds, an eighth more or less; 200 to 60,000
     */
    public record Traffic(String from, Probe.Protocol protocol, String address, int port, int everyMillis) {}
}
