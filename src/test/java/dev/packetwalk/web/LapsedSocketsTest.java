package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.People;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.web.people.TestPeople;
import dev.packetwalk.web.terminal.TestSocket;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class LapsedSocketsTest {
    @Inject
    Belongings belongings;

    @Inject
    Sessions sessions;

    @Inject
    LapsedSockets lapsed;

    @Inject
    People people;

    @Inject
    TestPeople testPeople;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    @Test
    void a_socket_closes_when_its_browser_is_signed_out_from_elsewhere_and_others_stay_open() {
        AccessTable.Line line = AccessTable.read().lines().stream()
                .filter(l -> l.route().path().equals("/sandboxes/{sandbox}/rules"))
                .findFirst()
                .orElseThrow();
        Belongings.Owner ada = belongings.owner(line);
        Belongings.Owner bob = belongings.owner(line);
        try (TestSocket ofAda = open(line, ada);
                TestSocket ofBob = open(line, bob)) {
            lapsed.close();
            sessions.closeAll(ada.id());
            lapsed.close();
            await().until(() -> ofAda.closeCode() == LapsedSockets.POLICY);
            assertThat(ofBob.closeCode()).isZero();
        }
        belongings.release(ada);
        belongings.release(bob);
    }

    @Test
    void a_socket_of_a_class_closes_when_its_instructor_teaches_it_no_longer() {
        AccessTable.Line line = AccessTable.read().lines().stream()
                .filter(l -> l.route().path().equals("/classes/{class}/board/live"))
                .findFirst()
                .orElseThrow();
        Belongings.Owner ada = belongings.owner(line);
        Belongings.Owner bob = belongings.owner(line);
        try (TestSocket ofAda = open(line, ada);
                TestSocket ofBob = open(line, bob)) {
            lapsed.close();
            people.changeRole(testPeople.the(Role.ADMINISTRATOR), ada.id(), Role.LEARNER);
            lapsed.close();
            await().until(() -> ofAda.closeCode() == LapsedSockets.POLICY);
            assertThat(ofBob.closeCode()).isZero();
        }
    }

    private TestSocket open(AccessTable.Line line, Belongings.Owner owner) {
        String path = line.route().path();
        for (Map.Entry<String, String> id : belongings.made(line, owner).entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return switch (TestSocket.open(
                URI.create("ws://" + home.getAuthority() + path),
                Map.of(
                        "Origin",
                        "http://" + home.getAuthority(),
                        "Cookie",
                        SessionCookie.NAME + "=" + owner.session()))) {
            case TestSocket.Opening.Open(TestSocket socket) -> socket;
            case TestSocket.Opening.Refused(int status) -> fail("refused: " + status);
        };
    }
}
