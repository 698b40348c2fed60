package dev.packetwalk.grading;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two rulesets are the same rules: counters, comments of the listing and the order of chains aside. A table in which nothing
 * is set is as good as none.
 */
final class Sameness {
    private Sameness() {}

    /** A chain. */
    record Place(Family family, String table, String chain) {
        Argument words() {
            return Names.place(family, table, chain);
        }

        /** Whether both are in one table. */
        boolean isBeside(Place other) {
            return family == other.family && table.equals(other.table);
        }
    }

    /** In what two rulesets are not the same. */
    sealed interface Difference {}

    /** A base chain has another policy. */
    record OtherPolicy(Place place, Policy one, Policy other) implements Difference {}

    /**
     * A rule of one that the other has not.
     *
     * @param inFirst whether it is the first ruleset that has it
     */
    record OnlyInOne(Place place, Rule rule, boolean inFirst) implements Difference {}

    /**
     * A table that is not of iptables' own, in which something is set; the other ruleset has nothing of it.
     *
     * @param label as a command names it, such as {@code inet block}
     * @param inFirst whether it is the first ruleset that has it
     */
    record OnlyTable(String label, boolean inFirst) implements Difference {}

    /** The same rules, one after the other in another way. */
    record OtherOrder(Place place) implements Difference {}

    private record Content(Optional<BaseChain> base, List<RuleSays> rules) {}

    private record RuleSays(List<Match> matches, Optional<Target> target) {
        static RuleSays of(Rule rule) {
            return new RuleSays(rule.matches(), rule.target());
        }
    }

    /** What rules come down to: equal for rules that are the same. */
    record Essence(Map<?, ?> contents) {}

    static Essence essence(Ruleset ruleset) {
        return new Essence(contents(ruleset));
    }

    /** The first difference; empty if they are the same. */
    static Optional<Difference> difference(Ruleset one, Ruleset other) {
        Map<Place, Content> mine = contents(one);
        Map<Place, Content> theirs = contents(other);
        List<Place> places = new ArrayList<>(mine.keySet());
        theirs.keySet().stream().filter(place -> !mine.containsKey(place)).forEach(places::add);
        for (Place place : places) {
            Optional<Difference> difference = table(place, mine.keySet(), theirs.keySet())
                    .or(() -> policy(place, mine.get(place), theirs.get(place)))
                    .or(() -> missing(chain(one, place), chain(other, place), place, true))
                    .or(() -> missing(chain(other, place), chain(one, place), place, false))
                    .or(() -> order(place, mine.get(place), theirs.get(place)));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> table(Place place, Set<Place> mine, Set<Place> theirs) {
        boolean inFirst = mine.stream().anyMatch(place::isBeside);
        return RulesInForce.isShownBySave(place.family(), place.table())
                        || inFirst == theirs.stream().anyMatch(place::isBeside)
                ? Optional.empty()
                : Optional.of(new OnlyTable(Table.label(place.family(), place.table()), inFirst));
    }

    private static Optional<Difference> policy(Place place, @Nullable Content mine, @Nullable Content theirs) {
        Policy one = policy(mine);
        Policy other = policy(theirs);
        return one == other ? Optional.empty() : Optional.of(new OtherPolicy(place, one, other));
    }

    private static Policy policy(@Nullable Content content) {
        return content == null
                ? Policy.ACCEPT
                : content.base().map(BaseChain::policy).orElse(Policy.ACCEPT);
    }

    private static Optional<Difference> missing(List<Rule> has, List<Rule> lacks, Place place, boolean inFirst) {
        List<RuleSays> left = new ArrayList<>(lacks.stream().map(RuleSays::of).toList());
        for (Rule rule : has) {
            if (!left.remove(RuleSays.of(rule))) {
                return Optional.of(new OnlyInOne(place, rule, inFirst));
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> order(Place place, @Nullable Content mine, @Nullable Content theirs) {
        return mine == null || theirs == null || mine.rules().equals(theirs.rules())
                ? Optional.empty()
                : Optional.of(new OtherOrder(place));
    }

    private static List<Rule> chain(Ruleset ruleset, Place place) {
        return ruleset.table(place.family(), place.table())
                .flatMap(table -> table.chain(place.chain()))
                .map(Chain::rules)
                .orElse(List.of());
    }

    private static Map<Place, Content> contents(Ruleset ruleset) {
        Map<Place, Content> contents = new LinkedHashMap<>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                boolean nothingSet = chain.rules().isEmpty()
                        && chain.base().map(b -> b.policy() == Policy.ACCEPT).orElse(false);
                if (!nothingSet) {
                    contents.put(
                            new Place(table.family(), table.name(), chain.name()),
                            new Content(
                                    chain.base(),
                                    chain.rules().stream().map(RuleSays::of).toList()));
                }
            }
        }
        return contents;
    }
}
