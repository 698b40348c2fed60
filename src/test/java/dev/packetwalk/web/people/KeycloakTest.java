package dev.packetwalk.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.Roster;
import dev.packetwalk.progress.classes.RosterFile;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Signing in by a real provider of identities, with PKCE, which its realm insists on. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@WithTestResource(KeycloakServer.class)
@EnabledIf(
        value = "dev.packetwalk.web.people.KeycloakServer#isHere",
        disabledReason = "no Keycloak: scripts/try-keycloak gets one")
@Tag("engine")
class KeycloakTest {
    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    @Inject
    TestPeople people;

    @Inject
    Classes classes;

    @Inject
    Roster roster;

    @Inject
    Enrolments enrolments;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @Test
    void the_providers_teacher_is_an_instructor_here_and_the_same_one_each_time() throws Exception {
        assertThat(get("sign-in").body()).contains("Sign in with Keycloak");
        HttpResponse<String> in = enter("grace", "the teacher's password");
        assertThat(in.uri()).isEqualTo(home);
        assertThat(in.body()).contains("Grace Hopper");
        assertThat(get("account").body()).contains("instructor", "Grace Hopper");
        assertThat(get("admin/people").statusCode()).isEqualTo(403);
        assertThat(cookies.getCookieStore().getCookies())
                .extracting(HttpCookie::getName)
                .contains("packetwalk_session")
                .noneMatch(name -> name.startsWith("q_session"));
        sendSecureCookies();
        // The provider still knows the browser: no password this time.
        assertThat(get("sign-in/provider").uri()).isEqualTo(home);
        assertThat(get("account").body()).contains("Grace Hopper");
    }

    @Test
    void who_has_no_role_that_is_named_is_a_learner() throws Exception {
        enter("ada", "the student's password");
        assertThat(get("account").body()).contains("Ada Lovelace", "learner");
    }

    @Test
    void whom_the_provider_vouches_for_is_in_the_classes_that_expect_their_login_there() throws Exception {
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        ClassPlan plan = ClassPlan.of("Networks", ClassCode.random(), "iptables-following-a-packet");
        TaughtClass taught = ((Classes.Making.Made) classes.make(teacher, plan)).taught();
        roster.apply(teacher, taught.id(), (RosterFile.Reading.Rows)
                RosterFile.read("name,login\nAda King,ada\nGrace,somebody-else"));
        enter("ada", "the student's password");
        assertThat(enrolments.of(teacher, taught.id()))
                .extracting(Enrolled::name)
                .containsExactly("Ada Lovelace");
    }

    @Test
    void a_wrong_password_leads_nowhere() throws Exception {
        HttpResponse<String> answer = enter("ada", "not the password");
        assertThat(answer.body()).contains("Invalid username or password");
        assertThat(get("account").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> enter(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> form = get("sign-in/provider");
        Element login = Jsoup.parse(form.body(), form.uri().toString()).selectFirst("form#kc-form-login");
        assertThat(login)
                .as("the provider's form at %s: %s", form.uri(), form.statusCode())
                .isNotNull();
        String fields = "username=" + encoded(name) + "&password=" + encoded(password);
        sendSecureCookies();
        URI action = URI.create(login == null ? "" : login.absUrl("action"));
        return http.send(
                HttpRequest.newBuilder(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Keycloak marks its cookies as secure; browsers send them to this machine all the same, this client does not. */
    private void sendSecureCookies() {
        cookies.getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(home.resolve(path))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
