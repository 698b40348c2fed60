package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.AddressList;
import dev.packetwalk.netfilter.AddressMatch;
import dev.packetwalk.netfilter.Addresses;
import dev.packetwalk.netfilter.Direction;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.FragmentMatch;
import dev.packetwalk.netfilter.InterfaceMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what follows {@code -A chain}: core options, match modules, a target. */
final class RuleReader {
    private final Words words;
    private final Set<String> chains;
    private final RuleProblems problems;
    private final List<Match> core = new ArrayList<>();
    private final List<Module> modules = new ArrayList<>();
    private Optional<Target> target = Optional.empty();

    /** A match module being read. */
    private record Module(String name, List<Match> options) {}

    RuleReader(Words words, Set<String> chains, RuleProblems problems) {
        this.words = words;
        this.chains = chains;
        this.problems = problems;
    }

    void read() {
        while (words.hasNext()) {
            int start = words.position();
            boolean negated = words.peek().is("!");
            if (negated) {
                words.next();
            }
            Word option = words.peek();
            if (negated && startsAnotherModuleOrTarget(option)) {
                problems.report(
                        option.column(), "! can't stand before " + option.text(), "put it before an option of a match");
            }
            switch (option.quoted() ? "" : option.text()) {
                case "-s", "--source", "--src" -> core(start, negated, address(Side.SOURCE));
                case "-d", "--destination", "--dst" -> core(start, negated, address(Side.DESTINATION));
                case "-i", "--in-interface" -> core(start, negated, interfaceName(Direction.IN));
                case "-o", "--out-interface" -> core(start, negated, interfaceName(Direction.OUT));
                case "-p", "--protocol", "--proto" -> core(start, negated, protocol());
                case "-f", "--fragment" -> core(start, negated, fragment());
                case "-m", "--match" -> module();
                case "-j", "--jump" -> jump(false);
                case "-g", "--goto" -> jump(true);
                default -> extensionOption(start, negated);
            }
        }
    }

    private static boolean startsAnotherModuleOrTarget(Word option) {
        return option.is("-m") || option.is("-j") || option.is("-g");
    }

    /** Core conditions in the order of iptables-save, then the modules in their own. */
    List<Match> matches() {
        List<Match> matches = new ArrayList<>(core);
        matches.sort(CoreOrder.COMPARATOR);
        modules.forEach(module -> matches.add(new Extension(module.name, module.options)));
        return matches;
    }

    Optional<Target> target() {
        return target;
    }

    private void core(int start, boolean negated, Optional<Match> match) {
        if (match.isEmpty()) {
            skipToOption();
        }
        Match read = match.map(m -> negated ? (Match) new Not(m) : m)
                .orElseGet(() -> new UnknownMatch(words.rawSince(start)));
        core.add(read);
    }

    private Optional<Match> address(Side side) {
        Word option = words.next();
        Word value = words.peek();
        List<Addresses> networks = new ArrayList<>();
        for (String part : value.text().split(",", -1)) {
            Optional<Network> network = Network.parse(part);
            if (network.isEmpty()) {
                problems.report(
                        value.column(),
                        "'" + value.text() + "' is not an address for " + option.text(),
                        addressRemedy(value));
                return Optional.empty();
            }
            networks.add(network.get());
        }
        words.next();
        return Optional.of(
                new AddressMatch(side, networks.size() == 1 ? networks.getFirst() : new AddressList(networks)));
    }

    private static String addressRemedy(Word value) {
        return value.text().equals("!") ? "put the ! before the option" : "write it as 10.0.0.1 or 10.0.0.0/8";
    }

    private Optional<Match> interfaceName(Direction direction) {
        Word option = words.next();
        Word value = words.peek();
        if (value.text().isEmpty() || value.text().equals("!")) {
            problems.report(
                    value.column(),
                    "the interface after " + option.text() + " is missing",
                    "name one, such as eth0 or eth+");
            return Optional.empty();
        }
        words.next();
        return Optional.of(InterfaceMatch.of(direction, value.text()));
    }

