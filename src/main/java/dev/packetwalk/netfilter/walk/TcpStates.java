package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.util.List;
import java.util.Optional;

/**
 * What connection tracking makes of a TCP segment in each state of its connection: the table of Linux 6.18
 * (nf_conntrack_proto_tcp.c). Sequence numbers, which can make a segment INVALID too, are not looked at.
 */
final class TcpStates {
    /** The states as conntrack prints them, in the kernel's order. */
    private static final List<String> NAMES = List.of(
            "NONE",
            "SYN_SENT",
            "SYN_RECV",
            "ESTABLISHED",
            "FIN_WAIT",
            "CLOSE_WAIT",
            "LAST_ACK",
            "TIME_WAIT",
            "CLOSE",
            "SYN_SENT2");

    /** A segment that does not fit. */
    static final String INVALID = "INVALID";

    /** A segment that opens the connection anew, which is then another one. */
    static final String REOPENED = "REOPENED";

    /** By kind of segment (SYN, SYN+ACK, FIN, ACK, RST): V invalid, - no change, N anew, else the number of the next state. */
    private static final List<String> ORIGINAL =
            List.of("11-----NN9", "VV2VVVVVV2", "VV4466678V", "3V3355778V", "V888888888");

    private static final List<String> REPLY =
            List.of("V9VVVVVNV9", "V2-------2", "VV4466678V", "V-2355778-", "V888888888");

    /** The state of a connection that was reset. */
    static final String CLOSE = "CLOSE";

    private TcpStates() {}

    /** The state of a connection after its first segment; empty when it is not TCP. */
    static Optional<String> first(Transport transport) {
        if (!(transport instanceof TcpHeader tcp)) {
            return Optional.empty();
        }
        return Optional.of(has(tcp.flags(), TcpFlag.SYN) ? "SYN_SENT" : "ESTABLISHED");
    }

    /** The state after a segment, {@link #INVALID} or {@link #REOPENED}; as before when the state is not one of TCP's. */
    static String next(String state, int flags, boolean reply) {
        int row = row(flags);
        int column = NAMES.indexOf(state);
        if (!isPossible(flags) || row < 0) {
            return INVALID;
        }
        if (column < 0) {
            return state;
        }
        char next = (reply ? REPLY : ORIGINAL).get(row).charAt(column);
        return switch (next) {
            case 'V' -> INVALID;
            case 'N' -> REOPENED;
            case '-' -> state;
            default -> NAMES.get(next - '0');
        };
    }

    private static int row(int flags) {
        if (has(flags, TcpFlag.RST)) {
            return 4;
        }
        if (has(flags, TcpFlag.SYN)) {
            return has(flags, TcpFlag.ACK) ? 1 : 0;
        }
        if (has(flags, TcpFlag.FIN)) {
            return 2;
        }
        return has(flags, TcpFlag.ACK) ? 3 : -1;
    }

    /** The combinations of flags that segments of real connections have; PSH, ECE and CWR may always be there. */
    private static boolean isPossible(int flags) {
        return switch (flags & ~(TcpFlag.PSH.bit() | TcpFlag.ECE.bit() | TcpFlag.CWR.bit())) {
            case 0x02, 0x22, 0x12, 0x04, 0x14, 0x11, 0x31, 0x10, 0x30 -> true;
            default -> false;
        };
    }

    private static boolean has(int flags, TcpFlag flag) {
        return (flags & flag.bit()) != 0;
    }
}
