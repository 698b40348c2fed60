package dev.packetwalk.web.replay;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.recording.Recordings;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** The recordings of a learner in a class, for its instructors: those that the learner has agreed to share with this class. */
@Path("/classes/{class}/learners/{learner}/recordings")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ClassRecordingsResource {
    private final Classes classes;
    private final Enrolments enrolments;
    private final Recordings recordings;
    private final Replays replays;
    private final ReplaySettings settings;
    private final CurrentLearner instructor;
    private final CurrentLanguage language;

    ClassRecordingsResource(
            Classes classes,
            Enrolments enrolments,
            Recordings recordings,
            Replays replays,
            ReplaySettings settings,
            CurrentLearner instructor,
            CurrentLanguage language) {
        this.classes = classes;
        this.enrolments = enrolments;
        this.recordings = recordings;
        this.replays = replays;
        this.settings = settings;
        this.instructor = instructor;
        this.language = language;
    }

    /**
     * The list, newest first.
     *
     * @throws NotHereException if the class is not theirs, or the learner is not in it
     */
    @GET
    public TemplateInstance list(@RestPath("class") String taught, @RestPath("learner") String learner) {
        UUID teacher = instructor.get().id();
        UUID classId = id(taught);
        Enrolled enrolled = enrolments
                .find(teacher, classId, id(learner))
                .orElseThrow(() -> new NotHereException(ErrorWords::noSuchRecording));
        List<RecordingView> shared = recordings.of(teacher, classId, enrolled.learner()).stream()
                .map(recording -> RecordingView.of(recording, replays.title(recording, language.locale())))
                .toList();
        return new OfLearner(
                instructor.visitor(),
                classId,
                classes.find(teacher, classId).map(found -> found.plan().name()).orElse(""),
                enrolled.name(),
                enrolled.consent().record(),
                shared,
                settings.keep().toDays());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new NotHereException(ErrorWords::noSuchRecording);
        }
    }

    /**
     * The page.
     *
     * @param taught the class's id
     * @param className what it is called: hostile text
     * @param learner what they are called: hostile text
     * @param agreed whether they are willing to be recorded for this class
     * @param days how long recordings are kept
     */
    record OfLearner(
            Visitor visitor,
            UUID taught,
            String className,
            String learner,
            boolean agreed,
            List<RecordingView> recordings,
            long days)
            implements TemplateInstance {}
}
