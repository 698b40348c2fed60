package dev.packetwalk.web;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.web.words.ErrorWords;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Answers to the questions of a check. The form has a field {@code answer.<name>} for each of them; other fields are not for us.
 * Without a machine there is nothing to answer about, and the page says so.
 */
@Path("/lessons/{lesson}/{exercise}/checks/{check}/answers")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class AnswersResource {
    private static final Pattern FIELD = Pattern.compile("answer\\.([a-z][a-z0-9-]{0,62})");
    private static final int MOST_FIELDS = 32;
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_TOGETHER = 4_000;

    private final Lessons lessons;
    private final Machines machines;
    private final Attempts attempts;
    private final Journals journals;
    private final AnswerLimit limit;
    private final LiveGrades grades;
    private final CurrentLearner learner;

    AnswersResource(
            Lessons lessons,
            Machines machines,
            Attempts attempts,
            Journals journals,
            AnswerLimit limit,
            LiveGrades grades,
            CurrentLearner learner) {
        this.lessons = lessons;
        this.machines = machines;
        this.attempts = attempts;
        this.journals = journals;
        this.limit = limit;
        this.grades = grades;
        this.learner = learner;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(
            @RestPath("lesson") String lessonId,
            @RestPath("exercise") String exerciseId,
            @RestPath("check") String checkId,
            MultivaluedMap<String, String> form) {
        Lesson lesson = lessons.lesson(lessonId);
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id());
        String check = exercise.checks().stream()
                .map(Check::id)
                .filter(checkId::equals)
                .findFirst()
                .orElseThrow(() -> new NotHereException(ErrorWords::noSuchCheck));
        ExerciseKey key = new ExerciseKey(lessonId, exerciseId);
        Map<String, String> fields = fields(form);
        UUID id = learner.get().id();
        if (!limit.allows(id)) {
            throw new TooManyRequestsException(ErrorWords::tooOftenTitle, ErrorWords::answeredTooOften);
        }
        Optional<Lease> lease = machines.lease(id, lesson, exercise);
        if (lease.isPresent() && !fields.isEmpty()) {
            attempts.open(id, key);
            try {
                grades.answer(lease.get(), key, check, fields);
            } finally {
                // Whoever is told that it was noted finds it, though the server be killed right behind.
                journals.flush();
            }
        }
        return Response.seeOther(URI.create("/lessons/" + key + "#checks")).build();
    }

    private static Map<String, String> fields(MultivaluedMap<String, String> form) {
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<String, List<String>> entry : form.entrySet()) {
            var name = FIELD.matcher(entry.getKey());
            if (name.matches()) {
                String value = String.join(" ", entry.getValue()).strip();
                if (value.length() > LONGEST_VALUE || fields.size() == MOST_FIELDS) {
                    throw new BadRequestException("an answer is at most " + LONGEST_VALUE + " characters, and there are"
                            + " at most " + MOST_FIELDS);
                }
                fields.put(name.group(1), value);
            }
        }
        if (fields.values().stream().mapToInt(String::length).sum() > LONGEST_TOGETHER) {
            throw new BadRequestException("the answers are too long");
        }
        return fields;
    }
}
