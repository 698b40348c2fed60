package dev.packetwalk.web;

import dev.packetwalk.grading.CheckResult;
import java.util.Locale;
import java.util.Optional;

/** How far a step of a check has got, for the page and for its live updates. */
enum StepState {
    DONE,
    NEXT,
    LATER;

    /** @param next whether all steps before it are done */
    static StepState of(CheckResult.StepResult step, boolean next) {
        return step.doneAt() != null ? DONE : next ? NEXT : LATER;
    }

    /** What is said beside it; nothing beside one that comes later. */
    Optional<CheckWord> words() {
        return switch (this) {
            case DONE -> Optional.of(CheckWord.STEP_DONE);
            case NEXT -> Optional.of(CheckWord.STEP_NEXT);
            case LATER -> Optional.empty();
        };
    }

    /** Its name in pages: {@code done}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
