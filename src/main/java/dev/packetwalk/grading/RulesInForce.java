package dev.packetwalk.grading;

import dev.packetwalk.lesson.Check.Ending;
import dev.packetwalk.lesson.Packets;
import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.VerdictMap;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.netfilter.walk.Analysis;
import dev.packetwalk.netfilter.walk.Budget;
import dev.packetwalk.netfilter.walk.Outcome;
import dev.packetwalk.netfilter.walk.PacketSet;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Walker;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules of a sandbox at one moment, ready to be asked what becomes of packets. Safe for use by many threads. */
final class RulesInForce {
    /**
     * A learner may load any number of rules; a grade must not take longer for it than a moment. Measured for the four checks of a
     * small firewall behind rules by source, by port, by both, and in chains of their own, as processor time, the best of 25 on two
     * busy cores: 0.4 to 1.1 ms with 10 rules, 4 to 10 ms with 100, 40 to 90 ms with 970, where nearly all packets are still decided
     * about. What takes longer is kept from others by the pace of whoever asks; a ruleset of twice that length is not kept in a
     * journal any more.
     */
    private static final int MOST_RULES = 1_000;

    /** For each kind of packets: measured as above, 9 ms of a processor when all of it is used up. */
    private static final Budget TO_JUDGE = new Budget(200_000);

    /** For each question that only makes a reason clearer: likewise, 2 ms. */
    private static final Budget TO_EXPLAIN = new Budget(20_000);

    /** How many rules are thought away, one after the other, to find the one that would have accepted a packet. */
    private static final int MOST_THOUGHT_AWAY = 5;

    /** How many rules after one are looked at to find those that it keeps from being reached. */
    private static final int MOST_UNREACHED = 30;

    private static final Set<String> SAVED = Set.of("raw", "mangle", "nat", "filter", "security");

    private static final PacketSet IMPOSSIBLE = PacketSet.impossible();

    /** What the box sends to the network: it has one interface there and one address; see Topology. */
    private static final PacketSet OUTBOUND =
            PacketSet.fromThisHost().withOut("eth0").withSource("10.77.0.3");

    private static final Comparator<BaseChain> BY_TURN =
            Comparator.comparing(BaseChain::hook).thenComparingInt(BaseChain::priority);

    private final Ruleset ruleset;
    private final Optional<Message> unjudged;
    private final Analysis analysis;
    private final Sameness.Essence essence;
    private final Sameness.Essence savedEssence;
    /** What was asked before: these rules are shared by all grades that meet them. */
    private final Map<Packets, List<Outcome>> judged = new ConcurrentHashMap<>();

    private final Map<Packets, Optional<Overruling>> overruled = new ConcurrentHashMap<>();

    private RulesInForce(Ruleset ruleset, Optional<Message> unjudged) {
        this.ruleset = ruleset;
        this.unjudged = unjudged;
        this.analysis = Analysis.of(ruleset, TO_JUDGE);
        this.essence = Sameness.essence(ruleset);
        this.savedEssence = Sameness.essence(savable());
    }

    static RulesInForce of(String iptablesSave, String nftRuleset) {
        return new RulesInForce(
                RulesetText.read(iptablesSave, nftRuleset).value(), Unjudged.in(iptablesSave, nftRuleset));
    }

    Ruleset ruleset() {
        return ruleset;
    }

    /** Whether these are the same rules, counters aside. */
    boolean sameAs(RulesInForce other) {
        return essence.equals(other.essence);
    }

    /** Whether what iptables-save shows of these rules is the same as those others, counters aside. */
    boolean isSavedAs(RulesInForce others) {
        return savedEssence.equals(others.essence);
    }

    /** What of the rules iptables-save shows: the tables that it can name, of IPv4. */
    Ruleset savable() {
        return new Ruleset(ruleset.tables().stream()
                .filter(table -> isShownBySave(table.family(), table.name()))
                .toList());
    }

    /** Whether a table is one of those that iptables-save shows. */
    static boolean isShownBySave(Family family, String table) {
        return family == Family.IP && SAVED.contains(table);
    }

    /** Whether there is no rule anywhere and every policy accepts: the machine as it came. */
    boolean untouched() {
        return ruleset.tables().stream()
                .flatMap(table -> table.chains().stream())
                .allMatch(chain -> chain.rules().isEmpty()
                        && chain.base().map(b -> b.policy() == Policy.ACCEPT).orElse(true));
    }

    /** Why nothing is said about what these rules do: there are too many, or some that are not gone through; empty if it is. */
    Optional<Message> obstacle() {
        return rules().skip(MOST_RULES).findAny().isPresent() ? Optional.of(Message.of(Key.TOO_MANY_RULES)) : unjudged;
    }

    /** Whether some rule changes packets on their way, so that what it made of them cannot be compared with what arrived. */
    boolean changePackets() {
        return rules().flatMap(rule -> rule.target().stream()).anyMatch(RulesInForce::changesPackets);
    }

    /** What becomes of packets; together the outcomes cover them all. */
    List<Outcome> outcomes(Packets packets) {
        return judged.computeIfAbsent(packets, kind -> outcomes(analysis, kind));
    }

    private static List<Outcome> outcomes(Analysis analysis, Packets packets) {
        return switch (packets.arrival()) {
            case LOOPBACK, NETWORK -> analysis.arriving(set(packets));
            case OUTBOUND -> analysis.leaving(set(packets));
        };
    }

    /** Whether the next packet that comes back in a flow of the box's gets in, for certain. */
    boolean letsInReplyOf(Flow flow) {
        return Replies.packet(flow)
                .map(packet -> Walker.of(ruleset).arriving(packet).verdict() == Verdict.ACCEPT)
                .orElse(true);
    }

