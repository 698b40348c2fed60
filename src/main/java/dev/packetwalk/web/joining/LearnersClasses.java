package dev.packetwalk.web.joining;

import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.RosterDoor;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The classes that the visitor is in, for the home page and their account; templates know it as {@code inject:ownClasses}. */
@RequestScoped
@Named("ownClasses")
public class LearnersClasses {
    private final Enrolments enrolments;
    private final RosterDoor door;
    private final CurrentLearner learner;
    private final VisitorTime time;
    private @Nullable List<Own> found;

    LearnersClasses(Enrolments enrolments, RosterDoor door, CurrentLearner learner, VisitorTime time) {
        this.enrolments = enrolments;
        this.door = door;
        this.learner = learner;
        this.time = time;
    }

    /** Takes the places that rosters keep for the account of the visitor. */
    public void enrol() {
        learner.find().ifPresent(who -> door.enrol(who.id()));
    }

    /** All of them, the one joined last first; none for a stranger. */
    public List<Own> all() {
        List<Own> known = found;
        if (known == null) {
            enrol();
            known = learner.find().map(who -> enrolments.ofLearner(who.id())).orElse(List.of()).stream()
                    .map(this::own)
                    .toList();
            found = known;
        }
        return known;
    }

    private Own own(Enrolments.Membership membership) {
        TaughtClass taught = membership.taught();
        Instant starts = taught.plan().startsAt();
        Instant ends = taught.plan().endsAt();
        return new Own(
                taught.plan().name(),
                "/lessons/" + taught.plan().lesson(),
                ConsentResource.address(taught.plan().code()),
                taught.phase(Instant.now()).name().toLowerCase(Locale.ROOT),
                starts == null ? null : time.at(starts),
                ends == null ? null : time.at(ends),
                membership.consent().askedAt() != null,
                membership.consent().watch(),
                membership.consent().type(),
                membership.consent().record());
    }

    /**
     * A class as its learner sees it.
     *
     * @param name hostile text
     * @param lesson where its lesson is
     * @param consent where the learner says what they agree to
     * @param phase the word of its {@link TaughtClass.Phase}
     * @param starts when it begins, on the visitor's clock; {@code null} if it is always on
     * @param ends when it is over; {@code null} if it never is
     * @param asked whether they have answered what they agree to
     * @param watch whether instructors may see their terminal
     * @param type whether instructors may type in it
     * @param record whether it is recorded
     */
    public record Own(
            String name,
            String lesson,
            String consent,
            String phase,
            @Nullable String starts,
            @Nullable String ends,
            boolean asked,
            boolean watch,
            boolean type,
            boolean record) {
        /** The name as it can stand in a sentence. */
        public String isolated() {
            return Texts.isolated(name);
        }
    }
}
