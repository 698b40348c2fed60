package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Which terminals of a sandbox are running, so that a page that is loaded again shows the same tabs. */
@Path("/sandboxes/{sandbox}/terminals")
@Authenticated
public class TerminalsResource {
    private final Terminals terminals;
    private final SecurityIdentity identity;

    TerminalsResource(Terminals terminals, SecurityIdentity identity) {
        this.terminals = terminals;
        this.identity = identity;
    }

    /**
     * The names of the terminals whose shells run.
     *
     * @throws NotFoundException if the sandbox is not this learner's, or gone
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Running running(@RestPath String sandbox) throws IOException {
        SandboxId id;
        try {
            id = new SandboxId(sandbox);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
        if (!terminals.belongs(id, UUID.fromString(identity.getPrincipal().getName()))) {
            throw new NotFoundException();
        }
        return new Running(
                terminals.running(id).stream().map(TerminalName::value).toList());
    }

    /** As the page reads it: {@code {"terminals": ["t1", "t2"]}}. */
    public record Running(List<String> terminals) {}
}
