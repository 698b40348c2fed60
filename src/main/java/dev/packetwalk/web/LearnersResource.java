package dev.packetwalk.web;

import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.web.words.AccountWords;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** Becoming a learner. */
@Path("/learners")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class LearnersResource {
    private static final int UNPROCESSABLE = 422;

    private final Learners learners;
    private final Classes classes;
    private final Enrolments enrolments;
    private final JoinLimit limit;
    private final HomeResource home;
    private final CurrentLanguage language;

    LearnersResource(
            Learners learners,
            Classes classes,
            Enrolments enrolments,
            JoinLimit limit,
            HomeResource home,
            CurrentLanguage language) {
        this.classes = classes;
        this.enrolments = enrolments;
        this.language = language;
        this.learners = learners;
        this.limit = limit;
        this.home = home;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(
            @RestForm @Nullable String name,
            @RestForm @Nullable String classCode,
            @RestForm @Nullable String next,
            HttpServerRequest request) {
        JoinForm form = new JoinForm(shown(name), shown(classCode), JoinForm.safeNext(next), null, null);
        return switch (LearnerName.parse(name)) {
            case LearnerName.Parsed.Refused(LearnerName.Flaw flaw) ->
                again(form.withNameProblem(NameWords.of(flaw, language.texts(AccountWords.class))));
            case LearnerName.Parsed.Accepted(LearnerName accepted) -> {
                if (!limit.allows(request)) {
                    throw new TooManyRequestsException(ErrorWords::joinedTooOftenTitle, ErrorWords::joinedTooOften);
                }
                yield join(accepted, form, request);
            }
        };
    }

    private Response join(LearnerName name, JoinForm form, HttpServerRequest request) {
        if (form.classCode().isBlank()) {
            return welcome(learners.join(name), form, request);
        }
        Optional<ClassCode> code = ClassCode.typed(form.classCode())
                .flatMap(classes::byCode)
                .map(taught -> taught.plan().code());
        if (code.isEmpty()) {
            return refused(Enrolments.Refusal.NO_SUCH_CLASS, form);
        }
        return switch (enrolments.join(name, code.get())) {
            case Enrolments.Joining.AsStranger(var _, Learners.Joined joined) ->
                welcome(joined, form.goingOnTo("/join/" + code.get() + "/consent"), request);
            case Enrolments.Joining.Refused(Enrolments.Refusal refusal) -> refused(refusal, form);
            case Enrolments.Joining.AsLearner _ -> throw new IllegalStateException("a stranger joined as a learner");
        };
    }

    private Response refused(Enrolments.Refusal refusal, JoinForm form) {
        AccountWords words = language.texts(AccountWords.class);
        return again(form.withClassProblem(
                switch (refusal) {
                    case NO_SUCH_CLASS -> words.noSuchClass();
                    case CLASS_OVER -> words.classOver();
                    case CLASS_FULL -> words.classFull();
                    case ROSTER_ONLY -> words.rosterOnly();
                }));
    }

    private static Response welcome(Learners.Joined joined, JoinForm form, HttpServerRequest request) {
        boolean secure = request.isSSL() || "https".equals(request.scheme());
        return Response.seeOther(UriBuilder.fromPath("/welcome")
                        .queryParam("next", form.next())
                        .build())
                .cookie(SessionCookie.carrying(joined.session(), secure))
                .cookie(NewLinkCookie.carrying(joined.resumeLink(), secure))
                .build();
    }

    private Response again(JoinForm form) {
        return Response.status(UNPROCESSABLE).entity(home.page(form)).build();
    }

    /** What is shown again is no longer than what could have been meant. */
    private static String shown(@Nullable String typed) {
        String text = typed == null ? "" : typed;
        return text.length() <= 200 ? text : text.substring(0, 200);
    }
}
