package dev.packetwalk.web.privacy;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.packetwalk.progress.Learner;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.LabConfig;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** A copy of what is kept about whoever asks. */
@Path("/account/download")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
public final class DownloadResource {
    private final CurrentLearner learner;
    private final CurrentLanguage language;
    private final PersonalCopy copy;
    private final CopyLimit limit;
    private final LabConfig config;

    DownloadResource(
            CurrentLearner learner, CurrentLanguage language, PersonalCopy copy, CopyLimit limit, LabConfig config) {
        this.learner = learner;
        this.language = language;
        this.copy = copy;
        this.limit = limit;
        this.config = config;
    }

    /** For whatever a browser says that it accepts: a link asks for a page. */
    @GET
    public Response download() throws IOException {
        Learner who = learner.get();
        if (!limit.allows(who.id())) {
            throw new TooManyRequestsException(ErrorWords::copiedTooOftenTitle, ErrorWords::copiedTooOften);
        }
        if (!limit.enter()) {
            throw new TooManyRequestsException(ErrorWords::copiesBusyTitle, ErrorWords::copiesBusy);
        }
        FileChannel file;
        try {
            file = file(who);
        } finally {
            limit.leave();
        }
        String name = "packetwalk-" + LocalDate.now(ZoneOffset.UTC) + ".zip";
        return Response.ok(Channels.newInputStream(file), "application/zip")
                .header(HttpHeaders.CONTENT_LENGTH, file.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    /**
     * Written whole before it is sent, so that who reads slowly keeps nothing of the database waiting. The file has no name any more
     * once it is open, and goes with its channel, even if this server is killed.
     */
    private FileChannel file(Learner who) throws IOException {
        Files.createDirectories(config.data());
        java.nio.file.Path path = config.data().resolve("copy-" + UUID.randomUUID());
        FileChannel file = FileChannel.open(path, CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE);
        try {
            var out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
            copy.write(who, language.locale(), out);
            out.flush();
            return file.position(0);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