    private Optional<Match> protocol() {
        words.next();
        Word value = words.peek();
        Optional<Protocol> protocol = Protocol.parse(value.text());
        if (protocol.isEmpty() && !value.text().equals("all")) {
            problems.report(
                    value.column(),
                    "the protocol '" + value.text() + "' is not known",
                    "use tcp, udp, icmp or a number up to 255");
            return Optional.empty();
        }
        words.next();
        // Number 0 and "all" mean every protocol: no protocol is listed, and the kernel looks at none.
        return Optional.of(new ProtocolMatch(
                protocol.filter(p -> p.number() != 0).map(List::of).orElse(List.of())));
    }

    private Optional<Match> fragment() {
        words.next();
        return Optional.of(new FragmentMatch());
    }

    private void module() {
        words.next();
        if (!words.hasNext()) {
            problems.report(
                    words.peek().column(), "the name after -m is missing", "name a match, such as -m conntrack");
            return;
        }
        Module module = new Module(words.next().text(), new ArrayList<>());
        if (module.name.equals("rpfilter")) {
            module.options.add(OptionReader.reversePath(words));
        }
        modules.add(module);
    }

    private void jump(boolean isGoto) {
        Word option = words.next();
        if (!words.hasNext()) {
            problems.report(
                    words.peek().column(),
                    "the target after " + option.text() + " is missing",
                    "name one, such as ACCEPT");
            return;
        }
        Word name = words.next();
        int start = words.position();
        while (words.hasNext() && !startsAnotherPart()) {
            words.next();
        }
        int end = words.position();
        words.back(start);
        List<Word> options = new ArrayList<>();
        while (words.position() < end) {
            options.add(words.next());
        }
        target = Optional.of(
                isGoto
                        ? new dev.packetwalk.netfilter.Goto(name.text())
                        : TargetReader.read(name, options, chains, problems));
    }

    private boolean startsAnotherPart() {
        Word word = words.peek().is("!") ? words.peek(1) : words.peek();
        return !word.quoted()
                && switch (word.text()) {
                    case "-s", "-d", "-i", "-o", "-p", "-f", "-m", "-j", "-g", "--match", "--jump", "--goto" -> true;
                    default -> false;
                };
    }

    private void extensionOption(int start, boolean negated) {
        Word option = words.peek();
        if (!option.startsOption()) {
            problems.report(option.column(), "'" + option.raw() + "' is not expected here", "options start with -");
            words.skip(1);
            core.add(new UnknownMatch(words.rawSince(start)));
            return;
        }
        Module module = moduleOf(option);
        words.next();
        int values = words.position();
        Optional<Match> match = OptionReader.read(module.name, option.text(), words);
        if (match.isEmpty()) {
            words.back(values);
            skipToOption();
        }
        module.options.add(match.map(m -> negated ? (Match) new Not(m) : m)
                .orElseGet(() -> new UnknownMatch(words.rawSince(start))));
    }

    /** The module that an option belongs to: the last one named, or the one that the protocol brings along. */
    private Module moduleOf(Word option) {
        if (!modules.isEmpty()) {
            return modules.getLast();
        }
        String implied = core.stream()
                .flatMap(match -> match instanceof ProtocolMatch p && p.anyOf().size() == 1
                        ? p.anyOf().stream()
                        : java.util.stream.Stream.<Protocol>of())
                .map(Protocol::toString)
                .findFirst()
                .orElse("");
        if (implied.isEmpty()) {
            problems.report(
                    option.column(),
                    "the option " + option.text() + " is not known here",
                    "name its match first, with -m or -p");
        }
        Module module = new Module(implied, new ArrayList<>());
        modules.add(module);
        return module;
    }

    private void skipToOption() {
        while (words.hasNext() && !words.peek().startsOption() && !negatesNextOption()) {
            words.next();
        }
    }

    private boolean negatesNextOption() {
        return words.peek().is("!") && words.peek(1).startsOption();
    }
}
