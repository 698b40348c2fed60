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

    /** To whoever has its address. */
    Invitation to(TaughtClass taught) {
        TaughtClass.Phase phase = taught.phase(Instant.now());
        boolean joined = learner.find()
                .flatMap(who -> enrolments.membership(who.id(), taught.plan().code()))
                .isPresent();
        return of(
                taught,
                phase,
                joined ? "joined" : state(taught.plan(), phase, taught.plan().rosterOnly()));
    }

    /**
     * To somebody on its roster.
     *
     * @param known whether they have come in before, and may come back whatever the class is
     */
    Invitation toRoster(TaughtClass taught, boolean known) {
        TaughtClass.Phase phase = taught.phase(Instant.now());
        return of(taught, phase, known ? "open" : state(taught.plan(), phase, false));
    }

    private Invitation of(TaughtClass taught, TaughtClass.Phase phase, String state) {
        ClassPlan plan = taught.plan();
        return new Invitation(
                plan.name(),
                plan.code().value(),
                "/lessons/" + plan.lesson(),
                state,
                phase == TaughtClass.Phase.PLANNED,
                at(plan.startsAt()),
                at(plan.endsAt()));
    }

    private String state(ClassPlan plan, TaughtClass.Phase phase, boolean forRoster) {
        return switch (phase) {
            case OVER -> "over";
            case CLOSED -> "closed";
            case PLANNED, OPEN ->
                forRoster ? "roster" : enrolments.count(plan.code()) >= plan.capacity() ? "full" : "open";
        };
    }

    private @Nullable String at(@Nullable Instant moment) {
        return moment == null ? null : time.at(moment);
    }
}
