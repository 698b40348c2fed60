package dev.packetwalk.web;

import dev.packetwalk.grading.Grader;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.web.words.ErrorWords;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What the learner's newest attempt at an exercise was graded on, as a file to keep: {@code packetwalk grade} grades it again. */
@Path("/lessons/{lesson}/{exercise}/evidence")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
public final class EvidenceResource {
    private static final DateTimeFormatter DAY_AND_MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmm").withZone(ZoneOffset.UTC);

    private final Lessons lessons;
    private final Machines machines;
    private final Attempts attempts;
    private final AttemptEvidence evidence;
    private final LiveGrades grades;
    private final CurrentLearner learner;

    EvidenceResource(
            Lessons lessons,
            Machines machines,
            Attempts attempts,
            AttemptEvidence evidence,
            LiveGrades grades,
            CurrentLearner learner) {
        this.lessons = lessons;
        this.machines = machines;
        this.attempts = attempts;
        this.evidence = evidence;
        this.grades = grades;
        this.learner = learner;
    }

    /** For whatever a browser says that it accepts: a link asks for a page. */
    @GET
    public Response download(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        UUID id = learner.get().id();
        Lesson lesson = lessons.lesson(lessonId);
        Exercise exercise = lessons.exercise(lessonId, exerciseId, id);
        ExerciseKey key = new ExerciseKey(lessonId, exerciseId);
        Attempt attempt = attempts.latest(id, key).orElseThrow(() -> new NotHereException(ErrorWords::noEvidence));
        EvidenceBundle bundle = evidence.of(attempt);
        Optional<Lease> lease = machines.lease(id, lesson, exercise);
        if (lease.isPresent() && exercise.graded() && !agrees(exercise, bundle)) {
            // Something has happened since the last grade.
            grades.gradeNow(lease.get(), key);
            bundle = evidence.of(attempt);
        }
        return Response.ok(EvidenceBundles.write(bundle), MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(bundle) + "\"")
                .build();
    }

    private static boolean agrees(Exercise exercise, EvidenceBundle bundle) {
        return bundle.grade() != null
                && bundle.disagreements(
                                Grader.grade(exercise, bundle.evidence()).results())
                        .isEmpty();
    }

    /** Of ids, which are small letters, digits and dashes: nothing of the learner is in it. */
    private static String name(EvidenceBundle bundle) {
        return "packetwalk-" + bundle.exercise().exercise() + "-" + DAY_AND_MINUTE.format(bundle.madeAt()) + ".json";
    }
}
