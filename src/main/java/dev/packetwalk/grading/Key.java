package dev.packetwalk.grading;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that grading says. Each constant has a pattern in every language's file {@code reasons*.properties}, under its name in
 * lower case with hyphens; its gaps are named here, so that code and files can be held against each other. A key that is renamed
 * or gets other gaps is another one to grades that were kept: they are shown in the words they had.
 */
public enum Key {
    // What to call things
    RULE("number", "place", "text"),
    POLICY("place", "policy"),
    NO_RULE,
    OTHERS("count"),
    PLACE_IN_TABLE("chain", "table"),
    RULES_IN_CHAINS("chains"),
    RULES_OF_CHAIN("numbers", "count", "place"),
    RUN("from", "to"),
    RULES_NOW,
    RULES_WHEN_WRITTEN,
    RULES_OF_STEP("step"),

    // Packets
    TCP_PACKET("state", "flags", "port", "way"),
    TCP_PACKET_WITHOUT_FLAGS("state", "port", "way"),
    PORT_PACKET("state", "protocol", "port", "way"),
    ECHO_REPLY("state", "way"),
    ECHO_REQUEST("state", "way"),
    UNREACHABLE("state", "way"),
    TIME_EXCEEDED("state", "way"),
    ICMP_MESSAGE("state", "type", "way"),
    FRAGMENT("state", "protocol", "way"),
    OTHER_PACKET("state", "protocol", "way"),
    WAY("from", "to"),
    WAY_IN("from", "to", "in"),
    WAY_OUT("from", "to", "out"),
    WAY_THROUGH("from", "to", "in", "out"),

    // Several sentences, and words that were kept as they were
    SENTENCES("sentences"),
    KEPT("words"),

    // Why packets end as they do
    LET_IN("deciders"),
    LET_OUT("deciders"),
    DROPPED("deciders"),
    REJECTED("deciders"),
    STOPPED("deciders"),
    LET_IN_FIRST("deciders"),
    LET_OUT_FIRST("deciders"),
    LET_IN_FIRST_OF_ALL("packets", "deciders"),
    RULE_IS_WRONG("rule", "verdict", "way", "packets", "error"),
    RULE_IS_WRONG_BEFORE("rule", "verdict", "way", "packets", "other", "wanted", "error"),
    RULE_IS_WRONG_ALTHOUGH("rule", "verdict", "way", "packets", "other", "error"),
    POLICY_IS_WRONG("chain", "wanted", "packets", "policy", "verdict", "way"),
    NOTHING_DECIDES("packets", "way"),
    EXAMPLE("packet"),
    NEVER_REACHED("rules", "count"),
    TOO_MANY_CASES("packets"),
    UNKNOWN_END("rule", "packets"),
    UNKNOWN_MATCH("rule", "packets"),
    IF_IT_DOES("verdict", "way"),
    IN_ONE_CASE("decider", "verdict", "way"),

    // States of the rules
    RULES_NOT_READ,
    TOO_MANY_RULES,
    RULES_IN_LEGACY("table", "rule", "command"),
    RULES_AT_OTHER_HOOK("table"),
    NO_RULES_YET,
    NO_ORDER_YET,
    NOT_ALL_GET_IN("packets"),
    NOTHING_DROPS("packets"),
    OVERRULED("packets", "decider"),
    NOT_OVERRULED("packets"),
    STILL_GETS_IN("packets"),

    // Real packets
    PROBE_TCP("from", "to", "port"),
    PROBE_UDP("from", "to", "port"),
    PROBE_PING("from", "to"),
    YOUR_MACHINE,
    HOST("name"),
    PROBE_UNDER_WAY,
    PROBE_TO_CONFIRM,
    PROBE_ANSWERED("probe", "answer"),
    PROBE_CONTRADICTS("probe", "answer"),

    // Files
    NO_FILE("path"),
    FILE_NOT_READ("path", "problem", "line", "content"),
    FILE_WITHOUT_RULES("path"),
    FILE_DIFFERS("path", "rules", "difference"),
    FILE_HOLDS("path", "rules"),
    FILE_POLICY_DIFFERS("place", "one", "other", "rules"),
    FILE_RULE_TOO_MANY("rule", "place", "rules"),
    FILE_RULE_MISSING("rule", "place", "rules"),
    FILE_TABLE_TOO_MANY("table", "rules"),
    FILE_TABLE_MISSING("table", "rules"),
    ORDER_DIFFERS("place"),

    // Flows
    FLOW_SEEN("flow"),
    FLOW_WAS_SEEN,
    FLOW_NOT_SEEN("pattern"),
    FLOW_NOT_ANSWERED("pattern", "flow"),
    FLOW_ANSWERED("pattern", "flow"),
    FLOW_NOT_REPLIED("pattern", "flow"),
    FLOW_REPLIED("pattern", "flow"),
    FLOW_IN_OTHER_STATE("pattern", "flow"),
    FLOW_TOO_EARLY("pattern", "flow"),

