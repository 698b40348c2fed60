package dev.packetwalk.progress;

import static java.util.Objects.requireNonNull;

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
        requireNonNull(check, "check");
        requireNonNull(at, "at");
        fields = Map.copyOf(fields);
    }
}
