package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Hook;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table beside the rules under test that makes the kernel trace packets. An empty chain before and one behind all others of a hook
 * show the packet as it comes and as it goes. iptables-save does not show the table.
 *
 * <p>Packets of the box itself are let go only when they carry {@link #OUR_MARK}, which is taken off at once; what the kernel sends by itself
 * (answers of REJECT and of the stack) is traced and ends there, so that nothing happens but what a test sends.
 */
final class TraceTable {
    static final String NAME = "lab";
    static final int OUR_MARK = 0x5eed5eed;
    /** A packet to here shows that everything sent before has been dealt with. */
    static final String FENCE = "192.0.2.255";

    private static final String FAMILY = """
            table %s lab {
              chain tracking { ct state new; }
              chain start-prerouting { type filter hook prerouting priority -350; %s meta nftrace set 1; }
              chain start-output { type filter hook output priority -350;
                meta mark != %d meta nftrace set 1 drop; meta mark set 0 meta nftrace set 1; }
            %s
              chain end-prerouting { type filter hook prerouting priority 400; }
              chain end-output { type filter hook output priority 400; }
            }
            """;

    private TraceTable() {}

    /** What nft loads, for both families. */
    static String text() {
        String markers = List.of(Hook.INPUT, Hook.FORWARD, Hook.POSTROUTING).stream()
                .map(hook -> hook.name().toLowerCase(java.util.Locale.ROOT))
                .map(hook -> "  chain start-%1$s { type filter hook %1$s priority -400; }\n".formatted(hook)
                        + "  chain end-%1$s { type filter hook %1$s priority 400; }\n".formatted(hook))
                .collect(Collectors.joining());
        String fence = "ip daddr " + FENCE + " meta nftrace set 1 drop;";
        return FAMILY.formatted("ip", fence, OUR_MARK, markers) + FAMILY.formatted("ip6", "", OUR_MARK, markers);
    }

    static boolean starts(TraceMessage message) {
        return message.table().equals(NAME) && message.chain().startsWith("start-");
    }

    static boolean ends(TraceMessage message) {
        return message.table().equals(NAME) && message.chain().startsWith("end-");
    }

    static Hook hook(TraceMessage message) {
        String name = message.chain().substring(message.chain().indexOf('-') + 1);
        return Arrays.stream(Hook.values())
                .filter(hook -> hook.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }
}
