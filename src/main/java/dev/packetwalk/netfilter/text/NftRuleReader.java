package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.FamilyMatch;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.ProtocolMatch;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownMatch;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.VerdictMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the statements of one nft rule. */
final class NftRuleReader {
    /** Words with which a statement starts that can follow an expression that is not understood. */
    private static final Set<String> RECOGNISED = Set.of(
            "accept",
            "drop",
            "return",
            "continue",
            "jump",
            "goto",
            "reject",
            "queue",
            "counter",
            "log",
            "comment",
            "masquerade",
            "snat",
            "dnat",
            "redirect",
            "notrack",
            "tproxy",
            "synproxy",
            "fwd");

    /** Statements that end or divert the walk in ways that are not modelled. */
    private static final Set<String> OTHER_VERDICTS = Set.of("queue", "tproxy", "synproxy", "fwd");

    /** Words behind a value that make it part of a longer expression. */
    private static final Set<String> OPERATORS = Set.of("&", "|", "^", "<<", ">>", "and", "or", "xor");

    private final Words words;
    private final Family family;
    private final Map<String, NftSet> sets;
    private final List<Segment> segments = new ArrayList<>(List.of(new Segment()));
    private Optional<Counters> counters = Optional.empty();

    /** Matches, and the targets behind them. A match behind a target opens another segment. */
    private static final class Segment {
        final List<Match> matches = new ArrayList<>();
        final List<Target> targets = new ArrayList<>();
    }

    NftRuleReader(Words words, Family family, Map<String, NftSet> sets) {
        this.words = words;
        this.family = family;
        this.sets = sets;
    }

    Rule read(String text, int line) {
        while (words.hasNext()) {
            int start = words.position();
            if (!statement(words.next())) {
                words.back(start);
                unknown();
            }
        }
        return new Rule(text, line, counters, segments.getFirst().matches, target(0));
    }

    /** The targets from a segment on, as one; what follows behind further matches depends on these. */
    private Optional<Target> target(int from) {
        List<Target> all = new ArrayList<>(segments.get(from).targets);
        if (from + 1 < segments.size()) {
            Match behind = new AllOf(segments.get(from + 1).matches);
            target(from + 1).ifPresent(then -> all.add(new VerdictMap(List.of(new VerdictMap.Entry(behind, then)))));
        }
        return all.size() > 1 ? Optional.of(new Sequence(all)) : all.stream().findFirst();
    }

    private void add(Match match) {
        if (!segments.getLast().targets.stream().allMatch(target -> target instanceof PassThrough)) {
            segments.add(new Segment());
        }
        segments.getLast().matches.add(match);
    }

    private boolean add(Target target) {
        segments.getLast().targets.add(target);
        return true;
    }

    private boolean statement(Word first) {
        return switch (first.quoted() ? "" : first.text()) {
            case "iif", "iifname", "oif", "oifname" -> condition(NftKey.of(first.text()));
            case "meta" -> meta();
            case "ip", "ip6", "tcp", "udp", "udplite", "sctp", "dccp", "th", "icmp", "icmpv6" ->
                words.hasNext()
                        && condition(NftKey.of(first.text() + " " + words.next().text()));
            case "ct" -> words.take("state") && condition(Optional.of(NftKey.CT_STATE));
            case "counter" -> counter();
            case "comment" -> skip(1);
            case "log" -> log();
            case "notrack" -> add(new NoTrack("notrack"));
            default -> NftVerdicts.read(first, words).map(this::add).orElse(false);
        };
    }

    private boolean skip(int count) {
        words.skip(count);
        return true;
    }

    private boolean counter() {
        if (words.peek().is("packets") && words.peek(2).is("bytes")) {
            Optional<Long> packets = count(words.peek(1).text());
            Optional<Long> bytes = count(words.peek(3).text());
            counters = packets.flatMap(p -> bytes.map(b -> new Counters(p, b)));
            return skip(4);
        }
        return words.peek().is("name") ? skip(2) : true;
    }