    // Steps
    STEP("number", "steps", "title", "reason"),
    STEPS_DONE("steps", "taken"),
    STEP_TOO_LATE("taken", "given"),
    STEP_TOO_EARLY,
    ONLY_A_STEP,
    BACK_UNSEEN,
    BACK_BY_HAND("ago", "given"),
    RULES_AS_BEFORE,
    RULES_NOT_BACK,
    RULES_DIFFER("step", "difference"),
    POLICY_DIFFERS("place", "one", "other"),
    RULE_ADDED("rule", "place"),
    RULE_MISSING("rule", "place"),
    TABLE_ADDED("table"),
    TABLE_MISSING("table"),

    // Answers
    NOT_ANSWERED,
    ANSWERS_MISSING("questions"),
    ANSWERS_RIGHT("count"),
    OBJECTION("question", "why"),
    CHOSEN("choice"),
    NOT_A_CHOICE("given"),
    NOT_A_NUMBER("given"),
    NOT_A_PORT("given"),
    NOT_AN_ADDRESS("given"),
    NOT_AN_ENDPOINT("given"),
    RULES_UNREAD("given"),
    FLOW_UNSAID("given"),
    TABLE_UNREAD("given"),
    LIMIT_UNREAD("given"),
    LIMIT_FOR_COUNT("given"),
    COUNT_TOO_FAR("given"),
    COUNT_FOR_LIMIT("given"),
    NOT_THE_LIMIT("given", "path"),

    // Answers about an entry of conntrack
    NO_CONNECTION("given"),
    NOT_YOUR_PORT("given"),
    NOT_THE_PROTOCOL("given"),
    NOT_THE_PROTOCOL_NUMBER("given"),
    NOT_THE_REPLY_SOURCE("given"),
    NOT_THE_REPLY_DESTINATION("given"),
    NOT_THE_SOURCE("given"),
    NOT_THE_DESTINATION("given"),
    THE_OTHER_END("given"),
    PORT_OF_THE_OTHER_END("given"),
    NOT_A_PORT_OF_IT("given"),
    NOT_ITS_STATE("given"),
    PROTOCOL_FOR_TIME("given"),
    NOT_ITS_TIME("given"),

    // Answers about rules
    NOT_THE_POLICY("given", "chain"),
    PORT_LEADS_NOWHERE("given", "port"),
    PORT_OF_STRANGERS("given"),
    WRONG_PORT("given", "port"),
    ADDRESS_OF_THE_BOX("given"),
    WRONG_ADDRESS("given", "port"),
    WRONG_ENDPOINT("given", "port"),
    NOTHING_COUNTED("given"),
    NOT_PUBLISHED("given"),
    COUNTED_LESS("given"),
    FATE_UNKNOWN("given", "because"),
    NOT_FORWARDED("given"),
    STOPPED_IN_FORWARD("given"),
    STOPPED_IN_INPUT("given"),
    INPUT_NEVER_SEES_IT("given"),
    NOTHING_STOPS_IT("given"),
    NOT_WHAT_THE_RULE_SAYS("given"),
    RULE_CANNOT_BE_TOLD("number", "place", "text"),
    POLICY_DECIDES("place", "policy"),
    NOTHING_LETS_IT_PASS("hook"),
    ROUTE_UNKNOWN("destination"),
    NOT_FORESEEN,
    DEPENDS_ON("reason", "rules"),
    RULE_WITH_TEXT("number", "place", "text"),

    // What has happened, told from a journal
    RULES_IN_FORCE("count"),
    RULES_CHANGED,
    RULES_CHANGED_BY("program"),
    RULE_ADDED_AS("rule"),
    RULE_REMOVED("rule"),
    RULE_MOVED("rule", "from"),
    POLICY_BECAME("place", "before", "now"),
    CHAIN_ADDED("place"),
    CHAIN_REMOVED("place"),
    CHAIN_HOOKED_ANEW("place"),
    CHANGES_LEFT_OUT("count"),
    OWN_ANSWERED("flow"),
    OWN_UNANSWERED("flow"),
    FILE_WRITTEN("path"),
    FILE_GONE("path"),
    ANSWER_GIVEN("title"),
    NOT_WATCHED;

    private static final Map<String, Key> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Key::toString, Function.identity()));

    @SuppressWarnings("ImmutableEnumChecker") // A set of Set.of cannot be changed.
    private final Set<String> gaps;

    private final String name;

    Key(String... gaps) {
        this.gaps = Set.of(gaps);
        this.name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The key of that name; empty if nothing is said by that name any more. */
    public static Optional<Key> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The names of its arguments. */
    public Set<String> gaps() {
        return gaps;
    }

    /** Whether this says that evidence is on its way, rather than that something is to be done. */
    boolean isUnderWay() {
        return this == RULES_NOT_READ || this == PROBE_UNDER_WAY || this == PROBE_TO_CONFIRM || this == FLOW_TOO_EARLY;
    }

    /** Its name in files: {@code no-rules-yet}. */
    @Override
    public String toString() {
        return name;
    }
}
