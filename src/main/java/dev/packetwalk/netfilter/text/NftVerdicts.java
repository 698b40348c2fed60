package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.AddressRange;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.PortRange;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import java.util.List;
import java.util.Optional;

/** Reads nft's verdicts and address translations. */
final class NftVerdicts {
    private NftVerdicts() {}

    /** The target that starts with that word; empty when it is none that is understood. */
    static Optional<Target> read(Word first, Words words) {
        return switch (first.text()) {
            case "accept" -> Optional.of(new Accept());
            case "drop" -> Optional.of(new Drop());
            case "return" -> Optional.of(new Return());
            case "continue" -> Optional.of(new PassThrough("continue", List.of()));
            case "jump" -> words.hasNext() ? Optional.of(new Jump(words.next().text())) : Optional.empty();
            case "goto" -> words.hasNext() ? Optional.of(new Goto(words.next().text())) : Optional.empty();
            case "reject" -> Optional.of(reject(words));
            case "masquerade" -> translation(words, false).map(to -> new Masquerade(to.ports, to.options));
            case "redirect" -> translation(words, false).map(to -> new Redirect(to.ports, to.options));
            case "snat" -> translation(words, true).map(to -> new SourceNat(to.addresses, to.ports, to.options));
            case "dnat" -> translation(words, true).map(to -> new DestinationNat(to.addresses, to.ports, to.options));
            default -> Optional.empty();
        };
    }

    /** A verdict as an element of a map, a comma behind it taken too. */
    static Optional<Target> inMap(Words words) {
        if (!words.hasNext()) {
            return Optional.empty();
        }
        Word word = words.next();
        boolean comma = word.text().endsWith(",");
        Word verdict = comma ? new Word(word.text().substring(0, word.text().length() - 1), "", 0) : word;
        return switch (verdict.text()) {
            case "jump" -> chain(words).map(Jump::new);
            case "goto" -> chain(words).map(Goto::new);
            default -> read(verdict, Words.split(""));
        };
    }

    private static Optional<String> chain(Words words) {
        return words.hasNext() ? Optional.of(words.next().text().replaceFirst(",$", "")) : Optional.empty();
    }

    private static Target reject(Words words) {
        if (!words.peek().is("with")) {
            return new Reject(Reject.DEFAULT);
        }
        words.next();
        StringBuilder with = new StringBuilder();
        while (words.hasNext() && !words.peek().is("comment")) {
            String word = words.next().text();
            if (!word.equals("type")) {
                with.append(with.isEmpty() ? "" : "-").append(word);
            }
        }
        return new Reject(with.toString());
    }

    private record Translation(Optional<AddressRange> addresses, Optional<PortRange> ports, List<String> options) {}

    private static Optional<Translation> translation(Words words, boolean withAddress) {
        if (words.peek().is("ip") || words.peek().is("ip6")) {
            words.next();
        }
        Optional<AddressRange> addresses = Optional.empty();
        Optional<PortRange> ports = Optional.empty();
        if (words.peek().is("to")) {
            words.next();
            String to = words.hasNext() ? words.next().text() : "";
            int colon = to.lastIndexOf(':');
            boolean v6 = to.indexOf(':') != colon && !to.startsWith("[");
            String address = colon < 0 || v6 ? to : to.substring(0, colon);
            addresses = OptionReader.addressRange(address.replace("[", "").replace("]", ""));
            ports = colon < 0 || v6
                    ? Optional.empty()
                    : Ports.range(to.substring(colon + 1).replace('-', ':'));
            boolean understood = (address.isEmpty() || addresses.isPresent()) && (colon < 0 || v6 || ports.isPresent());
            if (!understood || (withAddress && addresses.isEmpty() && ports.isEmpty())) {
                return Optional.empty();
            }
        }
        int start = words.position();
        while (words.hasNext() && !words.peek().is("comment")) {
            words.next();
        }
        return Optional.of(new Translation(addresses, ports, words.rawSince(start)));
    }
}
