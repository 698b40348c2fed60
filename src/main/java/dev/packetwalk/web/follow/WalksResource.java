package dev.packetwalk.web.follow;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.FollowWords;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Packets that are sent from the page, and their walks. */
@Path("/sandboxes/{sandbox}/walks")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class WalksResource {
    private final OwnSandboxes own;
    private final SendLimit limit;
    private final Sending sending;
    private final Album album;
    private final CurrentLanguage language;

    WalksResource(OwnSandboxes own, SendLimit limit, Sending sending, Album album, CurrentLanguage language) {
        this.own = own;
        this.limit = limit;
        this.sending = sending;
        this.album = album;
        this.language = language;
    }

    private FollowWords words() {
        return language.texts(FollowWords.class);
    }

    /**
     * Sends a packet, and answers with its walks.
     *
     * @throws NotFoundException if the sandbox is not this learner's, or gone
     * @throws SandboxUnavailableException if the sandbox does not answer
     * @throws TooManyRequestsException if this learner sends more than their share
     */
    @POST
    public Walks send(@RestPath String sandbox, PacketRequest request) {
        Lease lease = own.lease(sandbox);
        WorldView world = own.world(lease);
        return switch (request.in(world)) {
            case PacketRequest.Reading.Refused(var problem) ->
                new Walks(List.of(), List.of(), null, problem.apply(words()), null);
            case PacketRequest.Reading.Sendable sendable -> {
                limit.count(lease.learner());
                Sent sent = sending.send(lease, world, sendable);
                String id = album.keep(lease, world, sent.moment(), sent.walks(), sent.answers());
                yield new Walks(sent.walks(), sent.answers(), id, null, sent.traced() ? null : words().notTraced());
            }
        };
    }

    /**
     * As the page reads it.
     *
     * @param walks the predicted one, then the traced one if there is one
     * @param answers the same for the packet that answered; empty when none did
     * @param id where the walks are kept; null when they are not
     * @param problem why there are no walks; null when there are
     * @param note what else there is to know; null for nothing
     */
    public record Walks(
            List<WalkView> walks,
            List<WalkView> answers,
            @Nullable String id,
            @Nullable String problem,
            @Nullable String note) {}
}
