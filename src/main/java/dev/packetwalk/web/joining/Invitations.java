package dev.packetwalk.web.joining;

import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.VisitorTime;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says what a class is to whoever looks at it. */
@Singleton
final class Invitations {
    private final Enrolments enrolments;
    private final CurrentLearner learner;
    private final VisitorTime time;

    Invitations(Enrolments enrolments, CurrentLearner learner, VisitorTime time) {
        this.enrolments = enrolments;
        this.learner = learner;
        this.time = time;
    }

    Invitation to(TaughtClass taught) {
        ClassPlan plan = taught.plan();
        TaughtClass.Phase phase = taught.phase(Instant.now());
        return new Invitation(
                plan.name(),
                plan.code().value(),
                "/lessons/" + plan.lesson(),
                state(taught, phase),
                phase == TaughtClass.Phase.PLANNED,
                at(plan.startsAt()),
                at(plan.endsAt()));
    }

    private String state(TaughtClass taught, TaughtClass.Phase phase) {
        ClassPlan plan = taught.plan();
        if (learner.find()
                .flatMap(who -> enrolments.membership(who.id(), plan.code()))
                .isPresent()) {
            return "joined";
        }
        return switch (phase) {
            case OVER -> "over";
            case CLOSED -> "closed";
            case PLANNED, OPEN ->
                plan.rosterOnly() ? "roster" : enrolments.count(plan.code()) >= plan.capacity() ? "full" : "open";
        };
    }

    private @Nullable String at(@Nullable Instant moment) {
        return moment == null ? null : time.at(moment);
    }
}
