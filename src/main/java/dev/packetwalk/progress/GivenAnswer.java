package dev.packetwalk.progress;

import java.time.Instant;
import java.util.Map;

/**
 * What a learner once answered to the questions of a check.
 *
 * @param check the check's id
 * @param fields what was answered, by field
 * @param at when
 */
public record GivenAnswer(String check, Map<String, String> fields, Instant at) {
    public GivenAnswer {
        fields = Map.copyOf(fields);
    }
}
