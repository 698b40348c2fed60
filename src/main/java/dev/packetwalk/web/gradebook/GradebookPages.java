package dev.packetwalk.web.gradebook;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.Gradebook;
import dev.packetwalk.progress.classes.SeenAttempts;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The gradebook of a class and the attempts behind it. Nothing is changed here: it is for graders, too. */
@Path("/classes/{class}/gradebook")
@RolesAllowed({Roles.GRADER, Roles.INSTRUCTOR})
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class GradebookPages {
    /** How many attempts a page has. */
    static final int PAGE = 30;

    private final OwnClass graded;
    private final Gradebook gradebook;
    private final Enrolments enrolments;
    private final SeenAttempts attempts;
    private final GradeSpeech speech;
    private final AuditLog audit;
    private final CurrentLearner grader;
    private final VisitorTime time;

    GradebookPages(
            OwnClass graded,
            Gradebook gradebook,
            Enrolments enrolments,
            SeenAttempts attempts,
            GradeSpeech speech,
            AuditLog audit,
            CurrentLearner grader,
            VisitorTime time) {
        this.graded = graded;
        this.gradebook = gradebook;
        this.enrolments = enrolments;
        this.attempts = attempts;
        this.speech = speech;
        this.audit = audit;
        this.grader = grader;
        this.time = time;
    }

    @GET
    public TemplateInstance show(@RestPath("class") String id) {
        TaughtClass taught = graded.find(id);
        String lesson = taught.plan().lesson();
        List<Exercise> exercises = speech.columns(lesson);
        List<Row> rows = gradebook.of(grader.get().id(), taught.id()).stream()
                .map(row -> Row.of(row, exercises))
                .toList();
        return new Table(grader.visitor(), taught, speech.lesson(lesson), exercises, rows);
    }

    /**
     * The attempts of a learner, the newest first.
     *
     * @param before only those before the attempt with this id; {@code null} for the newest
     */
    @GET
    @Path("/{learner}")
    public TemplateInstance learner(
            @RestPath("class") String id, @RestPath("learner") String learner, @RestQuery @Nullable Long before) {
        TaughtClass taught = graded.find(id);
        UUID who = grader.get().id();
        Enrolled member =
                enrolments.find(who, taught.id(), OwnClass.id(learner)).orElseThrow(OwnClass::notHere);
        List<AttemptView> found =
                attempts
                        .list(who, new SeenAttempts.Filter(taught.id(), member.learner(), null, before), PAGE + 1)
                        .stream()
                        .map(seen -> AttemptView.of(seen.attempt(), speech, time))
                        .toList();
        audit.note(who, AuditAction.LEARNER_OPENED, member.name(), taught.plan().lesson());
        boolean more = found.size() > PAGE;
        List<AttemptView> shown = found.subList(0, more ? PAGE : found.size());
        return new OfLearner(
                grader.visitor(),
                taught,
                member,
                shown,
                more ? shown.getLast().attempt().id() : null);
    }

    /**
     * A learner of the class.
     *
     * @param cells one for each exercise, in order
     */
    record Row(Gradebook.Row learner, List<Gradebook.Cell> cells) {
        private static final Comparator<Gradebook.Cell> FURTHEST = Comparator.comparing(
                        (Gradebook.Cell cell) -> cell.passedAt() != null)
                .thenComparingInt(Gradebook.Cell::passedChecks)
                .thenComparingInt(Gradebook.Cell::attempts);

        static Row of(Gradebook.Row row, List<Exercise> exercises) {
            return new Row(
                    row, exercises.stream().map(exercise -> cell(row, exercise)).toList());
        }

        /** How far somebody has come with an exercise or with one of its variants: whichever is further. */
        private static Gradebook.Cell cell(Gradebook.Row row, Exercise exercise) {
            return Stream.concat(Stream.of(exercise), exercise.variants().stream())
                    .map(one -> row.cell(one.id()))
                    .max(FURTHEST)
                    .orElseThrow();
        }

        /** How many exercises have been passed. */
        public int passed() {
            return Math.toIntExact(
                    cells.stream().filter(cell -> cell.passedAt() != null).count());
        }
    }

    /**
     * The gradebook.
     *
     * @param lesson what the lesson is called
     */
    record Table(Visitor visitor, TaughtClass taught, String lesson, List<Exercise> exercises, List<Row> rows)
            implements TemplateInstance {}

    /**
     * What a learner has done.
     *
     * @param older the id of the last attempt that is shown, where there are older ones; {@code null} where there are none
     */
    record OfLearner(
            Visitor visitor,
            TaughtClass taught,
            Enrolled learner,
            List<AttemptView> attempts,
            @Nullable Long older) implements TemplateInstance {}
}