    private static Optional<Long> count(String text) {
        try {
            return Optional.of(Long.parseUnsignedLong(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private boolean log() {
        int start = words.position();
        while (isLogOption(words.peek())) {
            skip(2);
        }
        return add(new PassThrough("log", words.rawSince(start)));
    }

    private static boolean isLogOption(Word word) {
        return !word.quoted()
                && Set.of("prefix", "level", "group", "snaplen", "queue-threshold", "flags")
                        .contains(word.text());
    }

    private boolean meta() {
        Word key = words.hasNext() ? words.next() : words.peek();
        if (key.is("mark") && words.peek().is("set")) {
            words.next();
            return setMark();
        }
        return condition(NftKey.of("meta " + key.text()));
    }

    private boolean setMark() {
        int start = words.position();
        Optional<Long> value = Numbers.word(words.peek().text());
        if (value.isPresent() && !OPERATORS.contains(words.peek(1).text())) {
            words.next();
            return add(new SetMark(value.get(), Numbers.MAX_32));
        }
        skipUnknown();
        List<String> tokens = words.rawSince(start);
        // What was skipped may hold further conditions for what follows.
        add(new UnknownMark(tokens));
        add(new UnknownMatch(tokens));
        return true;
    }

    /** {@code key value}, {@code key != value} or {@code key vmap { … }}. */
    private boolean condition(Optional<NftKey> key) {
        if (key.isEmpty() || words.peek().is(".")) {
            return false;
        }
        List<Match> implied = new ArrayList<>();
        key.get().protocol().ifPresent(protocol -> implied.add(ProtocolMatch.of(protocol)));
        if (family == Family.INET) {
            key.get().family().ifPresent(version -> implied.add(new FamilyMatch(version)));
        }
        if (words.peek().is("vmap")) {
            words.next();
            return verdictMap(key.get(), implied);
        }
        Optional<Match> match = operand().flatMap(operand -> NftValues.match(key.get(), operand, words));
        if (match.isEmpty() || words.peek().is(".")) {
            return false;
        }
        implied.forEach(this::add);
        add(match.get());
        return true;
    }

    private Optional<NftOperand> operand() {
        NftOperand.Comparison comparison = comparison();
        if (words.peek().is("{")) {
            return NftSet.braced(words).map(values -> new NftOperand(comparison, values, true));
        }
        if (!words.hasNext()) {
            return Optional.empty();
        }
        Word word = words.next();
        if (!word.quoted() && word.text().startsWith("@")) {
            NftSet set = sets.get(word.text().substring(1));
            return set == null
                    ? Optional.empty()
                    : set.elements().map(values -> new NftOperand(comparison, values, true));
        }
        List<String> values =
                word.quoted() ? List.of(word.text()) : List.of(word.text().split(",", -1));
        return Optional.of(new NftOperand(comparison, values, false));
    }

    private NftOperand.Comparison comparison() {
        if (words.take("!=")) {
            return NftOperand.Comparison.NOT_EQUAL;
        }
        if (words.take("==")) {
            return NftOperand.Comparison.EQUAL;
        }
        return words.take("!") ? NftOperand.Comparison.NONE_OF : NftOperand.Comparison.PLAIN;
    }

    private boolean verdictMap(NftKey key, List<Match> implied) {
        if (!words.peek().is("{")) {
            return false;
        }
        words.next();
        List<VerdictMap.Entry> entries = new ArrayList<>();
        while (words.hasNext() && !words.peek().is("}")) {
            Optional<Match> match =
                    NftValues.match(key, NftOperand.plain(words.next().text()), words);
            if (match.isEmpty() || !words.take(":")) {
                return false;
            }
            Optional<Target> target = NftVerdicts.inMap(words);
            if (target.isEmpty()) {
                return false;
            }
            entries.add(new VerdictMap.Entry(match.get(), target.get()));
        }
        if (!words.hasNext()) {
            return false;
        }
        words.next();
        implied.forEach(this::add);
        return add(new VerdictMap(entries));
    }

    /** Keeps what is not understood as a condition that may hold or not, or as a target that may do anything. */
    private void unknown() {
        int start = words.position();
        String first = words.peek().text();
        skipUnknown();
        List<String> tokens = words.rawSince(start);
        boolean rewrites = tokens.contains("set") && !first.equals("ct") && !first.equals("meta");
        if (rewrites || tokens.contains("vmap") || OTHER_VERDICTS.contains(first)) {
            skip(Integer.MAX_VALUE);
            List<String> all = words.rawSince(start);
            add(new UnknownTarget(all.getFirst(), all.subList(1, all.size())));
        } else {
            add(new UnknownMatch(tokens));
        }
    }

    private void skipUnknown() {
        int depth = 0;
        skip(1);
        while (words.hasNext() && (depth > 0 || !startsStatement())) {
            Word word = words.next();
            depth += word.is("{") ? 1 : word.is("}") ? -1 : 0;
        }
    }

    private boolean startsStatement() {
        boolean setsMark = words.peek().is("meta")
                && words.peek(1).is("mark")
                && words.peek(2).is("set");
        return setsMark
                || (!words.peek().quoted() && RECOGNISED.contains(words.peek().text()));
    }
}
