package dev.packetwalk.web.webhooks;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.progress.webhooks.Webhook;
import dev.packetwalk.progress.webhooks.WebhookDelivery;
import dev.packetwalk.progress.webhooks.WebhookEvent;
import dev.packetwalk.progress.webhooks.Webhooks;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.WebhookWords;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The webhooks of a class, for those who teach it. */
@Path("/classes/{class}/webhooks")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class WebhooksResource {
    private static final int UNPROCESSABLE = 422;
    private static final int SHOWN = 50;

    private final Classes classes;
    private final Webhooks webhooks;
    private final WebhookSettings settings;
    private final CurrentLearner instructor;
    private final CurrentLanguage language;

    WebhooksResource(
            Classes classes,
            Webhooks webhooks,
            WebhookSettings settings,
            CurrentLearner instructor,
            CurrentLanguage language) {
        this.classes = classes;
        this.webhooks = webhooks;
        this.settings = settings;
        this.instructor = instructor;
        this.language = language;
    }

    @GET
    public TemplateInstance list(@RestPath("class") String id) {
        return page(taught(id), new Form("", EnumSet.allOf(WebhookEvent.class), null));
    }

    @POST
    public Response make(
            @RestPath("class") String id, @RestForm @Nullable String address, @RestForm @Nullable List<String> events) {
        TaughtClass taught = taught(id);
        WebhookWords words = language.texts(WebhookWords.class);
        Set<WebhookEvent> wanted = EnumSet.noneOf(WebhookEvent.class);
        (events == null ? List.<String>of() : events)
                .forEach(word -> WebhookEvent.of(word).ifPresent(wanted::add));
        String typed = address == null ? "" : address.strip();
        URI to = Destination.parse(typed);
        if (to == null) {
            return again(taught, new Form(typed, wanted, words.malformed()));
        }
        if (wanted.isEmpty()) {
            return again(taught, new Form(typed, wanted, words.noEvent()));
        }
        return switch (Destination.look(to, settings.privateNetworks())) {
            case Destination.Looked.Refused(Destination.Flaw flaw) ->
                again(taught, new Form(typed, wanted, problem(flaw, words)));
            case Destination.Looked.Found _ -> made(taught, to, wanted, words);
        };
    }

    private Response made(TaughtClass taught, URI to, Set<WebhookEvent> wanted, WebhookWords words) {
        return switch (webhooks.make(instructor.get().id(), taught, to, wanted)) {
            case Webhooks.Making.TooMany _ ->
                again(taught, new Form(to.toString(), wanted, words.tooMany(Webhooks.MOST)));
            case Webhooks.Making.Made made ->
                Response.ok(new Secret(
                                instructor.visitor(),
                                taught,
                                made.webhook(),
                                made.secret().shown()))
                        .build();
        };
    }

    private static String problem(Destination.Flaw flaw, WebhookWords words) {
        return switch (flaw) {
            case MALFORMED -> words.malformed();
            case UNKNOWN_HOST -> words.unknownHost();
            case PRIVATE -> words.privateNetwork();
        };
    }

    @GET
    @Path("/{webhook}")
    public TemplateInstance show(@RestPath("class") String id, @RestPath("webhook") String webhook) {
        TaughtClass taught = taught(id);
        Webhook shown = webhooks.find(taught, uuid(webhook)).orElseThrow(NotFoundException::new);
        List<Told> told = webhooks.deliveries(taught, shown.id(), SHOWN).stream()
                .map(Told::of)
                .toList();
        return new One(instructor.visitor(), taught, shown, told);
    }

    @POST
    @Path("/{webhook}/ping")
    public Response ping(@RestPath("class") String id, @RestPath("webhook") String webhook) {
        TaughtClass taught = taught(id);
        UUID pinged = webhooks.find(taught, uuid(webhook))
                .orElseThrow(NotFoundException::new)
                .id();
        webhooks.ping(taught, pinged);
        return to(taught, "/" + pinged);
    }

    @POST
    @Path("/{webhook}/enable")
    public Response enable(@RestPath("class") String id, @RestPath("webhook") String webhook) {
        return changed(taught(id), uuid(webhook), true);
    }

    @POST
    @Path("/{webhook}/disable")
    public Response disable(@RestPath("class") String id, @RestPath("webhook") String webhook) {
        return changed(taught(id), uuid(webhook), false);
    }

    private Response changed(TaughtClass taught, UUID webhook, boolean enabled) {
        if (!webhooks.enable(instructor.get().id(), taught, webhook, enabled)) {
            throw new NotFoundException();
        }
        return to(taught, "/" + webhook);
    }

    @POST
    @Path("/{webhook}/remove")
    public Response remove(@RestPath("class") String id, @RestPath("webhook") String webhook) {
        TaughtClass taught = taught(id);
        if (!webhooks.remove(instructor.get().id(), taught, uuid(webhook))) {
            throw new NotFoundException();
        }
        return to(taught, "");
    }

    @POST
    @Path("/{webhook}/deliveries/{delivery}/again")
    public Response again(
            @RestPath("class") String id, @RestPath("webhook") String webhook, @RestPath("delivery") String delivery) {
        TaughtClass taught = taught(id);
        UUID of = webhooks.find(taught, uuid(webhook))
                .orElseThrow(NotFoundException::new)
                .id();
        webhooks.again(taught, uuid(delivery));
        return to(taught, "/" + of);
    }

    private Page page(TaughtClass taught, Form form) {
        return new Page(instructor.visitor(), taught, webhooks.of(taught), List.of(WebhookEvent.values()), form);
    }

    private Response again(TaughtClass taught, Form form) {
        return Response.status(UNPROCESSABLE).entity(page(taught, form)).build();
    }

    private TaughtClass taught(String id) {
        return classes.find(instructor.get().id(), uuid(id)).orElseThrow(NotFoundException::new);
    }

    private static Response to(TaughtClass taught, String below) {
        return Response.seeOther(URI.create("/classes/" + taught.id() + "/webhooks" + below))
                .build();
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    /** The list, and the form for one more. */
    record Page(Visitor visitor, TaughtClass taught, List<Webhook> all, List<WebhookEvent> events, Form form)
            implements TemplateInstance {}

    /** The key of a webhook, shown this once. */
    record Secret(Visitor visitor, TaughtClass taught, Webhook webhook, String secret) implements TemplateInstance {}

    /** One webhook, and what it was told. */
    record One(Visitor visitor, TaughtClass taught, Webhook webhook, List<Told> told) implements TemplateInstance {}

    /**
     * What was typed.
     *
     * @param address hostile text
     * @param problem what is wrong with it; {@code null} for nothing
     */
    record Form(
            String address,
            Set<WebhookEvent> events,
            @Nullable String problem) {
        /** Whether an event is asked for. */
        public boolean has(WebhookEvent event) {
            return events.contains(event);
        }
    }

    /**
     * A message as shown.
     *
     * @param state whether it arrived ({@code delivered}), will not ({@code given_up}), or is sent soon ({@code waiting}) or later ({@code again})
     */
    record Told(WebhookDelivery message, String state) {
        static Told of(WebhookDelivery message) {
            String state = message.deliveredAt() != null
                    ? "delivered"
                    : message.givenUpAt() != null ? "given_up" : message.tries() == 0 ? "waiting" : "again";
            return new Told(message, state);
        }
    }
}
