package dev.packetwalk.web.follow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Something said of a walk in no language: which sentence, and what stands in its gaps. Pages put it into words, each in the language
 * of who reads it, so that a walk that was kept can be read in any.
 *
 * @param key which sentence
 * @param values what stands in each of its gaps, as the kernel and its tools spell it
 */
record Said(Sentence key, Map<String, String> values) {
    private static final Pattern AFTER_UNDERSCORE = Pattern.compile("_(.)");

    Said {
        values = Map.copyOf(values);
    }

    /** The sentences; their words are {@code said} in the diagram's files of words. */
    enum Sentence {
        TRACKED("state"),
        TRACKED_IN_FLOW("state", "source", "destination"),
        TRACKED_IN_REPLY("state", "source", "destination"),
        FLOW_REWRITTEN,
        ROUTED_HERE("destination"),
        ROUTED_OUT("destination", "out"),
        ROUTED_SOMEWHERE("destination"),
        NOT_FORWARDED("destination"),
        NO_ROUTE("destination"),
        STRANGE_SOURCE,
        STRANGE_DESTINATION("destination"),
        NOT_ADDRESSED,
        LAST_HOP,
        ARRIVES,
        LEAVES("out", "receiver"),
        LEAVES_FOR_NOBODY("out"),
        RULE_ACCEPTS("rule", "chain", "text"),
        RULE_DROPS("rule", "chain", "text"),
        RULE_REJECTS("rule", "chain", "text"),
        RULE_UNSURE("rule", "chain", "text"),
        RULE_IN_PLACE("rule", "chain", "text"),
        POLICY_DECIDES("chain", "policy"),
        NOTHING_DECIDES("hook"),
        NOT_MET("condition"),
        NOT_MET_MADE_HERE("condition"),
        NOT_MET_IN("condition", "in"),
        NOT_MET_OUT("condition", "out"),
        NOT_MET_PROTOCOL("condition", "protocol"),
        NOT_MET_SOURCE("condition", "source"),
        NOT_MET_DESTINATION("condition", "destination"),
        NOT_MET_SOURCE_PORT("condition", "port"),
        NOT_MET_DESTINATION_PORT("condition", "port"),
        NOT_MET_STATE("condition", "state"),
        NOT_MET_FLAGS("condition", "flags"),
        ANSWER("answer"),
        ANSWER_NONE("millis"),
        ANSWER_RESET,
        ANSWER_ICMP("message");

        private final String gaps;

        Sentence(String... gaps) {
            this.gaps = String.join(" ", gaps);
        }

        /** The names of its gaps, in the order in which {@link #with} takes their values. */
        List<String> gaps() {
            return gaps.isEmpty() ? List.of() : List.of(gaps.split(" "));
        }

        /**
         * Says it.
         *
         * @throws IllegalArgumentException if there are more or fewer values than gaps
         */
        Said with(Object... values) {
            List<String> names = gaps();
            if (values.length != names.size()) {
                throw new IllegalArgumentException(this + " takes " + names + ", not " + Arrays.toString(values));
            }
            Map<String, String> filled = new TreeMap<>();
            for (int i = 0; i < values.length; i++) {
                filled.put(names.get(i), values[i].toString());
            }
            return new Said(this, filled);
        }

        @JsonValue
        String word() {
            return AFTER_UNDERSCORE
                    .matcher(name().toLowerCase(Locale.ROOT))
                    .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
        }
    }
}
