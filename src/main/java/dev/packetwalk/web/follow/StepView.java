package dev.packetwalk.web.follow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of a walk as a page shows it.
 *
 * @param hook where
 * @param table its name as a command names it; null for what is no rule and no policy
 * @param chain its name; null as for {@code table}
 * @param rule 1-based number of the rule, or of the first of several that do not match; null for a policy
 * @param last the last of several rules that do not match; else as {@code rule}
 * @param text the rule's own text, or the policy; else what happens, in English words
 * @param said what happens, where that is no rule and no policy; else null
 * @param because why a rule does not match; null where that is not said
 * @param packet as it is afterwards
 */
record StepView(
        Kind kind,
        String hook,
        @Nullable String table,
        @Nullable String chain,
        @Nullable Integer rule,
        @Nullable Integer last,
        String text,
        @Nullable Said said,
        Outcome outcome,
        @Nullable Said because,
        PacketView packet) {
    /** What a step is about. */
    enum Kind {
        RULE,
        POLICY,
        ROUTING,
        TRACKING,
        DELIVERY;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a step does to the packet. */
    enum Outcome {
        /** A rule that does not match. */
        PASSES,
        /** A rule that matches and decides nothing, or something that is no decision. */
        GOES_ON,
        CALLS,
        RETURNS,
        REWRITES,
        ACCEPTS,
        DROPS,
        REJECTS,
        /** It can't be told. */
        UNKNOWN;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
