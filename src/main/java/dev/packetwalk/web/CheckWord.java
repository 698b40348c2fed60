package dev.packetwalk.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.packetwalk.grading.QuotedRule;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.web.words.CheckWords;
import java.io.IOException;
import java.util.Locale;

/**
 * What is said beside a check, a step, a rule or a packet in a word or two: the same on the page as it is loaded and in the live
 * updates that change it. In updates it is written in the language of who reads them, as {@link ReasonWriter} does with reasons:
 * by the writer's attribute {@link CheckWords}; without one it is written by its name.
 */
@JsonSerialize(using = CheckWord.Writer.class)
public enum CheckWord {
    PASSED,
    FAILED,
    UNDONE,
    UNDECIDED,
    WAITING,
    AGAIN,
    STEP_DONE,
    STEP_NEXT,
    DECIDED,
    NEVER_REACHED,
    UNKNOWN,
    ACCEPTED,
    ANSWERED,
    REFUSED,
    UNREACHABLE,
    FILTERED;

    /** Of a check: that it passed once and does not now is said, whatever it waits for. */
    static CheckWord of(RecordedCheck check) {
        return switch (check.result().state()) {
            case PASSED -> PASSED;
            case FAILED -> check.undoneAt() == null ? FAILED : UNDONE;
            case UNDECIDED -> UNDECIDED;
            case WAITING -> check.undoneAt() != null ? UNDONE : check.passedAt() == null ? WAITING : AGAIN;
        };
    }

    static CheckWord of(QuotedRule.Role role) {
        return switch (role) {
            case DECIDED -> DECIDED;
            case NEVER_REACHED -> NEVER_REACHED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static CheckWord of(ProbeResult.Answer answer) {
        return switch (answer) {
            case OPEN -> ACCEPTED;
            case REPLY -> ANSWERED;
            case REFUSED -> REFUSED;
            case UNREACHABLE -> UNREACHABLE;
            case FILTERED -> FILTERED;
        };
    }

    /** In the words of a language. */
    public String in(CheckWords words) {
        return switch (this) {
            case PASSED -> words.passed();
            case FAILED -> words.failed();
            case UNDONE -> words.undone();
            case UNDECIDED -> words.undecided();
            case WAITING -> words.waiting();
            case AGAIN -> words.again();
            case STEP_DONE -> words.stepDone();
            case STEP_NEXT -> words.stepNext();
            case DECIDED -> words.decided();
            case NEVER_REACHED -> words.neverReached();
            case UNKNOWN -> words.unknown();
            case ACCEPTED -> words.accepted();
            case ANSWERED -> words.answered();
            case REFUSED -> words.refused();
            case UNREACHABLE -> words.unreachable();
            case FILTERED -> words.filtered();
        };
    }

    /** The key of its text among {@link CheckWords}; for packets' answers it is the name. */
    public String key() {
        return toString();
    }

    /** Its name in pages: {@code never_reached}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes it as text. */
    static final class Writer extends JsonSerializer<CheckWord> {
        @Override
        public void serialize(CheckWord word, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(
                    provider.getAttribute(CheckWords.class) instanceof CheckWords words
                            ? word.in(words)
                            : word.toString());
        }
    }
}
