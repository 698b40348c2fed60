package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Policy;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of {@code nft monitor}, {@code nft monitor trace} and, with handles, {@code nft -a monitor}.
 *
 * <p>Defined by nftables 1.0.6: src/monitor.c, src/netlink.c and the listing of rules.
 */
public final class NftMonitor {
    private static final Pattern TRACE = Pattern.compile(
            "trace id (\\p{XDigit}{1,16}) (\\w+) (\\S+) (\\S+) (packet:|rule|policy|unknown|verdict)(?: (.*))?");
    private static final Pattern VERDICT = Pattern.compile("(.*?) ?\\(verdict ([^()]*)\\)[^()]*");
    private static final Pattern HANDLE = Pattern.compile("(.*?) ?# handle (\\d{1,10})");
    private static final Pattern UNKNOWN_RULE = Pattern.compile("rule handle (\\d{1,10})");
    private static final Pattern EVENT =
            Pattern.compile("(add|insert|create|replace|delete|destroy) (\\w+) (\\w+) (\\S+)(?: (\\S+))?(.*)");
    private static final Pattern GENERATION =
            Pattern.compile("# new generation (\\d{1,10})(?: by process (\\d{1,10}) \\((.*)\\))?");

    private NftMonitor() {}

    /**
     * Reads lines of a trace, of events, or of both.
     *
     * @param text any number of whole lines
     * @return one value a line; a line that is not understood is kept as {@link UnreadLine}, with a problem unless it is blank
     */
    public static Parsed<List<MonitorLine>> parse(String text) {
        return MonitorLines.parse(text, NftMonitor::line, "give lines as nft monitor prints them");
    }

    private static Optional<MonitorLine> line(String line, int number) {
        if (line.startsWith("trace id ")) {
            Matcher parts = TRACE.matcher(line);
            return parts.matches()
                    ? XtablesMonitor.family(parts.group(2))
                            .flatMap(family ->
                                    trace(parts, new TracePlace(family, parts.group(3), parts.group(4)), line, number))
                    : Optional.empty();
        }
        Matcher generation = GENERATION.matcher(line);
        if (generation.matches()) {
            return Optional.of(new NewGeneration(
                    Long.parseLong(generation.group(1)),
                    generation.group(2) == null ? 0 : Long.parseLong(generation.group(2)),
                    generation.group(3) == null ? "" : generation.group(3),
                    line,
                    number));
        }
        return event(line, number);
    }

    private static Optional<MonitorLine> trace(Matcher parts, TracePlace place, String line, int number) {
        String trace = parts.group(1);
        String rest = parts.group(6) == null ? "" : parts.group(6).strip();
        return switch (parts.group(5)) {
            case "packet:" ->
                Optional.of(new TracedPacket(trace, Optional.of(place), NftPacketFields.read(rest), line, number));
            case "policy" -> policy(rest).map(policy -> new TracedPolicy(trace, place, policy, line, number));
            case "verdict" -> Optional.of(new TracedReturn(trace, place, line, number));
            case "unknown" -> rule(rest, true, trace, place, line, number);
            default -> rule(rest, false, trace, place, line, number);
        };
    }

    private static Optional<MonitorLine> rule(
            String rest, boolean unknown, String trace, TracePlace place, String line, int number) {
        Matcher verdict = VERDICT.matcher(rest);
        if (!verdict.matches()) {
            return Optional.empty();
        }
        Matcher handle = (unknown ? UNKNOWN_RULE : HANDLE).matcher(verdict.group(1));
        boolean numbered = handle.matches();
        if (unknown && !numbered) {
            return Optional.empty();
        }
        Optional<Long> known = numbered ? Optional.of(Long.valueOf(handle.group(unknown ? 1 : 2))) : Optional.empty();
        String text = unknown ? "" : numbered ? handle.group(1) : verdict.group(1);
        return Optional.of(
                new TracedRule(trace, place, known, TraceVerdict.parse(verdict.group(2)), text, line, number));
    }

    private static Optional<Policy> policy(String rest) {
        if (rest.equals("accept") || rest.startsWith("accept ")) {
            return Optional.of(Policy.ACCEPT);
        }
        return rest.equals("drop") || rest.startsWith("drop ") ? Optional.of(Policy.DROP) : Optional.empty();
    }

    private static Optional<MonitorLine> event(String line, int number) {
        Matcher parts = EVENT.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        RulesetEvent.Change change =
                parts.group(1).startsWith("de") ? RulesetEvent.Change.REMOVED : RulesetEvent.Change.ADDED;
        RulesetEvent.Kind kind = switch (parts.group(2)) {
            case "table" -> RulesetEvent.Kind.TABLE;
            case "chain" -> RulesetEvent.Kind.CHAIN;
            case "rule" -> RulesetEvent.Kind.RULE;
            default -> RulesetEvent.Kind.OTHER;
        };
        boolean inChain = kind == RulesetEvent.Kind.CHAIN || kind == RulesetEvent.Kind.RULE;
        String name = parts.group(5) == null ? "" : parts.group(5);
        return XtablesMonitor.family(parts.group(3))
                .map(family -> new RulesetEvent(
                        change,
                        kind,
                        Optional.of(new TracePlace(family, parts.group(4), inChain ? name : "")),
                        (inChain ? parts.group(6) : name + parts.group(6)).strip(),
                        line,
                        number));
    }
}
