package dev.packetwalk.netfilter.oracle;

import static dev.packetwalk.netfilter.oracle.Places.pick;

import dev.packetwalk.netfilter.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Random conditions of rules, every one that the walk can tell. */
final class RandomMatches {
    private static final Set<String> WITH_INPUT = Set.of("PREROUTING", "INPUT", "FORWARD");
    private static final Set<String> WITH_OUTPUT = Set.of("OUTPUT", "FORWARD", "POSTROUTING");

    private final Random random;
    private final Places places;
    private final RandomModules modules;
    private final boolean v6;

    RandomMatches(Random random, Family family) {
        this.random = random;
        this.places = Places.of(family);
        this.modules = new RandomModules(random, family);
        this.v6 = family == Family.IP6;
    }

    /** Conditions for a rule in a base chain, or in a user chain (another name); starts with a space where there are any. */
    String next(String table, String chain) {
        List<Supplier<String>> all = new ArrayList<>(modules.of(table, chain));
        all.addAll(core(chain));
        List<String> words = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            // A rule with one condition is met more often.
            words.add(pick(random, all).get());
        } else {
            core(chain).forEach(one -> maybe(words, 8, one));
            words.add(protocol());
            modules.of(table, chain).forEach(one -> maybe(words, 24, one));
        }
        words.removeIf(String::isEmpty);
        // What belongs to the packet itself comes first, and the protocol only once.
        words.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        long protocols = words.stream().filter(word -> word.contains("-p ")).count();
        if (protocols > 1) {
            words.remove(words.stream()
                    .filter(word -> word.contains("-p "))
                    .findFirst()
                    .orElseThrow());
        }
        return words.isEmpty() ? "" : " " + String.join(" ", words);
    }

    private static int rank(String words) {
        return words.contains("-p ") ? 1 : words.startsWith("-m") ? 2 : 0;
    }

    private void maybe(List<String> words, int in, Supplier<String> one) {
        if (random.nextInt(in) == 0) {
            words.add(one.get());
        }
    }

    private List<Supplier<String>> core(String chain) {
        List<Supplier<String>> core = new ArrayList<>(List.of(
                () -> not() + "-s " + pick(random, places.networks()),
                () -> not() + "-d " + pick(random, places.networks()),
                this::protocol));
        if (WITH_INPUT.contains(chain)) {
            core.add(() -> not() + "-i " + interfaceName());
        }
        if (WITH_OUTPUT.contains(chain)) {
            core.add(() -> not() + "-o " + interfaceName());
        }
        if (!v6) {
            core.add(() -> random.nextInt(3) == 0 ? not() + "-f" : "");
        }
        return core;
    }

    /** The protocol, and what can only be looked at where it is named. */
    private String protocol() {
        String icmp = v6 ? "ipv6-icmp" : "icmp";
        return switch (random.nextInt(24)) {
            case 0 -> not() + "-p " + pick(random, List.of("tcp", "udp", icmp, "89"));
            case 1, 2 -> "-p tcp -m tcp " + not() + "--dport " + ports();
            case 3 -> "-p udp -m udp " + not() + "--dport " + ports();
            case 4 -> "-p tcp -m tcp " + bothPorts();
            case 5 -> "-p udp -m udp " + not() + "--sport " + ports();
            case 6 ->
                "-p tcp -m tcp " + not() + "--tcp-flags "
                        + pick(random, List.of("FIN,SYN,RST,ACK SYN", "SYN,ACK NONE", "ACK ACK", "PSH,URG URG"));
            case 7 -> icmpType();
            case 8 -> multiport("--dports ");
            case 9 -> multiport(pick(random, List.of("--sports ", "--ports ")));
            case 10 -> "-p tcp -m tcp " + not() + "--tcp-option " + pick(random, List.of("2", "8"));
            case 11 -> "-p tcp -m tcpmss " + not() + "--mss " + pick(random, List.of("1400:1500", "1:1399"));
            case 12 -> "-p " + pick(random, List.of("tcp", "udp", icmp));
            default -> "";
        };
    }

    /** iptables-nft 1.8.9 takes two single ports, both inverted, for "not both at once" (nft-shared.c): such rules are not drawn. */
    private String bothPorts() {
        return random.nextBoolean()
                ? not() + "--sport " + ports() + " --dport " + ports()
                : "--sport " + ports() + " " + not() + "--dport " + ports();
    }

    private String icmpType() {
        return v6
                ? "-p ipv6-icmp -m icmp6 " + not() + "--icmpv6-type " + pick(random, List.of("128", "1/4", "1", "129"))
                : "-p icmp -m icmp " + not() + "--icmp-type " + pick(random, List.of("8", "3/3", "3", "any", "0"));
    }

    private String multiport(String side) {
        return "-p " + pick(random, List.of("tcp", "udp")) + " -m multiport " + not() + side
                + pick(random, List.of("22,80,4000:5000", "53", "1024:65535", "443,8080"));
    }

    private String ports() {
        return pick(random, List.of("22", "80", "53", "1:1023", "4000:5000", "40000:50000"));
    }

    private String interfaceName() {
        return pick(random, List.of("lo", "eth0", "docker0", "eth+", "e+"));
    }

    private String not() {
        return random.nextInt(4) == 0 ? "! " : "";
    }
}
