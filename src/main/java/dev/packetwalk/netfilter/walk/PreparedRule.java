package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.AllOf;
import dev.packetwalk.netfilter.CommentMatch;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.Extension;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Not;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule in its place, its conditions laid out flat so that asking them makes no garbage. */
final class PreparedRule {
    /** Targets that change what {@link dev.packetwalk.netfilter.Details} state, in ways that are not followed. */
    static final Set<String> CHANGING_DETAILS = Set.of("TTL", "HL", "TOS", "DSCP", "ECN", "TCPMSS", "TCPOPTSTRIP");

    final RuleAt at;
    final Match[] matches;
    final @Nullable Target target;

    private PreparedRule(RuleAt at, Match[] matches, @Nullable Target target) {
        this.at = at;
        this.matches = matches;
        this.target = target;
    }

    static PreparedRule of(RuleAt at) {
        List<Match> flat = new ArrayList<>();
        at.rule().matches().forEach(match -> flatten(match, flat));
        return new PreparedRule(
                at, flat.toArray(Match[]::new), at.rule().target().orElse(null));
    }

    private static void flatten(Match match, List<Match> flat) {
        switch (match) {
            case AllOf all -> all.matches().forEach(part -> flatten(part, flat));
            case Extension extension
            when isOnlyItsOptions(extension) -> extension.options().forEach(option -> flatten(option, flat));
            case CommentMatch always -> {}
            default -> flat.add(match);
        }
    }

    /** Whether a module asks nothing beyond its options: not for a header, and not whether there is a flow at all. */
    private static boolean isOnlyItsOptions(Extension extension) {
        boolean asksForFlow = extension.name().equals("conntrack")
                && !extension.options().stream().allMatch(PreparedRule::isState);
        return !extension.options().isEmpty() && !HeaderModules.contains(extension.name()) && !asksForFlow;
    }

    private static boolean isState(Match match) {
        return match instanceof ConntrackStateMatch || (match instanceof Not(Match inner) && isState(inner));
    }

    /** Whether the walk can tell the difference between the rule matching and not. */
    boolean matters() {
        return target != null && !(target instanceof PassThrough beside && !CHANGING_DETAILS.contains(beside.name()));
    }
}
