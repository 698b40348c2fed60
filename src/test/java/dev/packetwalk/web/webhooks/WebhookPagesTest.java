package dev.packetwalk.web.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.progress.webhooks.WebhookDelivery;
import dev.packetwalk.progress.webhooks.Webhooks;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instructor adds a webhook on its page, and a real receiver hears what happens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class WebhookPagesTest {
    private static final Pattern SECRET = Pattern.compile("whsec_([A-Za-z0-9+/]{43}=)");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    TestPeople people;

    @Inject
    Accounts accounts;

    @Inject
    Classes classes;

    @Inject
    Enrolments enrolments;

    @Inject
    Webhooks webhooks;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private Browser browser = new Browser();
    private HttpServer receiver = newServer();
    private volatile int answer = 204;

    private record Received(Map<String, String> headers, String body) {}

    @BeforeEach
    void receive() {
        receiver = newServer();
        receiver.createContext("/", exchange -> {
            Map<String, String> headers = Map.of(
                    "id", String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
                    "timestamp", String.valueOf(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
                    "signature", String.valueOf(exchange.getRequestHeaders().getFirst("webhook-signature")),
                    "host", String.valueOf(exchange.getRequestHeaders().getFirst("host")));
            received.add(new Received(
                    headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (answer == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void what_happens_in_the_class_arrives_signed_and_the_page_says_so() throws Exception {
        TaughtClass taught = taught();
        Response shown = add(taught, "http://localhost:" + port() + "/hook?of=class");
        assertThat(shown.statusCode()).isEqualTo(200);
        Matcher secret = SECRET.matcher(shown.asString());
        assertThat(secret.find()).isTrue();

        assertThat(enrolments.join(new LearnerName("Ada <b>"), taught.plan().code()))
                .isInstanceOf(Enrolments.Joining.AsStranger.class);

        Received told = received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(told).isNotNull();
        assertThat(told.body()).contains("\"learner.enrolled\"", "Ada <b>");
        assertThat(told.headers()).containsEntry("host", "localhost:" + port());
        assertThat(told.headers()).containsEntry("signature", signature(secret.group(1), told));
        UUID webhook = webhooks.of(taught).getFirst().id();
        await().atMost(LIMIT).until(() -> delivery(taught, webhook).deliveredAt() != null);
        assertThat(browser.get(page(taught) + "/" + webhook).asString())
                .contains("delivered", "answered with 204", "a learner joins")
                .doesNotContain(secret.group());
    }

    @Test
    void a_redirect_is_not_followed_and_a_message_that_fails_waits_for_its_next_try() throws Exception {
        answer = 302;
        TaughtClass taught = taught();
        add(taught, "http://127.0.0.1:" + port() + "/");
        UUID webhook = webhooks.of(taught).getFirst().id();
        browser.post(page(taught), page(taught) + "/" + webhook + "/ping");
        assertThat(received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        await().atMost(LIMIT).until(() -> delivery(taught, webhook).status() != null);
        assertThat(delivery(taught, webhook).open()).isTrue();
        assertThat(browser.get(page(taught) + "/" + webhook).asString())
                .contains("to be tried again", "answered with 302", "a redirect");
        assertThat(received).isEmpty();
        browser.post(page(taught), page(taught) + "/" + webhook + "/disable");
        assertThat(webhooks.deliveries(taught, webhook, 10)).isEmpty();
        assertThat(browser.post(page(taught), page(taught) + "/" + webhook + "/remove")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page(taught)).asString()).contains("No program is told of this class yet");
    }

    @Test
    void a_wrong_address_is_told_beside_it_and_nothing_is_lost() {
        TaughtClass taught = taught();
        Response refused = add(taught, "grades <b>");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString())
                .contains("That is no web address", "value=\"grades &lt;b&gt;\"")
                .containsPattern("value=\"learner.enrolled\" checked");
        assertThat(webhooks.of(taught)).isEmpty();
    }

    @Test
    void another_instructor_finds_none_of_it() {
        TaughtClass taught = taught();
        add(taught, "http://127.0.0.1:" + port() + "/");
        String hook = page(taught) + "/" + webhooks.of(taught).getFirst().id();
        Browser other = signedIn(people.make(Role.INSTRUCTOR, "other"));
        for (String below : List.of("", "/ping", "/enable", "/disable", "/remove")) {
            Response answer = below.isEmpty() ? other.get(hook) : other.post("/", hook + below);
            assertThat(answer.statusCode()).as(below).isEqualTo(404);
        }
        assertThat(webhooks.of(taught)).hasSize(1);
    }

    private Response add(TaughtClass taught, String address) {
        return browser.post(page(taught), page(taught), Map.of("address", address, "events", "learner.enrolled"));
    }

    /** A class of an instructor who is signed in in {@link #browser}. */
    private TaughtClass taught() {
        UUID instructor = people.make(Role.INSTRUCTOR, "hooks");
        browser = signedIn(instructor);
        ClassPlan plan = ClassPlan.of("Networks", ClassCode.random(), "iptables-following-a-packet");
        return switch (classes.make(instructor, plan)) {
            case Classes.Making.Made(TaughtClass made) -> made;
            case Classes.Making.CodeTaken taken -> throw new AssertionError(taken);
        };
    }

    private Browser signedIn(UUID person) {
        String login = accounts.find(person).orElseThrow().login();
        Browser signedIn = new Browser();
        Response answer = signedIn.post(
                "/sign-in", "/sign-in", Map.of("login", String.valueOf(login), "password", TestPeople.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(303);
        return signedIn;
    }

    private static String page(TaughtClass taught) {
        return "/classes/" + taught.id() + "/webhooks";
    }

    private WebhookDelivery delivery(TaughtClass taught, UUID webhook) {
        return webhooks.deliveries(taught, webhook, 1).getFirst();
    }

    private static String signature(String key, Received told) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
        String signed = told.headers().get("id") + "." + told.headers().get("timestamp") + "." + told.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private int port() {
        return receiver.getAddress().getPort();
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
