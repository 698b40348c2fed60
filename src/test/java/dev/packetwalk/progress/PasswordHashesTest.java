package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHashesTest {
    private static final Login ADA = new Login("ada");
    private static final String RIGHT = "a walk in the park";

    private final PasswordHashes hashes = new PasswordHashes();

    @AfterEach
    void stop() {
        hashes.close();
    }

    @Test
    void a_password_matches_its_own_hash_and_no_other_does() {
        String kept = hashes.of(password(RIGHT));
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(RIGHT);
        assertThat(hashes.matches(RIGHT, kept)).isTrue();
        assertThat(hashes.matches(RIGHT + " ", kept)).isFalse();
        assertThat(hashes.matches("", kept)).isFalse();
        assertThat(hashes.matches(RIGHT, null)).isFalse();
    }

    @Test
    void the_same_password_has_another_hash_each_time() {
        assertThat(hashes.of(password(RIGHT))).isNotEqualTo(hashes.of(password(RIGHT)));
    }

    /** Made by the reference implementation, with {@code argon2 somesalt -id -t 2 -m 16 -p 1} from the password "password". */
    @Test
    void a_hash_of_the_reference_implementation_is_understood() {
        String kept = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(hashes.matches("password", kept)).isTrue();
        assertThat(hashes.matches("Password", kept)).isFalse();
    }

    @Test
    void the_same_letters_written_as_other_code_points_are_the_same_password() {
        String kept = hashes.of(password("café au lait, s'il te plaît"));
        assertThat(hashes.matches("cafe\u0301 au lait, s'il te plai\u0302t", kept))
                .isTrue();
    }

    @Test
    void what_is_no_hash_of_ours_is_told_and_costs_nothing() {
        assertThatThrownBy(() -> hashes.matches(RIGHT, "plain")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hashes.matches(
                        RIGHT,
                        "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(hashes.matches("x".repeat(500), hashes.of(password(RIGHT)))).isFalse();
    }

    @Test
    void a_crowd_is_served_up_to_a_limit_and_the_rest_is_sent_away() throws Exception {
        String kept = hashes.of(password(RIGHT));
        List<Future<Boolean>> crowd = new ArrayList<>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                crowd.add(people.submit((Callable<Boolean>) () -> {
                    try {
                        return hashes.matches(RIGHT, kept);
                    } catch (PasswordHashes.BusyException e) {
                        return false;
                    }
                }));
            }
            int served = 0;
            for (Future<Boolean> one : crowd) {
                served += one.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(served).isBetween(1, 199);
        }
        assertThat(hashes.matches(RIGHT, kept)).as("afterwards").isTrue();
    }

    @Test
    void a_password_is_long_and_not_the_login() {
        assertThat(problem("short")).isEqualTo(NewPassword.Problem.TOO_SHORT);
        assertThat(problem("x".repeat(201))).isEqualTo(NewPassword.Problem.TOO_LONG);
        assertThat(problem("ababababababab")).isEqualTo(NewPassword.Problem.TOO_PLAIN);
        assertThat(problem("the secret of ADA is")).isEqualTo(NewPassword.Problem.HOLDS_THE_LOGIN);
        assertThat(password(RIGHT)).hasToString("NewPassword[…]");
    }

    static NewPassword password(String text) {
        return ((NewPassword.Parsed.Accepted) NewPassword.parse(text, ADA)).password();
    }

    private static NewPassword.Problem problem(String text) {
        return ((NewPassword.Parsed.Refused) NewPassword.parse(text, ADA)).problem();
    }
}
