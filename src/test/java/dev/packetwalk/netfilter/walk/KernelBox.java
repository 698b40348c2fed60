package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.text.IptablesSave;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A real kernel to compare with: load rules, send a packet, see by the counters which rules and policies it met. */
final class KernelBox implements AutoCloseable {
    private static final Address SOMEONE = Address.of("10.77.0.2");

    private final NetworkNamespaces namespaces;
    private final RawSender sender;
    private Ruleset loaded = Ruleset.EMPTY;
    private int flow = 20000;

    KernelBox() throws Exception {
        namespaces = new NetworkNamespaces();
        sender = RawSender.open(namespaces.outsidePath(), "w0");
    }

    /** Loads rules and returns the kernel's own print of them. */
    Ruleset load(String rules) throws IOException, InterruptedException {
        loaded = IptablesSave.parse(rules).value();
        namespaces.load(rules);
        return rules();
    }

    /** The tables that were loaded; iptables-save shows others as well, whose chains the kernel does not have. */
    private Ruleset rules() throws IOException, InterruptedException {
        List<Table> tables = new ArrayList<>(IptablesSave.parse(namespaces.inBox("iptables-save", "-c"))
                .value()
                .tables());
        tables.removeIf(table -> loaded.table(table.family(), table.name()).isEmpty());
        return new Ruleset(tables);
    }

    String save() throws IOException, InterruptedException {
        return namespaces.inBox("iptables-save");
    }

    /** Which rules and policies of PREROUTING and INPUT the packet met: {@code filter INPUT 3}, {@code filter INPUT policy}. */
    Set<String> send(Packet packet) throws IOException, InterruptedException {
        flow++;
        byte[] inner = prepareFlow(packet);
        Map<String, Long> before = counts(rules());
        sender.send(Frames.of(packet, flow, inner));
        Map<String, Long> after = counts(rules());
        Set<String> met = new TreeSet<>();
        after.forEach((place, count) -> {
            if (count > before.getOrDefault(place, 0L)) {
                met.add(place);
            }
        });
        return met;
    }

    /** Makes the flow that the packet's state speaks of; returns what an ICMP error quotes. */
    private byte[] prepareFlow(Packet packet) throws IOException, InterruptedException {
        namespaces.inBox("conntrack", "-F");
        return switch (packet.state()) {
            case ESTABLISHED -> {
                insert(packet.source(), packet.destination(), flowOf(packet));
                yield new byte[0];
            }
            case RELATED -> {
                insert(packet.destination(), SOMEONE, List.of("-p", "udp", "--sport", "3333", "--dport", "4444"));
                yield Frames.udpDatagram(packet.destination(), SOMEONE, 3333, 4444);
            }
            case NEW, INVALID, UNTRACKED -> new byte[0];
        };
    }

    private void insert(Address source, Address destination, List<String> flow)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("conntrack", "-I", "-t", "60", "-u", "SEEN_REPLY"));
        command.addAll(List.of("-s", source.toString(), "-d", destination.toString()));
        command.addAll(flow);
        namespaces.inBox(command.toArray(String[]::new));
    }

    private List<String> flowOf(Packet packet) {
        return switch (packet.transport()) {
            case TcpHeader tcp ->
                List.of(
                        "-p",
                        "tcp",
                        "--state",
                        "ESTABLISHED",
                        "--sport",
                        "" + tcp.sourcePort(),
                        "--dport",
                        "" + tcp.destinationPort());
            case PortsHeader udp ->
                List.of("-p", "udp", "--sport", "" + udp.sourcePort(), "--dport", "" + udp.destinationPort());
            case IcmpHeader icmp ->
                List.of("-p", "icmp", "--icmp-type", "8", "--icmp-code", "0", "--icmp-id", "" + flow);
            default -> throw new IllegalArgumentException("no flow for " + packet);
        };
    }

    private static Map<String, Long> counts(Ruleset ruleset) {
        Map<String, Long> counts = new TreeMap<>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                if (Set.of("OUTPUT", "FORWARD", "POSTROUTING").contains(chain.name())) {
                    continue;
                }
                String place = table.name() + " " + chain.name() + " ";
                chain.base()
                        .ifPresent(base ->
                                counts.put(place + "policy", chain.counters().packets()));
                for (int number = 1; number <= chain.rules().size(); number++) {
                    counts.put(
                            place + number,
                            chain.rule(number).counters().orElse(Counters.ZERO).packets());
                }
            }
        }
        return counts;
    }

    @Override
    public void close() throws IOException {
        sender.close();
        namespaces.close();
    }
}
