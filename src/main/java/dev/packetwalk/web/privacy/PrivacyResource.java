package dev.packetwalk.web.privacy;

import dev.packetwalk.progress.privacy.KeptThing;
import dev.packetwalk.progress.privacy.RetentionPeriods;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.PrivacyWords;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;

/** What is kept about people, on one page, for everybody. */
@Path("/privacy")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class PrivacyResource {
    private final CurrentLearner learner;
    private final CurrentLanguage language;
    private final RetentionPeriods periods;
    private final PrivacySettings settings;

    PrivacyResource(
            CurrentLearner learner, CurrentLanguage language, RetentionPeriods periods, PrivacySettings settings) {
        this.learner = learner;
        this.language = language;
        this.periods = periods;
        this.settings = settings;
    }

    @GET
    public TemplateInstance show() {
        KeptWords words = new KeptWords(language.texts(PrivacyWords.class), periods);
        List<Kept> kept = Arrays.stream(KeptThing.values())
                .map(thing -> new Kept(words.what(thing), words.why(thing), words.howLong(thing), words.who(thing)))
                .toList();
        return new Privacy(learner.visitor(), kept, settings.operator().orElse(""));
    }

    /** Where people find themselves who have deleted everything about them. */
    @GET
    @Path("/goodbye")
    public TemplateInstance goodbye() {
        return new Goodbye(learner.visitor());
    }

    /**
     * The page.
     *
     * @param operator who answers for the lab; empty if nobody has said
     */
    record Privacy(Visitor visitor, List<Kept> kept, String operator) implements TemplateInstance {}

    record Goodbye(Visitor visitor) implements TemplateInstance {}

    /** A line of the table. */
    record Kept(String what, String why, String howLong, List<String> who) {}
}
