package dev.packetwalk.web.follow;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.web.Roles;
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
    private final Sending sending;

    WalksResource(OwnSandboxes own, Sending sending) {
        this.own = own;
        this.sending = sending;
    }

    /**
     * Sends a packet, and answers with its walks.
     *
     * @throws NotFoundException if the sandbox is not this learner's, or gone
     * @throws SandboxUnavailableException if the sandbox does not answer
     */
    @POST
    public Walks send(@RestPath String sandbox, PacketRequest request) {
        Lease lease = own.lease(sandbox);
        WorldView world = own.world(lease);
        return switch (request.in(world)) {
            case PacketRequest.Reading.Refused(String problem) -> new Walks(List.of(), problem, null);
            case PacketRequest.Reading.Sendable sendable -> sending.send(lease, world, sendable);
        };
    }

    /**
     * As the page reads it.
     *
     * @param walks the predicted one, then the traced one if there is one
     * @param problem why there are no walks; null when there are
     * @param note what else there is to know; null for nothing
     */
    public record Walks(
            List<WalkView> walks,
            @Nullable String problem,
            @Nullable String note) {}
}
