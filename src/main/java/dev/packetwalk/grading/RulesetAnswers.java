package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.lesson.AnswerSource;
import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.PortMatch;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges answers about rules. */
final class RulesetAnswers {
    private static final Address STRANGER = Address.of("10.77.0.2");
    private static final Address BOX = Address.of("10.77.0.3");

    private RulesetAnswers() {}

    static Judged judge(AnswerSource source, String given, RulesetSnapshot snapshot) {
        Ruleset rules =
                RulesetText.read(snapshot.iptablesSave(), snapshot.nftRuleset()).value();
        return switch (source) {
            case AnswerSource.PolicyOf(String table, String chain) -> policy(table, chain, given, rules);
            case AnswerSource.TranslationOf(int port) -> translation(port, given, new BoxView(rules));
            case AnswerSource.Busiest busiest -> busiest(busiest, given, rules);
            case AnswerSource.FateOf fate -> fate(fate, given, new BoxView(rules));
            case AnswerSource.EntryPart _, AnswerSource.TrackedCount _, AnswerSource.TrackedLimit _ ->
                throw new IllegalArgumentException("not about rules: " + source);
        };
    }

    private static Judged policy(String table, String chain, String given, Ruleset rules) {
        Policy policy = rules.table(Family.IP, table)
                .flatMap(t -> t.chain(chain))
                .flatMap(c -> c.base())
                .map(BaseChain::policy)
                .orElse(Policy.ACCEPT);
        return policy.name().equals(AnswerGrading.folded(given))
                ? new Judged.Right()
                : new Judged.Wrong(Key.NOT_THE_POLICY, Map.of("chain", new Name(chain)));
    }

    private static Judged translation(int port, String given, BoxView view) {
        Packet packet = BoxView.stranger(STRANGER, BOX, port);
        Packet end = view.beforeRouting(packet).end();
        Endpoint right = new Endpoint(
                end.destination(), end.transport() instanceof TcpHeader tcp ? tcp.destinationPort() : port);
        Map<String, Argument> asked = Map.of("port", new Whole(port));
        if (right.equals(new Endpoint(BOX, port))) {
            return new Judged.Unknown(Key.PORT_LEADS_NOWHERE, asked);
        }
        Endpoint answer = Endpoint.parse(given).orElse(new Endpoint(BOX, 0));
        if (answer.equals(right)) {
            return new Judged.Right();
        }
        if (answer.address().equals(right.address())) {
            return answer.port() == port
                    ? new Judged.Wrong(Key.PORT_OF_STRANGERS)
                    : new Judged.Wrong(Key.WRONG_PORT, asked);
        }
        if (answer.address().equals(BOX)) {
            return new Judged.Wrong(Key.ADDRESS_OF_THE_BOX);
        }
        return new Judged.Wrong(answer.port() == right.port() ? Key.WRONG_ADDRESS : Key.WRONG_ENDPOINT, asked);
    }

    private static Judged busiest(AnswerSource.Busiest busiest, String given, Ruleset rules) {
        long most = busiest.ports().stream()
                .mapToLong(port -> packets(port, rules))
                .max()
                .orElse(0);
        if (most == 0) {
            return new Judged.Unknown(Key.NOTHING_COUNTED);
        }
        long port = AnswerGrading.number(given).orElse(0);
        if (busiest.ports().stream().noneMatch(p -> p == port)) {
            return new Judged.Wrong(Key.NOT_PUBLISHED);
        }
        return Judged.of(packets((int) port, rules) == most, Key.COUNTED_LESS);
    }

    /** How many packets the DNAT rules for a TCP port have counted. */
    private static long packets(int port, Ruleset rules) {
        return rules.table(Family.IP, "nat").stream()
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .filter(rule ->
                        rule.target().filter(DestinationNat.class::isInstance).isPresent())
                .filter(rule -> isFor(port, rule))
                .flatMap(rule -> rule.counters().stream())
                .mapToLong(Counters::packets)
                .sum();
    }

    private static boolean isFor(int port, Rule rule) {
        return rule.matches().stream()
                .flatMap(RulesetAnswers::options)
                .anyMatch(match -> match instanceof PortMatch ports
                        && ports.side() == Side.DESTINATION
                        && ports.ranges().stream().anyMatch(range -> range.contains(port)));
    }

    private static Stream<Match> options(Match match) {
        return match instanceof Extension extension ? extension.options().stream() : Stream.of(match);
    }

    private static Judged fate(AnswerSource.FateOf fate, String given, BoxView view) {
        Packet packet = BoxView.stranger(Address.of(fate.from()), Address.of(fate.to()), fate.port());
        Walk walk = view.arriving(packet);
        boolean forBox = view.isForBox(view.beforeRouting(packet).end());
        Optional<String> right = switch (walk.verdict()) {
            case ACCEPT -> Optional.of(forBox ? "let-in" : "forwarded");
            case DROP -> Optional.of("dropped");
            case REJECT -> Optional.of("rejected");
            case UNDECIDED -> Optional.empty();
        };
        if (right.isEmpty()) {
            return new Judged.Unknown(Key.FATE_UNKNOWN, Map.of("because", Doubts.because(walk)));
        }
        Key why = switch (given) {
            case "forwarded" -> forBox ? Key.NOT_FORWARDED : Key.STOPPED_IN_FORWARD;
            case "let-in" -> forBox ? Key.STOPPED_IN_INPUT : Key.INPUT_NEVER_SEES_IT;
            case "dropped", "rejected" ->
                walk.verdict() == Verdict.ACCEPT ? Key.NOTHING_STOPS_IT : Key.NOT_WHAT_THE_RULE_SAYS;
            default -> Key.NOT_A_CHOICE;
        };
        return Judged.of(right.get().equals(given), why);
    }
}
