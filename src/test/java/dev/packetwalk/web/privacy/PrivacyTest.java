package dev.packetwalk.web.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.Account;
import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.People;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.privacy.KeptThing;
import dev.packetwalk.progress.privacy.Retention;
import dev.packetwalk.progress.privacy.RetentionPeriods;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordingWish;
import dev.packetwalk.progress.recording.RecordingWriter;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.people.TestPeople;
import dev.packetwalk.web.words.Languages;
import dev.packetwalk.web.words.PrivacyWords;
import dev.packetwalk.web.words.Texts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class PrivacyTest {
    private static final String FIREWALL = "/lessons/iptables-following-a-packet/minimal-firewall";

    @Inject
    TestPeople people;

    @Inject
    People administration;

    @Inject
    Accounts accounts;

    @Inject
    Learners learners;

    @Inject
    Sessions sessions;

    @Inject
    Sandboxes sandboxes;

    @Inject
    SandboxEngine engine;

    @Inject
    Attempts attempts;

    @Inject
    RecordingWriter recordings;

    @Inject
    Languages languages;

    @Inject
    RetentionPeriods periods;

    @Inject
    RetentionJob job;

    @Inject
    PersonalCopy copies;

    @Inject
    MeterRegistry metrics;

    private final Browser browser = new Browser();

    @Test
    void the_page_tells_everybody_what_is_kept_and_is_linked_from_where_people_join() {
        assertThat(browser.get("/").asString()).contains("href=\"/privacy\"");
        String page = browser.get("/privacy").asString();
        assertThat(page)
                .contains("What is kept about you", "180 days after your last visit", "2 years at most")
                .contains("Instructors of your classes")
                .doesNotContain("/account/delete");
        browser.join("Ada");
        assertThat(browser.get("/privacy").asString()).contains("/account/delete", "/account/download");
        assertThat(browser.get("/account").asString()).contains("/account/delete", "/account/download", "\"/privacy\"");
    }

    @Test
    void everything_that_is_kept_has_its_words_in_every_language() {
        for (Locale language : languages.all()) {
            KeptWords words = new KeptWords(Texts.in(language, PrivacyWords.class), periods);
            for (KeptThing thing : KeptThing.values()) {
                assertThat(List.of(words.what(thing), words.why(thing), words.howLong(thing)))
                        .as("%s in %s", thing, language)
                        .noneMatch(String::isBlank);
                assertThat(words.who(thing)).isNotEmpty();
            }
        }
    }

    @Test
    void the_copy_has_what_is_kept_and_nothing_of_anybody_else() throws IOException {
        Browser other = new Browser();
        other.join("Bob");
        other.post(FIREWALL, FIREWALL + "/machine");
        browser.join("Ada <b>");
        assertThat(browser.post(FIREWALL, FIREWALL + "/machine").statusCode()).isEqualTo(303);
        UUID ada = learner(browser);
        await().until(() -> attempts.all(ada).stream().anyMatch(attempt -> attempt.latest() != null));

        Response answer = browser.get("/account/download");
        assertThat(answer.header("Content-Disposition")).matches("attachment; filename=\"packetwalk-[0-9-]+\\.zip\"");
        Map<String, String> files = unzip(answer);
        assertThat(files).containsKeys("README.txt", "you.json", "sessions.json", "attempts.json", "machines.json");
        assertThat(files.get("you.json")).contains("\"name\":\"Ada <b>\"", "\"createdAt\":\"20", "+00:00\"");
        assertThat(files.get("README.txt")).contains("What Packetwalk keeps about Ada <b>", "you.json: Your name");
        assertThat(files.entrySet())
                .filteredOn(file -> file.getKey().startsWith("evidence/"))
                .hasSize(1)
                .allSatisfy(file -> assertThat(EvidenceBundles.read(file.getValue()))
                        .isInstanceOf(EvidenceBundles.Reading.Whole.class));
        String secret =
                browser.sessionCookie().substring(browser.sessionCookie().indexOf('=') + 1);
        assertThat(String.join("\n", files.values()))
                .doesNotContain(
                        "Bob", secret, "tokenHash", "token_hash", learner(other).toString());
    }

    @Test
    void what_terminals_showed_is_in_the_copy_as_files_that_asciinema_plays() throws IOException {
        browser.join("Ada");
        UUID ada = learner(browser);
        List<String> ids = List.of(recording(ada, "first\r\n"), recording(ada, "second\r\n"));
        Browser other = new Browser();
        other.join("Bob");
        recording(learner(other), "another's\r\n");

        Map<String, String> files = unzip(browser.get("/account/download"));
        Map<String, String> casts = new TreeMap<>(files);
        casts.keySet().removeIf(name -> !name.endsWith(".cast"));
        assertThat(casts.keySet())
                .as("two of one minute do not get in each other's way")
                .hasSize(2)
                .allMatch(name ->
                        name.matches("recordings/[^/]+/packetwalk-minimal-firewall-[0-9]{8}-[0-9]{4}-t1\\.cast"))
                .anyMatch(name -> name.startsWith("recordings/" + ids.getFirst() + "/"))
                .anyMatch(name -> name.startsWith("recordings/" + ids.getLast() + "/"));
        assertThat(casts.values()).allMatch(cast -> cast.startsWith("{\"version\":2,"));
        assertThat(String.join("", casts.values()))
                .contains("[0.000,\"o\",\"first\\r\\n\"]", "\"second\\r\\n\"")
                .doesNotContain("another's");
        assertThat(files.get("recordings.json")).contains(ids);
        assertThat(files.get("README.txt")).contains("recordings/: what your terminals showed", "asciinema play");
        assertThat(files).doesNotContainKey("recorded-output.json");
        assertThat(unzip(other.get("/account/download")).keySet())
                .filteredOn(name -> name.endsWith(".cast"))
                .hasSize(1);
    }

    private String recording(UUID learner, String shown) {
        RecordingWish wish = new RecordingWish(learner, "iptables-following-a-packet/minimal-firewall", true, Set.of());
        String id = recordings.begin(SandboxId.random(), wish, Instant.now());
        recordings.add(
                id,
                List.of(new RecordingWriter.Chunk(
                        new TerminalName("t1"), TerminalSize.DEFAULT, List.of(new RecordedEvent.Output(0, shown)))));
        return id;
    }

    @Test
    void the_text_beside_the_files_is_in_the_visitors_language() throws IOException {
        browser.join("艾达");
        browser.get("/?language=zh-CN");
        assertThat(unzip(browser.get("/account/download")).get("README.txt")).contains("Packetwalk 保存的关于 艾达 的信息");
    }

    @Test
    void a_copy_that_grows_too_large_says_what_it_lacks() throws IOException {
        browser.join("Ada");
        Learner ada = learners.find(learner(browser)).orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copies.write(ada, Locale.ENGLISH, out, 1);
        Map<String, String> files = unzip(out.toByteArray());
        assertThat(files).containsOnlyKeys("README.txt", "you.json");
        assertThat(files.get("README.txt")).contains("There is more than fits", "sessions.json");
    }

    @Test
    void nobody_has_copies_made_without_end() {
        browser.join("Ada");
        for (int i = 0; i < 3; i++) {
            assertThat(browser.get("/account/download").statusCode()).isEqualTo(200);
        }
        Response refused = browser.get("/account/download");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.asString()).contains("third copy", "ten minutes");
    }

    @Test
    void a_guest_types_a_word_and_everything_is_gone_with_the_machine() {
        String link = browser.join("Ada");
        Browser elsewhere = new Browser();
        elsewhere.post("/resume/" + link, "/resume/" + link);
        browser.post(FIREWALL, FIREWALL + "/machine");
        UUID id = learner(browser);
        Lease lease = sandboxes.leases(id).getFirst();
        assertThat(browser.get("/account/delete").asString())
                .contains("What goes", "What stays", "cannot be undone", "Type “delete” to confirm");

        Response refused = browser.post("/account/delete", "/account/delete", Map.of("word", "no"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("That is not the word");
        assertThat(learners.find(id)).isPresent();

        Response gone = browser.post("/account/delete", "/account/delete", Map.of("word", " Delete "));
        assertThat(gone.statusCode()).isEqualTo(303);
        assertThat(gone.header("Location")).endsWith("/privacy/goodbye");
        assertThat(browser.get("/privacy/goodbye").asString()).contains("Everything is deleted");
        assertThat(learners.find(id)).isEmpty();
        assertThat(browser.get("/account").statusCode()).isEqualTo(401);
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(401);
        assertThat(elsewhere.get("/").statusCode())
                .as("for a browser with an old cookie")
                .isEqualTo(200);
        assertThat(elsewhere.get("/resume/" + link).statusCode()).isEqualTo(404);
        await().until(() -> engine.list().stream().noneMatch(found -> found.id().equals(lease.id())));
        assertThat(sandboxes.leases(id)).isEmpty();
    }

    @Test
    void who_has_a_password_confirms_with_it_and_guessing_is_slowed_down() {
        UUID id = people.make(Role.INSTRUCTOR, "leaver");
        signIn(browser, id);
        assertThat(browser.get("/account/delete").asString())
                .contains("Your password")
                .doesNotContain("name=\"word\"");
        Response wrong = browser.post("/account/delete", "/account/delete", Map.of("word", "delete", "password", "no"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("That is not your password");
        Response gone = browser.post("/account/delete", "/account/delete", Map.of("password", TestPeople.PASSWORD));
        assertThat(gone.statusCode()).isEqualTo(303);
        assertThat(accounts.find(id)).isEmpty();

        UUID another = people.make(Role.INSTRUCTOR, "guessed");
        Browser guessing = new Browser();
        signIn(guessing, another);
        for (int i = 0; i < 6; i++) {
            guessing.post("/account/delete", "/account/delete", Map.of("password", "guess " + i));
        }
        assertThat(guessing.post("/account/delete", "/account/delete", Map.of("password", TestPeople.PASSWORD))
                        .statusCode())
                .isEqualTo(429);
        assertThat(accounts.find(another)).isPresent();
    }

    @Test
    void the_only_administrator_is_told_why_they_cannot_go_and_what_to_do() {
        UUID only = people.make(Role.ADMINISTRATOR, "only");
        signIn(browser, only);
        List<UUID> others = administration.list("", Role.ADMINISTRATOR, 0, 100).stream()
                .filter(Account::active)
                .map(Account::id)
                .filter(id -> !id.equals(only))
                .toList();
        others.forEach(id -> administration.deactivate(only, id));
        try {
            assertThat(browser.get("/account/delete").asString())
                    .contains("You are the only administrator", "href=\"/admin/people\"")
                    .doesNotContain("<form method=\"post\" action=\"/account/delete\"");
            Response refused = browser.post("/account", "/account/delete", Map.of("password", TestPeople.PASSWORD));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.asString()).contains("You are the only administrator");
            assertThat(accounts.find(only)).isPresent();
        } finally {
            others.forEach(id -> administration.reactivate(only, id));
        }
    }

    @Test
    void old_things_are_deleted_once_a_day_and_counted() {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        assertThat(job.run(now)).isNotInstanceOf(Retention.Run.ElsewhereNow.class);
        assertThat(job.run(now)).isInstanceOf(Retention.Run.NotDue.class);
        assertThat(metrics.find("packetwalk.retention.last").gauge()).isNotNull();
    }

    private void signIn(Browser who, UUID id) {
        String login = accounts.find(id).orElseThrow().label();
        assertThat(who.post("/sign-in", "/sign-in", Map.of("login", login, "password", TestPeople.PASSWORD))
                        .statusCode())
                .isEqualTo(303);
    }

    private UUID learner(Browser who) {
        String cookie = who.sessionCookie();
        return Optional.ofNullable(Token.parse(cookie.substring(cookie.indexOf('=') + 1)))
                .flatMap(sessions::learner)
                .orElseThrow();
    }

    private static Map<String, String> unzip(Response answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/zip");
        return unzip(answer.asByteArray());
    }

    private static Map<String, String> unzip(byte[] bytes) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return files;
    }
}
