package dev.packetwalk.web.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook leads: the address as it was typed, and the one machine that it means at this moment. What is sent goes to exactly
 * that machine, so that a name cannot mean another one between the look and the sending.
 *
 * @param address absolute, {@code http} or {@code https}, with a host, without user and fragment
 * @param machine what the host means now
 */
record Destination(URI address, InetAddress machine) {
    private static final int LONGEST = 2000;

    /** What came of looking at an address. */
    sealed interface Looked {
        /** It may be sent to. */
        record Found(Destination destination) implements Looked {}

        /** It may not. */
        record Refused(Flaw flaw) implements Looked {}
    }

    /** What can be wrong with an address. */
    enum Flaw {
        /** It is no absolute address that begins with {@code https://} or {@code http://}. */
        MALFORMED,
        /** Its host has no address. */
        UNKNOWN_HOST,
        /** It leads into a private network, or to this machine. */
        PRIVATE
    }

    /** Reads what somebody typed, without asking where it leads. */
    static @Nullable URI parse(@Nullable String typed) {
        String text = typed == null ? "" : typed.strip();
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            URI uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            boolean sound = web
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535;
            return sound ? uri : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    /** Looks where an address leads; asks the resolver. */
    static Looked look(URI address, boolean privateNetworks) {
        try {
            InetAddress machine = InetAddress.getByName(hostOf(address));
            return privateNetworks || !isPrivate(machine)
                    ? new Looked.Found(new Destination(address, machine))
                    : new Looked.Refused(Flaw.PRIVATE);
        } catch (UnknownHostException _) {
            return new Looked.Refused(Flaw.UNKNOWN_HOST);
        }
    }

    /** Without the brackets of an IPv6 address. */
    String host() {
        return hostOf(address);
    }

    private static String hostOf(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    boolean encrypted() {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    int port() {
        return address.getPort() >= 0 ? address.getPort() : encrypted() ? 443 : 80;
    }

    /** Path and query, as they are asked for. */
    String target() {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    /** Everything that the registry of special-purpose addresses does not call globally reachable, and what is embedded in IPv6. */
    static boolean isPrivate(InetAddress machine) {
        if (machine.isAnyLocalAddress()
                || machine.isLoopbackAddress()
                || machine.isLinkLocalAddress()
                || machine.isSiteLocalAddress()
                || machine.isMulticastAddress()) {
            return true;
        }
        byte[] bits = machine.getAddress();
        return switch (machine) {
            case Inet4Address _ -> isSpecial(bits[0] & 0xff, bits[1] & 0xff, bits[2] & 0xff);
            // Globally reachable unicast is 2000::/3; 6to4, Teredo and documentation in it can mean anything.
            case Inet6Address _ -> (bits[0] & 0xe0) != 0x20 || isTunnel(bits);
            default -> true;
        };
    }

    private static boolean isSpecial(int first, int second, int third) {
        return first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second == 18 || second == 19 || (second == 51 && third == 100)))
                || (first == 203 && second == 0 && third == 113);
    }

    private static boolean isTunnel(byte[] bits) {
        boolean sixToFour = bits[0] == 0x20 && bits[1] == 0x02;
        boolean ietf = bits[0] == 0x20 && bits[1] == 0x01 && (bits[2] & 0xfe) == 0;
        boolean documentation = bits[0] == 0x20 && bits[1] == 0x01 && bits[2] == 0x0d && (bits[3] & 0xff) == 0xb8;
        return sixToFour || ietf || documentation;
    }
}
