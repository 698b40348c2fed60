package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads what follows {@code -j}. */
final class TargetReader {
    /** Targets after which the kernel goes on to the next rule and that change nothing a typed match looks at. */
    private static final Set<String> PASSING = Set.of(
            "AUDIT",
            "CHECKSUM",
            "CLASSIFY",
            "DSCP",
            "ECN",
            "HL",
            "HMARK",
            "IDLETIMER",
            "LED",
            "LOG",
            "NFLOG",
            "RATEEST",
            "SET",
            "TCPMSS",
            "TCPOPTSTRIP",
            "TEE",
            "TOS",
            "TRACE",
            "TTL",
            "ULOG");

    /** Targets that end the walk, or change the packet, in ways that are not modelled. */
    private static final Set<String> NOT_MODELLED = Set.of(
            "CLUSTERIP",
            "CONNSECMARK",
            "CT",
            "DNAT",
            "DNPT",
            "MARK",
            "MASQUERADE",
            "MIRROR",
            "NETMAP",
            "NFQUEUE",
            "QUEUE",
            "REDIRECT",
            "REJECT",
            "SAME",
            "SECMARK",
            "SNAT",
            "SNPT",
            "SYNPROXY",
            "TARPIT",
            "TPROXY");

    private TargetReader() {}

    static Target read(Word name, List<Word> options, Set<String> chains, RuleProblems problems) {
        List<String> raw = options.stream().map(Word::raw).toList();
        List<String> words = options.stream().map(Word::text).toList();
        Optional<Target> known = switch (name.text()) {
            case "ACCEPT" -> bare(new Accept(), raw);
            case "DROP" -> bare(new Drop(), raw);
            case "RETURN" -> bare(new Return(), raw);
            case "REJECT" -> reject(words);
            case "MARK" -> mark(words);
            case "CONNMARK" -> FlowMarkTargets.parse(words).or(() -> Optional.of(new UnknownMark(raw)));
            case "NETMAP" -> netmap(words);
            case "TTL", "HL", "TOS", "DSCP" ->
                DetailTargets.parse(name.text(), words).or(() -> Optional.of(new PassThrough(name.text(), raw)));
            case "NOTRACK" -> bare(new NoTrack("NOTRACK"), raw);
            case "CT" -> words.equals(List.of("--notrack")) ? Optional.of(new NoTrack("CT")) : helperOnly(words, raw);
            case "DNAT" ->
                nat("--to-destination", words, (to, rest) -> new DestinationNat(to.addresses, to.ports, rest));
            case "SNAT" -> nat("--to-source", words, (to, rest) -> new SourceNat(to.addresses, to.ports, rest));
            case "MASQUERADE" -> toPorts(words, Masquerade::new);
            case "REDIRECT" -> toPorts(words, Redirect::new);
            default ->
                PASSING.contains(name.text()) ? Optional.of(new PassThrough(name.text(), raw)) : Optional.empty();
        };
        return known.orElseGet(() -> other(name, raw, chains, problems));
    }

    private static Target other(Word name, List<String> raw, Set<String> chains, RuleProblems problems) {
        if (raw.isEmpty() && chains.contains(name.text())) {
            return new Jump(name.text());
        }
        if (!NOT_MODELLED.contains(name.text()) && raw.isEmpty()) {
            problems.report(
                    name.column(),
                    "there is no chain or target " + name.text(),
                    "declare the chain with a line :" + name.text() + " - [0:0]");
        }
        return new UnknownTarget(name.text(), raw);
    }

    private static Optional<Target> netmap(List<String> words) {
        return words.size() == 2 && words.getFirst().equals("--to")
                ? Network.parse(words.getLast()).map(NetworkMap::new)
                : Optional.empty();
    }

    private static Optional<Target> bare(Target target, List<String> options) {
        return options.isEmpty() ? Optional.of(target) : Optional.empty();
    }

    private static Optional<Target> reject(List<String> words) {
        if (words.isEmpty()) {
            return Optional.of(new Reject(Reject.DEFAULT));
        }
        return words.size() == 2 && words.getFirst().equals("--reject-with")
                ? Optional.of(new Reject(words.getLast()))
                : Optional.empty();
    }

    private static Optional<Target> mark(List<String> words) {
        if (words.size() != 2) {
            return Optional.empty();
        }
        Optional<Numbers.Masked> mark = Numbers.valueAndMask(words.getLast());
        return mark.flatMap(m -> switch (words.getFirst()) {
            case "--set-xmark" -> Optional.of(new SetMark(m.value(), m.mask()));
            case "--set-mark" -> Optional.of(new SetMark(m.value(), m.value() | m.mask()));
            case "--or-mark" -> Optional.of(new SetMark(m.value(), m.value()));
            case "--and-mark" -> Optional.of(new SetMark(0, ~m.value() & Numbers.MAX_32));
            case "--xor-mark" -> Optional.of(new SetMark(m.value(), 0));
            default -> Optional.empty();
        });
    }

    /** CT with anything but --notrack or a zone tells conntrack how to see the flow, and leaves the packet tracked. */
    private static Optional<Target> helperOnly(List<String> words, List<String> raw) {
        boolean plain = words.stream()
                .filter(word -> word.startsWith("--"))
                .allMatch(word -> word.equals("--helper")
                        || word.equals("--timeout")
                        || word.equals("--ctevents")
                        || word.equals("--expevents"));
        return plain ? Optional.of(new PassThrough("CT", raw)) : Optional.empty();
    }

    /** Where an address translation leads. */
    private record To(Optional<AddressRange> addresses, Optional<PortRange> ports) {}

    private static Optional<Target> nat(
            String option, List<String> words, BiFunction<To, List<String>, Target> target) {
        boolean known = words.size() >= 2
                && (words.getFirst().equals(option) || words.getFirst().equals("--to"));
        return known ? to(words.get(1)).map(to -> target.apply(to, words.subList(2, words.size()))) : Optional.empty();
    }

    private static Optional<To> to(String text) {
        boolean v6 = text.startsWith("[") || text.indexOf(':') != text.lastIndexOf(':');
        int colon = v6 ? text.indexOf(':', Math.max(0, text.indexOf(']'))) : text.indexOf(':');
        boolean hasPorts = colon >= 0 && (!v6 || text.startsWith("["));
        String address =
                (hasPorts ? text.substring(0, colon) : text).replace("[", "").replace("]", "");
        Optional<AddressRange> range = OptionReader.addressRange(address);
        Optional<PortRange> ports = hasPorts ? portRange(text.substring(colon + 1)) : Optional.empty();
        boolean understood = (range.isPresent() || address.isEmpty()) && (ports.isPresent() || !hasPorts);
        return understood ? Optional.of(new To(range, ports)) : Optional.empty();
    }

    private static Optional<PortRange> portRange(String text) {
        return Ports.range(text.replace('-', ':'));
    }

    private static Optional<Target> toPorts(
            List<String> words, BiFunction<Optional<PortRange>, List<String>, Target> target) {
        if (words.isEmpty() || !words.getFirst().equals("--to-ports")) {
            return Optional.of(target.apply(Optional.empty(), words));
        }
        return words.size() < 2
                ? Optional.empty()
                : portRange(words.get(1))
                        .map(ports -> target.apply(Optional.of(ports), words.subList(2, words.size())));
    }
}
