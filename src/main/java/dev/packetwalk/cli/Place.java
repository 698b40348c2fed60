package dev.packetwalk.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.walk.Cause;
import dev.packetwalk.netfilter.walk.FlowRewrite;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.Routing;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Tracking;
import org.jspecify.annotations.Nullable;

/**
 * Where something happens, as programs read it: a rule, a policy, or neither.
 *
 * @param table its name, with the family where that is not IPv4; {@code null} outside of tables
 * @param chain its name; {@code null} outside of chains
 * @param rule 1-based place in the chain; {@code null} for what is not a rule
 * @param text the rule's own text, or what it is in words
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Place(
        @Nullable String table,
        @Nullable String chain,
        @Nullable Integer rule,
        String text) {
    static Place of(Cause cause) {
        return switch (cause) {
            case RuleAt at -> of(at);
            case PolicyOf policy ->
                new Place(table(policy.family(), policy.table()), policy.chain(), null, "policy " + policy.policy());
            case NothingDecides nothing -> elsewhere(nothing);
            case Routing routing -> elsewhere(routing);
            case Tracking tracking -> elsewhere(tracking);
            case FlowRewrite rewrite -> elsewhere(rewrite);
        };
    }

    static Place of(RuleAt at) {
        return new Place(
                table(at.family(), at.table()),
                at.chain(),
                at.number(),
                at.rule().text());
    }

    private static Place elsewhere(Cause cause) {
        return new Place(null, null, null, cause.describe());
    }

    private static String table(Family family, String name) {
        return family == Family.IP ? name : family.keyword() + " " + name;
    }
}