    /** Whether everything that the box sends to an address gets out, for certain. */
    boolean letsOut(String destination) {
        return analysis
                .leaving(PacketSet.fromThisHost().withState(ConnState.NEW).withDestination(destination))
                .stream()
                .allMatch(outcome -> outcome.verdict() == Verdict.ACCEPT && outcome.certain());
    }

    /**
     * A rule that would have ended packets otherwise.
     *
     * @param rule the rule, numbered as it stands
     * @param earlier whether packets met it before the rule that ended them, in a chain whose accept spares them no later one
     */
    record Outrun(RuleAt rule, boolean earlier) {}

    /**
     * A drop that comes before an accept of the same packets.
     *
     * @param decider the rule that keeps them out
     * @param finding what there is to say about it
     */
    record Overruling(RuleAt decider, Finding finding) {}

    /** How a drop takes packets that an accept further down would let in; empty if none does. */
    Optional<Overruling> overruling(Packets packets) {
        return overruled.computeIfAbsent(packets, kind -> {
            Judgement judgement = Judgement.of(this, kind, Ending.ACCEPTED);
            return judgement
                    .wrong()
                    .filter(wrong ->
                            outrun(kind, wrong.outcome(), Ending.ACCEPTED).isPresent())
                    .flatMap(wrong -> Names.rule(wrong.outcome().decidedBy())
                            .map(rule -> new Overruling(rule, new Explanation(this, judgement).wrong(wrong))));
        });
    }

    /**
     * The rule that would end the packets of an outcome as wanted if the rule that decides about them, and others that
     * decide the same way after it, were not there.
     */
    Optional<Outrun> outrun(Packets packets, Outcome outcome, Ending wanted) {
        Ruleset without = ruleset;
        Outcome now = outcome;
        for (int i = 0; i < MOST_THOUGHT_AWAY && now.decidedBy() instanceof RuleAt decider; i++) {
            if (Endings.agrees(wanted, now.verdict())) {
                return Optional.of(new Outrun(inPlace(decider), earlier(now, outcome)));
            }
            without = decider.removedFrom(without);
            Optional<Outcome> next = outcomes(Analysis.of(without, TO_EXPLAIN), packets).stream()
                    .filter(o -> o.packets().contains(outcome.example()))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            now = next.get();
        }
        return Optional.empty();
    }

    /** Rules of the same chain that no packet reaches because of a rule: the first of them, if there are very many. */
    List<RuleAt> neverReachedBecauseOf(RuleAt decider) {
        Analysis analysis = Analysis.of(ruleset, TO_EXPLAIN);
        return ruleset.table(decider.family(), decider.table()).flatMap(table -> table.chain(decider.chain())).stream()
                .flatMap(chain -> IntStream.rangeClosed(
                                decider.number() + 1, chain.rules().size())
                        .limit(MOST_UNREACHED)
                        .mapToObj(number -> at(decider, number, chain.rule(number))))
                .filter(rule -> analysis.shadow(rule)
                        .filter(shadow -> shadow.takenBy().contains(decider))
                        .isPresent())
                .toList();
    }

    private static RuleAt at(RuleAt place, int number, Rule rule) {
        return new RuleAt(place.family(), place.table(), place.chain(), number, rule);
    }

    /** Whether packets met the base chain that led to the one outcome before the one that led to the other. */
    private boolean earlier(Outcome one, Outcome other) {
        return entry(one)
                .flatMap(first -> entry(other).map(second -> BY_TURN.compare(first, second) < 0))
                .orElse(false);
    }

    private Optional<BaseChain> entry(Outcome outcome) {
        return Stream.concat(outcome.path().stream(), Names.rule(outcome.decidedBy()).stream())
                .findFirst()
                .flatMap(entry -> ruleset.table(entry.family(), entry.table())
                        .flatMap(table -> table.chain(entry.chain()))
                        .flatMap(Chain::base));
    }

    private Stream<Rule> rules() {
        return ruleset.tables().stream()
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream());
    }

    private static boolean changesPackets(Target target) {
        return switch (target) {
            case Accept _, Drop _, Reject _, Return _, Jump _, Goto _, VerdictMap _, PassThrough _ -> false;
            case SetFlowMark _, SaveMark _, SetHops _, SetTos _ -> false;
            case SetMark _, RestoreMark _, UnknownMark _, NoTrack _ -> true;
            case DestinationNat _, SourceNat _, Masquerade _, Redirect _, NetworkMap _ -> true;
            case Sequence sequence -> sequence.targets().stream().anyMatch(RulesInForce::changesPackets);
            case UnknownTarget _ -> true;
        };
    }

    private static PacketSet set(Packets packets) {
        PacketSet set = switch (packets.arrival()) {
            case LOOPBACK -> PacketSet.overLoopback();
            case NETWORK -> PacketSet.fromNetwork();
            case OUTBOUND -> OUTBOUND;
        };
        set = set.withState(packets.states().toArray(ConnState[]::new)).subtract(IMPOSSIBLE);
        if (packets.protocol().isPresent()) {
            set = set.withProtocol(packets.protocol().get());
        }
        if (packets.port().isPresent()) {
            set = set.withDestinationPort(packets.port().getAsInt());
        }
        if (packets.source().isPresent()) {
            set = set.withSource(packets.source().get());
        }
        return packets.destination().isPresent()
                ? set.withDestination(packets.destination().get())
                : set;
    }

    /** A rule of a ruleset with gaps, as it is numbered in the real one. */
    private RuleAt inPlace(RuleAt at) {
        return ruleset.table(at.family(), at.table())
                .flatMap(table -> table.chain(at.chain()))
                .map(chain -> chain.rules().indexOf(at.rule()))
                .filter(index -> index >= 0)
                .map(index -> at(at, index + 1, at.rule()))
                .orElse(at);
    }
}
