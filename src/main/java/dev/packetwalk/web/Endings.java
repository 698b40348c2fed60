package dev.packetwalk.web;

import dev.packetwalk.sandbox.Ending;

/** Why a machine is no more, in words for its learner. */
final class Endings {
    private Endings() {}

    static String words(Ending ending) {
        return switch (ending.reason()) {
            case IDLE ->
                "Your machine was put away because nobody used it for a while. Your grades are kept; its rules are gone.";
            case HARD_LIMIT ->
                "Your machine reached the longest time that one is kept. Your grades are kept; its rules are gone.";
            case RELEASED -> "You gave your machine back.";
            case RESET -> "Your machine was replaced by a fresh one.";
            case BROKEN -> "Your machine stopped unexpectedly. Your grades are kept; start a fresh one to go on.";
            case OVERUSE -> "Your machine was stopped because it used more than one may. " + ending.detail();
            case NOT_STARTED -> "Your machine could not be started. Please try once more.";
            case UNCLAIMED -> "Your machine was put away before you came for it.";
        };
    }
}
