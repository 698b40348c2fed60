package dev.packetwalk.web.replay;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.recording.RecordedTerminal;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.progress.recording.Recordings;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.replay.Replays.Told;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
import dev.packetwalk.web.words.ReplayWords;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Recordings, looked at again. They are there for the learner whose they are, and for instructors of a class that the learner has agreed
 * with; what these open is noted.
 */
@Path("/recordings")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
public final class RecordingsResource {
    private final Recordings recordings;
    private final Replays replays;
    private final ReplaySettings settings;
    private final Learners learners;
    private final AuditLog audit;
    private final CurrentLearner visitor;
    private final CurrentLanguage language;

    RecordingsResource(
            Recordings recordings,
            Replays replays,
            ReplaySettings settings,
            Learners learners,
            AuditLog audit,
            CurrentLearner visitor,
            CurrentLanguage language) {
        this.recordings = recordings;
        this.replays = replays;
        this.settings = settings;
        this.learners = learners;
        this.audit = audit;
        this.visitor = visitor;
        this.language = language;
    }

    /** The learner's own, newest first. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list() {
        List<RecordingView> own = recordings.of(visitor.get().id()).stream()
                .map(recording -> RecordingView.of(recording, replays.title(recording, language.locale())))
                .toList();
        return new Mine(visitor.visitor(), own, settings.keep().toDays());
    }

    /**
     * A recording with its markers and the map.
     *
     * @throws NotHereException if there is none, or it is not theirs to see
     */
    @GET
    @Path("{recording}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@RestPath String recording) {
        Recording found = find(recording);
        boolean own = found.learner().equals(visitor.get().id());
        Told told = replays.tell(found, language.locale());
        String owner =
                own ? null : learners.find(found.learner()).map(Learner::name).orElse("");
        if (owner != null) {
            audit.note(visitor.get().id(), AuditAction.RECORDING_OPENED, owner, found.purpose());
        }
        return new Replay(
                visitor.visitor(),
                RecordingView.of(found, told.title()),
                owner,
                told.terminals().keySet().stream().map(TerminalName::value).toList(),
                told.markers(),
                told.states().stream()
                        .map(state -> "[" + MarkerView.seconds(state.millis()) + "," + state.entry() + "]")
                        .collect(Collectors.joining(",", "[", "]")),
                settings.keep().toDays());
    }

    /**
     * What a terminal showed, as a file that asciinema plays.
     *
     * @throws NotHereException if there is no such recording or terminal, or it is not theirs to see
     */
    @GET
    @Path("{recording}/terminals/{terminal}")
    @Produces("application/x-asciicast")
    public Response download(@RestPath String recording, @RestPath String terminal) {
        Recording found = find(recording);
        noteUnlessOwn(found, found.purpose() + ", " + terminal);
        Told told = replays.tell(found, language.locale());
        Map.Entry<TerminalName, RecordedTerminal> shown = told.terminals().entrySet().stream()
                .filter(one -> one.getKey().value().equals(terminal))
                .findFirst()
                .orElseThrow(RecordingsResource::notHere);
        String file = CastFiles.content(told, shown.getKey(), shown.getValue(), language.texts(ReplayWords.class));
        return Response.ok(file)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + CastFiles.name(found, shown.getKey()) + "\"")
                .build();
    }

    /**
     * The rules of an entry of the journal, as the map draws them; no content where there are none any more.
     *
     * @throws NotHereException if there is no such recording, or it is not theirs to see
     */
    @GET
    @Path("{recording}/rules")
    @Produces(MediaType.APPLICATION_JSON)
    public Response rules(@RestPath String recording, @RestQuery @Nullable Long entry) {
        Recording found = find(recording);
        return replays.scene(found, entry == null ? -1 : entry)
                .map(scene -> Response.ok(scene).build())
                .orElseGet(() -> Response.noContent().build());
    }

    /**
     * Deletes one of the learner's own.
     *
     * @throws NotHereException if there is none; that of another is answered like one that does not exist
     */
    @POST
    @Path("{recording}/delete")
    public Response delete(@RestPath String recording) {
        if (!recordings.delete(visitor.get().id(), recording)) {
            throw notHere();
        }
        return Response.seeOther(URI.create("/recordings")).build();
    }

    private Recording find(String id) {
        return recordings
                .find(visitor.get().id(), visitor.visitor().isInstructor(), id)
                .orElseThrow(RecordingsResource::notHere);
    }

    /** Returns whose it is; null for the visitor's own. */
    private @Nullable String noteUnlessOwn(Recording found, String detail) {
        if (found.learner().equals(visitor.get().id())) {
            return null;
        }
        String owner = learners.find(found.learner()).map(Learner::name).orElse("");
        audit.note(visitor.get().id(), AuditAction.RECORDING_OPENED, owner, detail);
        return owner;
    }

    private static NotHereException notHere() {
        return new NotHereException(ErrorWords::noSuchRecording);
    }

    /**
     * The list.
     *
     * @param days how long recordings are kept
     */
    record Mine(Visitor visitor, List<RecordingView> recordings, long days) implements TemplateInstance {}

    /**
     * The page.
     *
     * @param owner whose it is, hostile text; null for the visitor's own
     * @param terminals their names
     * @param states which rules were in force from when on, as JSON: pairs of seconds and an entry's number
     * @param days how long recordings are kept
     */
    record Replay(
            Visitor visitor,
            RecordingView recording,
            @Nullable String owner,
            List<String> terminals,
            List<MarkerView> markers,
            String states,
            long days)
            implements TemplateInstance {}
}
