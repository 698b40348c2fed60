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
import java.util.function.Consumer;
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
        onlyTheirsCloses("/sandboxes/{sandbox}/rules", ada -> sessions.closeAll(ada.id()));
    }

    @Test
    void a_socket_of_a_class_closes_when_its_instructor_teaches_it_no_longer() {
        onlyTheirsCloses(
                "/classes/{class}/board/live",
                ada -> people.changeRole(testPeople.the(Role.ADMINISTRATOR), ada.id(), Role.LEARNER));
    }

    /** @param change what somebody may no longer have their socket after */
    private void onlyTheirsCloses(String path, Consumer<Belongings.Owner> change) {
        AccessTable.Line line = AccessTable.read().lines().stream()
                .filter(l -> l.route().path().equals(path))
                .findFirst()
                .orElseThrow();
        Belongings.Owner ada = belongings.owner(line);
        Belongings.Owner bob = belongings.owner(line);
        try (TestSocket ofAda = open(line, ada);
                TestSocket ofBob = open(line, bob)) {
            lapsed.close();
            change.accept(ada);
            lapsed.close();
            await().until(() -> ofAda.closeCode() == LapsedSockets.POLICY);
            assertThat(ofBob.closeCode()).isZero();
        }
        belongings.release(ada);
        belongings.release(bob);
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
