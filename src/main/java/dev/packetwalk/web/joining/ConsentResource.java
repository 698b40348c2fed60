package dev.packetwalk.web.joining;

import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.Consent;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.ErrorWords;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What a learner lets the instructors of a class do. They are asked once, no is the answer unless they say yes, and it can be changed. */
@Path("/join/{code}/consent")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ConsentResource {
    private final Enrolments enrolments;
    private final CurrentLearner learner;

    ConsentResource(Enrolments enrolments, CurrentLearner learner) {
        this.enrolments = enrolments;
        this.learner = learner;
    }

    static String address(ClassCode code) {
        return JoinResource.address(code) + "/consent";
    }

    @GET
    public TemplateInstance ask(@RestPath String code) {
        Enrolments.Membership membership = membership(code);
        TaughtClass taught = membership.taught();
        return new Question(
                learner.visitor(),
                taught.plan().name(),
                address(taught.plan().code()),
                membership.consent(),
                membership.consent().askedAt() != null);
    }

    /** Skipping is an answer too: no to everything, and nobody asks again. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(
            @RestPath String code,
            @RestForm @Nullable String watch,
            @RestForm @Nullable String type,
            @RestForm @Nullable String record,
            @RestForm @Nullable String skip) {
        Enrolments.Membership membership = membership(code);
        TaughtClass taught = membership.taught();
        boolean first = membership.consent().askedAt() == null;
        boolean answered = skip == null;
        enrolments.consent(
                learner.get().id(),
                taught.id(),
                answered && watch != null,
                answered && type != null,
                answered && record != null);
        return Response.seeOther(URI.create(first ? "/lessons/" + taught.plan().lesson() : "/account#classes"))
                .build();
    }

    private Enrolments.Membership membership(String code) {
        return ClassCode.parse(code)
                .flatMap(parsed -> enrolments.membership(learner.get().id(), parsed))
                .orElseThrow(() -> new NotHereException(ErrorWords::notInThatClass));
    }

    /**
     * The question.
     *
     * @param name what the class is called: hostile text
     * @param answered whether they have answered before
     */
    record Question(Visitor visitor, String name, String action, Consent consent, boolean answered)
            implements TemplateInstance {}
}
