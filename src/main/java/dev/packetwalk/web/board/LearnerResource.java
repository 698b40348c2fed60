package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.KeptWalks;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.Notes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.LiveGrades;
import dev.packetwalk.web.Machines;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A learner of a class, for those who teach it: what they do and have done, and what can be done for them. */
@Path("/classes/{class}/learners/{learner}")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class LearnerResource {
    private static final Duration LONGER = Duration.ofHours(1);
    private static final List<String> DONE =
            List.of("note", "extended", "reset", "solution", "regraded", "helped", "gone");

    private final Classes classes;
    private final Enrolments enrolments;
    private final Lessons lessons;
    private final LearnerPages pages;
    private final Notes notes;
    private final HelpDesk desk;
    private final Attempts attempts;
    private final Machines machines;
    private final Sandboxes sandboxes;
    private final LiveGrades grades;
    private final KeptWalks walks;
    private final AuditLog audit;
    private final CurrentLearner instructor;
    private final CurrentLanguage language;

    LearnerResource(
            Classes classes,
            Enrolments enrolments,
            Lessons lessons,
            LearnerPages pages,
            Notes notes,
            HelpDesk desk,
            Attempts attempts,
            Machines machines,
            Sandboxes sandboxes,
            LiveGrades grades,
            KeptWalks walks,
            AuditLog audit,
            CurrentLearner instructor,
            CurrentLanguage language) {
        this.classes = classes;
        this.enrolments = enrolments;
        this.lessons = lessons;
        this.pages = pages;
        this.notes = notes;
        this.desk = desk;
        this.attempts = attempts;
        this.machines = machines;
        this.sandboxes = sandboxes;
        this.grades = grades;
        this.walks = walks;
        this.audit = audit;
        this.instructor = instructor;
        this.language = language;
    }

    /** Whom something is done for, and at which exercise, as the browser names them. */
    public static final class Aim {
        @RestPath("class")
        String taught = "";

        @RestPath("learner")
        String learner = "";

        @RestForm("exercise")
        @Nullable
        String exercise;

        /** Made by the framework. */
        public Aim() {}
    }

    /** One of the instructor's learners, and the class through which they are. */
    private record Found(TaughtClass taught, Enrolled learner) {}

    private Found find(String taught, String learner) {
        try {
            UUID id = instructor.get().id();
            UUID theClass = UUID.fromString(taught);
            return new Found(
                    classes.find(id, theClass).orElseThrow(NotFoundException::new),
                    enrolments.find(id, theClass, UUID.fromString(learner)).orElseThrow(NotFoundException::new));
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    /**
     * The page.
     *
     * @param site what the browser says it wants; a part of the page that is asked for again is not opened again
     * @throws NotFoundException if the instructor teaches no such learner
     */
    @GET
    public TemplateInstance show(
            @RestPath("class") String taught,
            @RestPath("learner") String learner,
            @RestQuery @Nullable String exercise,
            @RestQuery @Nullable String walk,
            @RestQuery @Nullable String done,
            @HeaderParam("Sec-Fetch-Dest") @Nullable String site) {
        Found found = find(taught, learner);
        LearnerView view = pages.of(instructor.get().id(), found.taught, found.learner, exercise, language.locale());
        if (!"empty".equals(site)) {
            audit.note(
                    instructor.get().id(),
                    AuditAction.LEARNER_OPENED,
                    found.learner.name(),
                    view.exercise().id());
        }
        return new Page(
                instructor.visitor(),
                found.taught,
                found.learner,
                view,
                walk == null ? "" : walk,
                done != null && DONE.contains(done) ? done : "");
    }

    /**
     * A walk that the learner has kept, with everything that its picture shows.
     *
     * @throws NotFoundException if it is another's, or was never there
     */
    @GET
    @Path("/walks/{walk}")
    @Produces(MediaType.APPLICATION_JSON)
    public String walk(
            @RestPath("class") String taught, @RestPath("learner") String learner, @RestPath("walk") String walk) {
        return walks.find(find(taught, learner).learner.learner(), walk).orElseThrow(NotFoundException::new);
    }

    /** Writes to the learner; it is on their page at once. */
    @POST
    @Path("/notes")
    public Response send(@BeanParam Aim aim, @RestForm @Nullable String kind, @RestForm @Nullable String text) {
        Found found = find(aim.taught, aim.learner);
        ExerciseKey key = key(found, aim.exercise);
        try {
            Optional<Notes.Note> sent = notes.send(
                    instructor.get().id(),
                    found.taught.id(),
                    found.learner.learner(),
                    key,
                    "hint".equals(kind) ? Notes.Kind.HINT : Notes.Kind.NOTE,
                    text == null ? "" : text);
            if (sent.isEmpty()) {
                throw new NotFoundException();
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e);
        }
        desk.changed(found.learner.learner());
        return back(found, key, "note");
    }

    /** The learner has been helped: their hand goes down. */
    @POST
    @Path("/helped")
    public Response helped(@BeanParam Aim aim) {
        Found found = find(aim.taught, aim.learner);
        ExerciseKey key = key(found, aim.exercise);
        desk.lowerHand(found.learner.learner(), key.lesson());
        return back(found, key, "helped");
    }

    /** Keeps their machine longer. */
    @POST
    @Path("/extend")
    public Response extend(@BeanParam Aim aim) {
        return withMachine(
                aim,
                AuditAction.MACHINE_EXTENDED,
                "extended",
                (found, lesson, its) -> machines.lease(found.learner.learner(), lesson, its)
                        .ifPresent(lease -> sandboxes.classes().prolong(lease.id(), LONGER)));
    }

    /** Gives them a pristine machine in place of theirs. */
    @POST
    @Path("/reset")
    public Response reset(@BeanParam Aim aim) {
        return withMachine(
                aim,
                AuditAction.MACHINE_RESET,
                "reset",
                (found, lesson, its) -> machines.reset(found.learner.learner(), lesson, its));
    }

    /** Grades them again, as things are. */
    @POST
    @Path("/regrade")
    public Response regrade(@BeanParam Aim aim) {
        return withMachine(
                aim,
                AuditAction.REGRADED,
                "regraded",
                (found, lesson, its) -> machines.lease(found.learner.learner(), lesson, its)
                        .ifPresent(lease -> grades.gradeNow(lease, new ExerciseKey(lesson.id(), its.id()))));
    }

    /** Lets them look at the solution. */
    @POST
    @Path("/solution")
    public Response unlock(@BeanParam Aim aim) {
        Found found = find(aim.taught, aim.learner);
        ExerciseKey key = key(found, aim.exercise);
        return attempts.latest(found.learner.learner(), key)
                .map(attempt -> {
                    attempts.giveSolution(attempt);
                    note(AuditAction.SOLUTION_UNLOCKED, found, key);
                    desk.renew(found.learner.learner(), key, "#solution");
                    return back(found, key, "solution");
                })
                .orElseGet(() -> back(found, key, "gone"));
    }

    private interface Deed {
        void on(Found found, Lesson lesson, Exercise exercise);
    }

    private Response withMachine(Aim aim, AuditAction action, String done, Deed deed) {
        Found found = find(aim.taught, aim.learner);
        ExerciseKey key = key(found, aim.exercise);
        Lesson lesson = lessons.lesson(key.lesson());
        Exercise its = lessons.exercise(key.lesson(), key.exercise(), found.learner.learner());
        if (machines.lease(found.learner.learner(), lesson, its).isEmpty()) {
            return back(found, key, "gone");
        }
        try {
            deed.on(found, lesson, its);
        } catch (SandboxUnavailableException e) {
            return back(found, key, "gone");
        }
        note(action, found, key);
        return back(found, key, done);
    }

    private void note(AuditAction action, Found found, ExerciseKey key) {
        audit.note(instructor.get().id(), action, found.learner.name(), key.toString());
    }

    private ExerciseKey key(Found found, @Nullable String exercise) {
        if (exercise == null || exercise.isEmpty()) {
            throw new BadRequestException("which exercise?");
        }
        String lesson = found.taught.plan().lesson();
        lessons.exercise(lesson, exercise, found.learner.learner());
        return new ExerciseKey(lesson, exercise);
    }

    private static Response back(Found found, ExerciseKey key, String done) {
        return Response.seeOther(UriBuilder.fromPath("/classes/{class}/learners/{learner}")
                        .queryParam("exercise", key.exercise())
                        .queryParam("done", done)
                        .build(found.taught.id(), found.learner.learner()))
                .build();
    }

    /**
     * The page.
     *
     * @param walk the id of the kept walk that is looked at; empty for none
     * @param done what was done just now; empty for nothing
     */
    record Page(Visitor visitor, TaughtClass taught, Enrolled learner, LearnerView view, String walk, String done)
            implements TemplateInstance {}
}
