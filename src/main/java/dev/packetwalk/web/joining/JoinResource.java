package dev.packetwalk.web.joining;

import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.JoinForm;
import dev.packetwalk.web.JoinLimit;
import dev.packetwalk.web.NameWords;
import dev.packetwalk.web.NewLinkCookie;
import dev.packetwalk.web.SessionCookie;
import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.AccountWords;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
import dev.packetwalk.web.words.JoiningWords;
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
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A class's own address, and where its code is typed. Opening either changes nothing but for who is on the roster. */
@Path("/join")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class JoinResource {
    private static final int UNPROCESSABLE = 422;
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_SHOWN = 200;

    private final Classes classes;
    private final Enrolments enrolments;
    private final JoinLimit limit;
    private final CurrentLearner learner;
    private final Invitations invitations;
    private final LearnersClasses ownClasses;
    private final CurrentLanguage language;

    JoinResource(
            Classes classes,
            Enrolments enrolments,
            JoinLimit limit,
            CurrentLearner learner,
            Invitations invitations,
            LearnersClasses ownClasses,
            CurrentLanguage language) {
        this.classes = classes;
        this.enrolments = enrolments;
        this.limit = limit;
        this.learner = learner;
        this.invitations = invitations;
        this.ownClasses = ownClasses;
        this.language = language;
    }

    /** Where a code is typed. */
    @GET
    public Response ask(@RestQuery @Nullable String code) {
        if (code == null || code.isBlank()) {
            return Response.ok(new Ask(learner.visitor(), "", null)).build();
        }
        Optional<ClassCode> typed = ClassCode.typed(code);
        return typed.isPresent()
                ? Response.seeOther(URI.create(address(typed.get()))).build()
                : unknown(code, UNPROCESSABLE);
    }

    @GET
    @Path("/{code}")
    public Response show(@RestPath String code, HttpServerRequest request) {
        Optional<TaughtClass> found = ClassCode.typed(code).flatMap(classes::byCode);
        ownClasses.enrol();
        if (found.isEmpty()) {
            // Who guesses codes is slowed down like who joins too often.
            require(request);
            return unknown(code, NOT_FOUND);
        }
        return Response.ok(page(found.get(), JoinForm.of("", code))).build();
    }

    /** Joins: somebody who is signed in as who they are, a stranger as a new learner. */
    @POST
    @Path("/{code}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response join(@RestPath String code, @RestForm @Nullable String name, HttpServerRequest request) {
        Optional<TaughtClass> found = ClassCode.typed(code).flatMap(classes::byCode);
        require(request);
        if (found.isEmpty()) {
            return unknown(code, NOT_FOUND);
        }
        Optional<UUID> who = learner.find().map(l -> l.id());
        return who.isPresent()
                ? answer(enrolments.join(who.get(), found.get().plan().code()), found.get(), request)
                : asStranger(found.get(), name, request);
    }

    private Response asStranger(TaughtClass taught, @Nullable String typed, HttpServerRequest request) {
        return switch (LearnerName.parse(typed)) {
            case LearnerName.Parsed.Refused(LearnerName.Flaw flaw) ->
                Response.status(UNPROCESSABLE)
                        .entity(page(
                                taught,
                                JoinForm.of(cut(typed), taught.plan().code().value())
                                        .withNameProblem(NameWords.of(flaw, language.texts(AccountWords.class)))))
                        .build();
            case LearnerName.Parsed.Accepted(LearnerName name) ->
                answer(enrolments.join(name, taught.plan().code()), taught, request);
        };
    }

    private Response answer(Enrolments.Joining joining, TaughtClass taught, HttpServerRequest request) {
        return switch (joining) {
            case Enrolments.Joining.AsLearner _ ->
                Response.seeOther(URI.create(next(taught))).build();
            case Enrolments.Joining.AsStranger(var _, Learners.Joined(var _, Token session, Token link)) -> {
                boolean secure = request.isSSL() || "https".equals(request.scheme());
                String next =
                        "/welcome?next=" + ConsentResource.address(taught.plan().code());
                yield Response.seeOther(URI.create(next))
                        .cookie(SessionCookie.carrying(session, secure))
                        .cookie(NewLinkCookie.carrying(link, secure))
                        .build();
            }
            // The page says why; it may have changed since it was shown.
            case Enrolments.Joining.Refused _ ->
                Response.seeOther(URI.create(address(taught.plan().code()))).build();
        };
    }

    /** Who has answered what they share is not asked again. */
    private String next(TaughtClass taught) {
        boolean answered = learner.find()
                .flatMap(who -> enrolments.membership(who.id(), taught.plan().code()))
                .filter(membership -> membership.consent().askedAt() != null)
                .isPresent();
        return answered
                ? "/lessons/" + taught.plan().lesson()
                : ConsentResource.address(taught.plan().code());
    }

    private TemplateInstance page(TaughtClass taught, JoinForm form) {
        return new Door(learner.visitor(), invitations.to(taught), form);
    }

    private Response unknown(String code, int status) {
        String problem = language.texts(JoiningWords.class).noSuchCode();
        return Response.status(status)
                .entity(new Ask(learner.visitor(), cut(code), problem))
                .build();
    }

    private void require(HttpServerRequest request) {
        if (!limit.allows(request)) {
            throw new TooManyRequestsException(ErrorWords::joinedTooOftenTitle, ErrorWords::joinedTooOften);
        }
    }

    static String address(ClassCode code) {
        return "/join/" + code;
    }

    private static String cut(@Nullable String typed) {
        String text = typed == null ? "" : typed;
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
    }

    /**
     * Where a code is typed.
     *
     * @param code what was typed: hostile text
     * @param problem what is wrong with it; {@code null} for nothing
     */
    record Ask(Visitor visitor, String code, @Nullable String problem) implements TemplateInstance {}

    /** A class's own page. */
    record Door(Visitor visitor, Invitation invitation, JoinForm form) implements TemplateInstance {}
}
