package dev.packetwalk.web.replay;

import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.recording.RecordingWishes;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Roles;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The mark beside a learner's terminal: says whether it is recorded, and takes their word. It counts at once. */
@Path("/lessons/{lesson}/{exercise}/recording")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
public final class RecordingSwitchResource {
    private final Lessons lessons;
    private final RecordingWishes wishes;
    private final Recorder recorder;
    private final Sandboxes sandboxes;
    private final CurrentLearner learner;

    RecordingSwitchResource(
            Lessons lessons, RecordingWishes wishes, Recorder recorder, Sandboxes sandboxes, CurrentLearner learner) {
        this.lessons = lessons;
        this.sandboxes = sandboxes;
        this.wishes = wishes;
        this.recorder = recorder;
        this.learner = learner;
    }

    /** The mark as it is now; no content while the learner has no machine for this. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(@RestPath("lesson") String lesson, @RestPath("exercise") String exercise) {
        UUID id = learner.get().id();
        String name = Lessons.sandboxName(new ExerciseKey(lesson, exercise), lessons.exercise(lesson, exercise, id));
        return sandboxes
                .lease(id, name)
                .map(lease -> Response.ok(new Mark(
                        "/lessons/" + lesson + "/" + exercise, lease.id().value())))
                .orElseGet(Response::noContent)
                .build();
    }

    /**
     * The mark alone.
     *
     * @param here where the exercise's page is
     * @param sandbox the learner's
     */
    record Mark(String here, String sandbox) implements TemplateInstance {}

    /**
     * Switches recording on or off, for all machines of the learner.
     *
     * @param wanted {@code true}; anything else is no
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response choose(
            @RestPath("lesson") String lesson,
            @RestPath("exercise") String exercise,
            @RestForm @Nullable String wanted) {
        lessons.exercise(lesson, exercise, learner.get().id());
        wishes.choose(learner.get().id(), "true".equals(wanted));
        recorder.obey();
        return Response.seeOther(URI.create("/lessons/" + lesson + "/" + exercise + "#recording-mark"))
                .build();
    }
}
