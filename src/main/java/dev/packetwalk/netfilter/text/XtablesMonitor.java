package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of {@code xtables-monitor --trace --event}.
 *
 * <p>Defined by iptables 1.8.9 (iptables/xtables-monitor.c); 1.8.11 names the command where 1.8.9 prints {@code -4} or
 * {@code -6}, and says what an nft line is about.
 */
public final class XtablesMonitor {
    private static final Pattern PACKET = Pattern.compile("PACKET: (2|10) (\\p{XDigit}{1,16})(?: (.*))?");
    private static final Pattern TRACE =
            Pattern.compile(" ?TRACE: (2|10) (\\p{XDigit}{1,16}) ([^\\s:]+):(\\S+?):(rule:0x|policy:|return:)(.*)");
    private static final Pattern RULE = Pattern.compile("(\\p{XDigit}{1,15}):(\\S+)(?:  (.*))?");
    private static final Pattern COMMAND = Pattern.compile("(-4|-6|iptables|ip6tables) -t (\\S+) (-[ADNX]) (\\S+)(.*)");
    private static final Pattern CHAIN =
            Pattern.compile("# nft: (\\w+) (\\S+) (\\S+) .*|nft: (?:NEW|DEL) chain: (\\w+) (\\S+) (\\S+).*");
    private static final Pattern TABLE = Pattern.compile("nft: (NEW|DEL) table: table (\\S+) (\\w+)(?: .*)?");
    private static final Pattern NEWGEN = Pattern.compile("NEWGEN: GENID=(\\d{1,10}) PID=(\\d{1,10}) NAME=(.*)");
    private static final String EVENT = "EVENT: ";

    private XtablesMonitor() {}

    /**
     * Reads lines of a trace, of events, or of both.
     *
     * @param text any number of whole lines
     * @return one value a line; a line that is not understood is kept as {@link UnreadLine}, with a problem unless it is blank
     */
    public static Parsed<List<MonitorLine>> parse(String text) {
        return MonitorLines.parse(text, XtablesMonitor::line, "give lines as xtables-monitor prints them");
    }

    private static Optional<MonitorLine> line(String line, int number) {
        String start = line.stripLeading();
        if (start.startsWith("PACKET: ")) {
            return packet(line, number);
        }
        if (start.startsWith("TRACE: ")) {
            return trace(line, number);
        }
        if (start.startsWith(EVENT)) {
            return event(start.substring(EVENT.length()), line, number);
        }
        Matcher generation = NEWGEN.matcher(line);
        return generation.matches()
                ? Optional.of(new NewGeneration(
                        Long.parseLong(generation.group(1)),
                        Long.parseLong(generation.group(2)),
                        generation.group(3),
                        line,
                        number))
                : Optional.empty();
    }

    private static Optional<MonitorLine> packet(String line, int number) {
        Matcher parts = PACKET.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<TracedPacket.Field> fields = new ArrayList<>();
        String rest = parts.group(3) == null ? "" : parts.group(3);
        for (Words words = Words.split(rest); words.hasNext(); ) {
            String word = words.next().raw();
            int equals = word.indexOf('=');
            boolean options = word.startsWith("(")
                    && !fields.isEmpty()
                    && fields.getLast().key().equals("OPT");
            if (options) {
                fields.removeLast();
                fields.add(new TracedPacket.Field("OPT", word));
            } else {
                fields.add(new TracedPacket.Field(
                        equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1)));
            }
        }
        return Optional.of(new TracedPacket(parts.group(2), Optional.empty(), fields, line, number));
    }

    private static Optional<MonitorLine> trace(String line, int number) {
        Matcher parts = TRACE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        TracePlace place =
                new TracePlace(parts.group(1).equals("2") ? Family.IP : Family.IP6, parts.group(3), parts.group(4));
        String trace = parts.group(2);
        String rest = parts.group(6);
        return switch (parts.group(5)) {
            case "policy:" -> policy(rest.strip()).map(policy -> new TracedPolicy(trace, place, policy, line, number));
            case "return:" -> Optional.of(new TracedReturn(trace, place, line, number));
            default -> rule(rest, trace, place, line, number);
        };
    }

    private static Optional<MonitorLine> rule(String rest, String trace, TracePlace place, String line, int number) {
        Matcher parts = RULE.matcher(rest);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String command = parts.group(3) == null ? "" : parts.group(3);
        Matcher known = COMMAND.matcher(command);
        String text = known.matches() ? command.substring(known.start(3)) : command;
        return Optional.of(new TracedRule(
                trace,
                place,
                Optional.of(Long.parseLong(parts.group(1), 16)),
                TraceVerdict.parse(parts.group(2)),
                text,
                line,
                number));
    }

    private static Optional<Policy> policy(String word) {
        return switch (word) {
            case "ACCEPT", "accept" -> Optional.of(Policy.ACCEPT);
            case "DROP", "drop" -> Optional.of(Policy.DROP);
            default -> Optional.empty();
        };
    }

    private static Optional<MonitorLine> event(String text, String line, int number) {
        Matcher command = COMMAND.matcher(text);
        if (command.matches()) {
            return Optional.of(command(command, text, line, number));
        }
        Matcher table = TABLE.matcher(text);
        if (table.matches()) {
            return family(table.group(3))
                    .map(family -> new RulesetEvent(
                            table.group(1).equals("NEW") ? RulesetEvent.Change.ADDED : RulesetEvent.Change.REMOVED,
                            RulesetEvent.Kind.TABLE,
                            Optional.of(new TracePlace(family, table.group(2), "")),
                            text,
                            line,
                            number));
        }
        Matcher chain = CHAIN.matcher(text);
        if (!chain.matches()) {
            return Optional.empty();
        }
        int first = chain.group(1) == null ? 4 : 1;
        return family(chain.group(first))
                .map(family -> new RulesetEvent(
                        text.startsWith("nft: DEL") ? RulesetEvent.Change.REMOVED : RulesetEvent.Change.ADDED,
                        RulesetEvent.Kind.CHAIN,
                        Optional.of(new TracePlace(family, chain.group(first + 1), chain.group(first + 2))),
                        text,
                        line,
                        number));
    }

    private static RulesetEvent command(Matcher command, String text, String line, int number) {
        boolean six = command.group(1).equals("-6") || command.group(1).equals("ip6tables");
        TracePlace place = new TracePlace(six ? Family.IP6 : Family.IP, command.group(2), command.group(4));
        boolean added = command.group(3).equals("-A") || command.group(3).equals("-N");
        boolean rule = command.group(3).equals("-A") || command.group(3).equals("-D");
        return new RulesetEvent(
                added ? RulesetEvent.Change.ADDED : RulesetEvent.Change.REMOVED,
                rule ? RulesetEvent.Kind.RULE : RulesetEvent.Kind.CHAIN,
                Optional.of(place),
                text.substring(command.start(3)),
                line,
                number);
    }

    static Optional<Family> family(String keyword) {
        for (Family family : Family.values()) {
            if (family.keyword().equals(keyword)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
