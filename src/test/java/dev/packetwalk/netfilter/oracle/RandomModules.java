package dev.packetwalk.netfilter.oracle;

import static dev.packetwalk.netfilter.oracle.Places.pick;

import dev.packetwalk.netfilter.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Random uses of match modules that need no protocol beside them. */
final class RandomModules {
    /** Where the device that sent a packet can be looked at. */
    private static final Set<String> WITH_SENDER = Set.of("PREROUTING", "INPUT", "FORWARD");

    private final Random random;
    private final Places places;
    private final boolean v6;

    RandomModules(Random random, Family family) {
        this.random = random;
        this.places = Places.of(family);
        this.v6 = family == Family.IP6;
    }

    List<Supplier<String>> of(String table, String chain) {
        List<Supplier<String>> modules = new ArrayList<>(packets());
        modules.addAll(flows());
        if (WITH_SENDER.contains(chain)) {
            modules.add(() -> "-m mac " + not() + "--mac-source " + any("02:00:00:00:00:02", "02:00:00:00:00:04"));
        }
        if (chain.equals("PREROUTING") && Set.of("raw", "mangle").contains(table)) {
            modules.add(() -> "-m rpfilter" + any("", " --loose", " --invert", " --accept-local"));
        }
        return modules;
    }

    private List<Supplier<String>> packets() {
        return List.of(
                () -> "-m mark " + not() + "--mark " + mark(),
                () -> "-m iprange " + not() + "--src-range " + pick(random, places.ranges()),
                () -> "-m iprange " + not() + "--dst-range " + pick(random, places.ranges()),
                () -> "-m addrtype " + any("", "", "! ") + "--src-type " + any("LOCAL", "UNICAST", "LOCAL,UNICAST"),
                () -> "-m addrtype ! --src-type " + any("MULTICAST", v6 ? "UNICAST" : "BROADCAST"),
                () -> "-m addrtype " + not() + "--dst-type " + addressType(),
                () -> "-m length " + not() + "--length " + any("0:40", "28:60", "60", "48:1500"),
                this::hops,
                () -> "-m dscp " + not() + "--dscp " + any("0x00", "0x2e", "0x04"),
                () -> "-m tos " + not() + "--tos " + any("0x10/0xff", "0x08/0xfc", "0x00/0xff"),
                () -> "-m comment --comment " + any("web", "\"a remark\""),
                () -> "-m pkttype " + not() + "--pkt-type " + any("unicast", "broadcast", "multicast"));
    }

    private List<Supplier<String>> flows() {
        return List.of(
                () -> "-m conntrack " + not() + "--ctstate " + states(),
                () -> "-m conntrack " + not() + "--ctstate " + any("DNAT", "SNAT", "NEW,DNAT"),
                () -> "-m state " + not() + "--state " + any("NEW", "RELATED,ESTABLISHED", "INVALID", "UNTRACKED"),
                () -> "-m connmark " + not() + "--mark " + mark(),
                () -> "-m conntrack " + not() + "--ctproto " + any("6", "17", v6 ? "58" : "1"),
                () -> "-m conntrack --ctdir " + any("ORIGINAL", "REPLY"),
                () -> "-m conntrack " + not() + "--ctstatus " + any("SEEN_REPLY", "CONFIRMED", "NONE"),
                () -> "-m conntrack " + not() + "--ct" + any("origsrc", "origdst", "replsrc", "repldst") + " "
                        + network(),
                () -> "-m conntrack " + not() + "--ct"
                        + any("origsrcport", "origdstport", "replsrcport", "repldstport") + " "
                        + any("22", "80", "1:1023", "40000:65535"));
    }

    /** A network whose mask is a prefix. */
    private String network() {
        return pick(
                random,
                places.networks().stream()
                        .filter(network -> !network.contains("/255"))
                        .toList());
    }

    private String hops() {
        String module = v6 ? "hl" : "ttl";
        String comparison = any("-eq ", "-eq ", "-lt ", "-gt ");
        String not = comparison.equals("-eq ") ? not() : "";
        return "-m " + module + " " + not + "--" + module + comparison + any("64", "63", "128");
    }

    private String addressType() {
        return v6
                ? any("LOCAL", "UNICAST", "MULTICAST", "LOCAL,UNICAST")
                : any("LOCAL", "UNICAST", "BROADCAST", "MULTICAST", "LOCAL,UNICAST");
    }

    private String states() {
        return any("NEW", "INVALID", "RELATED,ESTABLISHED", "ESTABLISHED", "INVALID,NEW", "UNTRACKED", "NEW,UNTRACKED");
    }

    private String mark() {
        return any("0x1", "0x2/0x2", "0x0/0x1", "0x4/0x6");
    }

    private String any(String... texts) {
        return pick(random, List.of(texts));
    }

    private String not() {
        return any("! ", "", "", "");
    }
}
