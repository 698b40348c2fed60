package dev.packetwalk.web.board;

import dev.packetwalk.grading.Argument;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Key;
import dev.packetwalk.grading.Message;
import dev.packetwalk.grading.QuotedRule;

/** The kinds of mistakes that make checks fail: what several learners can have in common although their rules differ. */
public enum Mistake {
    DROP_BEFORE_ACCEPT,
    REJECT_BEFORE_ACCEPT,
    ACCEPT_BEFORE_DROP,
    DROPS_TOO_MUCH,
    REJECT_FOR_DROP,
    ACCEPTS_TOO_MUCH,
    POLICY_ACCEPTS,
    POLICY_DROPS,
    NOTHING_DROPS,
    REAL_PACKET_DIFFERS,
    FILE_DIFFERS,
    FLOW_MISSING,
    WRONG_ANSWER,
    TOO_LATE,
    NOT_AS_BEFORE,
    /** Anything else: the check's own title says the most about it. */
    OTHER;

    /** What kind of mistake makes a check fail: by the key of its reason, and what part the learner's rules have in it. */
    public static Mistake of(CheckResult result) {
        boolean hides = result.quotes().stream().anyMatch(quote -> quote.role() == QuotedRule.Role.NEVER_REACHED);
        return of(result.reason().message(), hides);
    }

    private static Mistake of(Message message, boolean hides) {
        return switch (message.key()) {
            case SENTENCES -> first(message, "sentences", hides);
            case STEP -> first(message, "reason", hides);
            case RULE_IS_WRONG, RULE_IS_WRONG_ALTHOUGH -> rule(message, hides);
            case RULE_IS_WRONG_BEFORE -> rule(message, true);
            case POLICY_IS_WRONG -> is(message, "verdict", "accept") ? POLICY_ACCEPTS : POLICY_DROPS;
            case NOTHING_DECIDES, NOTHING_DROPS -> NOTHING_DROPS;
            case NOT_ALL_GET_IN -> DROPS_TOO_MUCH;
            case PROBE_ANSWERED, PROBE_CONTRADICTS -> REAL_PACKET_DIFFERS;
            case OBJECTION, ANSWERS_MISSING -> WRONG_ANSWER;
            case STEP_TOO_LATE, STEP_TOO_EARLY, BACK_BY_HAND, BACK_UNSEEN -> TOO_LATE;
            case RULES_NOT_BACK, RULES_DIFFER, POLICY_DIFFERS, RULE_ADDED, RULE_MISSING, ORDER_DIFFERS -> NOT_AS_BEFORE;
            case TABLE_ADDED, TABLE_MISSING -> NOT_AS_BEFORE;
            default -> byName(message.key());
        };
    }

    /** Whole families of keys have the beginning of their names in common. */
    private static Mistake byName(Key key) {
        String name = key.toString();
        if (name.startsWith("file-") || name.equals("no-file")) {
            return FILE_DIFFERS;
        }
        return name.startsWith("flow-not") || name.equals("flow-in-other-state") || name.equals("flow-too-early")
                ? FLOW_MISSING
                : OTHER;
    }

    private static Mistake rule(Message message, boolean hides) {
        if (is(message, "error", "sent")) {
            return REJECT_FOR_DROP;
        }
        if (is(message, "verdict", "accept")) {
            return hides ? ACCEPT_BEFORE_DROP : ACCEPTS_TOO_MUCH;
        }
        if (!hides) {
            return DROPS_TOO_MUCH;
        }
        return is(message, "verdict", "reject") ? REJECT_BEFORE_ACCEPT : DROP_BEFORE_ACCEPT;
    }

    private static Mistake first(Message message, String gap, boolean hides) {
        Argument argument = message.arguments().get(gap);
        if (argument instanceof Argument.Many many) {
            argument = many.items().getFirst();
        }
        return argument instanceof Message inner ? of(inner, hides) : OTHER;
    }

    private static boolean is(Message message, String gap, String value) {
        return message.arguments().get(gap) instanceof Argument.Choice(String chosen) && chosen.equals(value);
    }
}
