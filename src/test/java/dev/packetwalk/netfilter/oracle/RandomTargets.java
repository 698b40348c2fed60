package dev.packetwalk.netfilter.oracle;

import static dev.packetwalk.netfilter.oracle.Places.pick;

import dev.packetwalk.netfilter.Family;
import java.util.List;
import java.util.Random;

/** Random targets of rules: every one that the walk knows, where the kernel takes it. */
final class RandomTargets {
    /** Which chain a target is for: a base chain's name, or these for the two kinds of user chains in a nat table. */
    static final String TO_DESTINATION = "to-destination";

    static final String TO_SOURCE = "to-source";

    private final Random random;
    private final boolean v6;

    RandomTargets(Random random, Family family) {
        this.random = random;
        this.v6 = family == Family.IP6;
    }

    /**
     * A target, with conditions that it can't be without.
     *
     * @param conditions of the rule so far
     */
    String next(String table, String chain, String conditions) {
        if (random.nextInt(14) == 0) {
            return conditions;
        }
        return switch (table) {
            case "raw" ->
                conditions
                        + pick(
                                random,
                                List.of(
                                        " -j CT --notrack",
                                        " -j CT --notrack",
                                        " -j ACCEPT",
                                        " -j RETURN",
                                        " -j DROP"));
            case "mangle" -> mangle(conditions);
            case "nat" -> nat(chain, conditions);
            case "security" -> conditions + pick(random, List.of(" -j ACCEPT", " -j RETURN", " -j DROP", ""));
            default -> filter(conditions);
        };
    }

    private String filter(String conditions) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2, 3 -> conditions + " -j ACCEPT";
            case 4 -> conditions + " -j DROP";
            case 5 -> conditions + " -j RETURN";
            case 6 -> conditions + " -j LOG --log-prefix \"seen: \"";
            default -> reject(conditions);
        };
    }

    private String reject(String conditions) {
        if (random.nextInt(3) == 0) {
            boolean free = !conditions.contains(" -p ");
            boolean tcp = conditions.contains(" -p tcp") && !conditions.contains("! -p");
            if (free || tcp) {
                return (free ? " -p tcp" : "") + conditions + " -j REJECT --reject-with tcp-reset";
            }
        }
        List<String> kinds = v6
                ? List.of("icmp6-port-unreachable", "icmp6-adm-prohibited", "icmp6-no-route", "icmp6-addr-unreachable")
                : List.of(
                        "icmp-port-unreachable",
                        "icmp-host-unreachable",
                        "icmp-net-unreachable",
                        "icmp-proto-unreachable",
                        "icmp-net-prohibited",
                        "icmp-host-prohibited",
                        "icmp-admin-prohibited");
        return conditions + " -j REJECT --reject-with " + pick(random, kinds);
    }

    private String mangle(String conditions) {
        return switch (random.nextInt(14)) {
            case 0 -> conditions + " -j ACCEPT";
            case 1 -> conditions + pick(random, List.of(" -j RETURN", " -j RETURN", " -j DROP"));
            case 2, 3 ->
                conditions + " -j CONNMARK "
                        + pick(random, List.of("--set-xmark 0x1/0xffffffff", "--set-xmark 0x2/0x2"));
            case 4, 5 ->
                conditions + " -j CONNMARK "
                        + pick(random, List.of("--save-mark", "--save-mark --nfmask 0x6 --ctmask 0x6"));
            case 6, 7 ->
                conditions + " -j CONNMARK "
                        + pick(random, List.of("--restore-mark", "--restore-mark --nfmask 0x3 --ctmask 0x3"));
            case 8 ->
                conditions
                        + (v6 ? " -j HL --hl-" : " -j TTL --ttl-")
                        + pick(random, List.of("set 63", "dec 1", "inc 2"));
            case 9 -> conditions + pick(random, List.of(" -j DSCP --set-dscp 0x2e", " -j TOS --set-tos 0x10/0xff"));
            default ->
                conditions + " -j MARK --set-xmark "
                        + pick(random, List.of("0x1/0xffffffff", "0x2/0x2", "0x3/0xffffffff", "0x4/0x6", "0x0/0x1"));
        };
    }

    private String nat(String chain, String conditions) {
        int kind = random.nextInt(10);
        if (kind < 2) {
            return conditions + pick(random, List.of(" -j ACCEPT", " -j RETURN"));
        }
        return switch (chain) {
            case "PREROUTING", "OUTPUT", TO_DESTINATION -> destination(conditions, kind);
            case "INPUT" -> source(conditions, chain, kind);
            default -> source(conditions, chain, kind);
        };
    }

    private String destination(String conditions, int kind) {
        boolean ports =
                (conditions.contains(" -p tcp") || conditions.contains(" -p udp")) && !conditions.contains("! -p");
        String to = v6
                ? pick(random, List.of("fd17::2", "fd17::3", "fd77::9", "fd77::1"))
                : pick(random, List.of("172.17.0.2", "172.17.0.3", "10.77.0.9", "10.77.0.4"));
        if (kind == 2) {
            return conditions + " -j NETMAP --to " + (v6 ? "fd17::/64" : "172.17.0.0/24");
        }
        if (kind < 5) {
            return conditions + " -j REDIRECT" + (ports ? " --to-ports " + pick(random, List.of("80", "8080")) : "");
        }
        if (!ports) {
            return conditions + " -j DNAT --to-destination " + to;
        }
        String port = pick(random, List.of("80", "8080", "53"));
        return conditions + " -j DNAT --to-destination "
                + switch (random.nextInt(4)) {
                    case 0 -> to;
                    case 1 -> ":" + port;
                    default -> (v6 ? "[" + to + "]" : to) + ":" + port;
                };
    }

    private String source(String conditions, String chain, int kind) {
        if (kind < 6 && !chain.equals("INPUT")) {
            boolean ports = withPorts(conditions) && random.nextInt(3) == 0;
            return conditions + " -j MASQUERADE" + (ports ? " --to-ports 61000" : "");
        }
        if (kind == 6) {
            return conditions + " -j NETMAP --to " + (v6 ? "fd77::/64" : "10.77.0.0/24");
        }
        String to = v6 ? pick(random, List.of("fd77::1", "fd17::1")) : pick(random, List.of("10.77.0.4", "172.17.0.1"));
        boolean port = withPorts(conditions) && random.nextInt(3) == 0;
        return conditions + " -j SNAT --to-source " + (port ? (v6 ? "[" + to + "]" : to) + ":61001" : to);
    }

    private static boolean withPorts(String conditions) {
        return (conditions.contains(" -p tcp") || conditions.contains(" -p udp")) && !conditions.contains("! -p");
    }
}
