package dev.packetwalk.netfilter.walk;

import java.util.ArrayList;
import java.util.List;

/**
 * Packets in a row of a table, every property in words: {@code any}, {@code tcp, udp}, {@code any but 10.0.0.0/8}, {@code 22}.
 *
 * @param protocols names, or numbers where there is no name
 * @param in the interfaces of arrival; {@code none} for packets of this host
 * @param out the interfaces of departure; {@code none} for packets that stay
 * @param sources addresses and networks
 * @param sourcePorts of protocols with ports
 * @param destinations addresses and networks, as the packets came
 * @param destinationPorts of protocols with ports, as the packets came
 * @param icmpTypes types, or types and codes, of ICMP messages
 * @param rewrittenTo the destination after a rule has rewritten it; empty where none has
 */
public record Region(
        String protocols,
        String in,
        String out,
        String sources,
        String sourcePorts,
        String destinations,
        String destinationPorts,
        String icmpTypes,
        String rewrittenTo) {
    /** The words for a box among packets that started as that one. */
    static Region of(Box box, Box start) {
        Box came = box.asTheyCame();
        return new Region(
                RangeWords.protocols(came.get(Dimension.PROTOCOL), Dimension.PROTOCOL.universe()),
                RangeWords.interfaces(came.get(Dimension.IN), start.get(Dimension.IN)),
                RangeWords.interfaces(came.get(Dimension.OUT), start.get(Dimension.OUT)),
                RangeWords.addresses(came.get(Dimension.SOURCE), start.get(Dimension.SOURCE)),
                RangeWords.numbers(came.get(Dimension.SOURCE_PORT), Dimension.SOURCE_PORT.universe()),
                RangeWords.addresses(came.get(Dimension.DESTINATION), start.get(Dimension.DESTINATION)),
                RangeWords.numbers(came.get(Dimension.DESTINATION_PORT), Dimension.DESTINATION_PORT.universe()),
                RangeWords.messages(came.get(Dimension.ICMP), Dimension.ICMP.universe()),
                rewritten(box, start));
    }

    private static String rewritten(Box box, Box start) {
        String address = box.rewritten(Dimension.DESTINATION)
                ? RangeWords.addresses(box.get(Dimension.DESTINATION), start.get(Dimension.DESTINATION))
                : "";
        String port = box.rewritten(Dimension.DESTINATION_PORT)
                ? "port "
                        + RangeWords.numbers(box.get(Dimension.DESTINATION_PORT), Dimension.DESTINATION_PORT.universe())
                : "";
        return address.isEmpty() || port.isEmpty() ? address + port : address + " " + port;
    }

    /** In one line, what is {@code any} left out: {@code tcp in eth0 to port 22}. */
    public String describe() {
        List<String> words = new ArrayList<>();
        words.add(protocols.equals("any") ? "any protocol" : protocols);
        add(words, "in ", in);
        add(words, "out ", out);
        add(words, "from ", sources);
        add(words, "from port ", sourcePorts);
        add(words, "to ", destinations);
        add(words, "to port ", destinationPorts);
        add(words, "type ", icmpTypes);
        if (!rewrittenTo.isEmpty()) {
            words.add("rewritten to " + rewrittenTo);
        }
        return String.join(" ", words);
    }

    private static void add(List<String> words, String before, String value) {
        if (!value.equals("any")) {
            words.add(before + value);
        }
    }
}
