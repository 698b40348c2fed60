package dev.packetwalk.web.joining;

import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.classes.RosterDoor;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.JoinLimit;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.SessionCookie;
import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.ErrorWords;
import dev.packetwalk.web.words.Texts;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
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

/**
 * The personal link of somebody on a roster. Opening it changes nothing, so that a program which previews links takes nobody's place;
 * the button on its page does.
 */
@Path("/enter/{token}")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class EnterResource {
    private final RosterDoor door;
    private final Invitations invitations;
    private final CurrentLearner current;
    private final JoinLimit limit;

    EnterResource(RosterDoor door, Invitations invitations, CurrentLearner current, JoinLimit limit) {
        this.door = door;
        this.invitations = invitations;
        this.current = current;
        this.limit = limit;
    }

    @GET
    public Response show(@RestPath("token") String value) {
        RosterDoor.Seat seat = seat(value);
        if (seat.learner() != null && seat.learner().equals(visitor())) {
            return to(JoinResource.address(seat.taught().plan().code()));
        }
        return Response.ok(page(value, seat)).build();
    }

    /** Comes in: as the person on the roster, or, if they say so, as who is signed in here. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(@RestPath("token") String value, @RestForm @Nullable String keep, HttpServerRequest request) {
        if (!limit.allows(request)) {
            throw new TooManyRequestsException(ErrorWords::joinedTooOftenTitle, ErrorWords::joinedTooOften);
        }
        RosterDoor.Seat seat = seat(value);
        return switch (door.follow(token(value), keep == null ? null : visitor())) {
            case RosterDoor.Following.SignedIn(TaughtClass taught, Token session) ->
                Response.seeOther(URI.create(
                                seat.joined()
                                        ? "/"
                                        : ConsentResource.address(taught.plan().code())))
                        .cookie(SessionCookie.carrying(session, request.isSSL() || "https".equals(request.scheme())))
                        .build();
            case RosterDoor.Following.AsBefore(TaughtClass taught) ->
                to(ConsentResource.address(taught.plan().code()));
            case RosterDoor.Following.NeedsAccount _, RosterDoor.Following.Refused _ -> to("/enter/" + value);
            case RosterDoor.Following.NoGood _ -> throw noGood();
        };
    }

    private TemplateInstance page(String value, RosterDoor.Seat seat) {
        Invitation invitation = invitations.toRoster(seat.taught(), seat.learner() != null);
        return new Enter(
                current.visitor(),
                invitation,
                Texts.isolated(seat.name()),
                "/enter/" + value,
                seat.learner() != null,
                seat.hasAccount());
    }

    private RosterDoor.Seat seat(String value) {
        return door.find(token(value)).orElseThrow(EnterResource::noGood);
    }

    private static Token token(String value) {
        Token token = Token.parse(value);
        if (token == null) {
            throw noGood();
        }
        return token;
    }

    private @Nullable UUID visitor() {
        return current.find().map(who -> who.id()).orElse(null);
    }

    private static NotHereException noGood() {
        return new NotHereException(ErrorWords::rosterLinkNoGood);
    }

    private static Response to(String address) {
        return Response.seeOther(URI.create(address)).build();
    }

    /**
     * The page.
     *
     * @param person as they can stand in a sentence
     * @param taken whether somebody has come in by this place before
     * @param hasAccount whether they sign in with an account
     */
    record Enter(
            Visitor visitor, Invitation invitation, String person, String action, boolean taken, boolean hasAccount)
            implements TemplateInstance {}
}
