package dev.packetwalk.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.words.ErrorWords;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrowingDelayTest {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final GrowingDelay delay = new GrowingDelay(
            new GrowingDelay.Steps(3, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(1)), clock);

    @Test
    void some_failures_are_free_and_each_one_after_them_doubles_the_wait_up_to_the_longest() {
        for (int i = 0; i < 3; i++) {
            delay.tried("ada");
            assertThat(delay.left("ada")).isZero();
        }
        for (long seconds : new long[] {2, 4, 8, 16, 32, 60, 60}) {
            delay.tried("ada");
            assertThat(delay.left("ada")).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
            assertThat(delay.left("ada")).isZero();
        }
        assertThat(delay.left("bob")).isZero();
    }

    @Test
    void failures_are_forgotten_after_a_quiet_time_or_a_success() {
        for (int i = 0; i < 6; i++) {
            delay.tried("ada");
        }
        now = now.plus(Duration.ofMinutes(61));
        delay.tried("ada");
        assertThat(delay.left("ada")).isZero();
        for (int i = 0; i < 6; i++) {
            delay.tried("ada");
        }
        delay.forget("ada");
        delay.tried("ada");
        assertThat(delay.left("ada")).isZero();
    }

    @Test
    void a_success_from_an_address_takes_back_its_own_try_only() {
        for (int i = 0; i < 4; i++) {
            delay.tried("10.0.0.1");
        }
        delay.takeBack("10.0.0.1");
        delay.tried("10.0.0.1");
        assertThat(delay.left("10.0.0.1")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void the_limit_of_signing_in_counts_accounts_in_any_case_and_says_in_words_how_long_to_wait() {
        SignInLimit limit = new SignInLimit(clock);
        for (int i = 0; i < 9; i++) {
            assertThat(limit.attempt(i % 2 == 0 ? "Ada" : " ada", "10.0.0." + i, Optional::empty))
                    .isEmpty();
            now = now.plusSeconds(20);
        }
        limit.attempt("ada", "10.0.0.9", Optional::empty);
        assertThatThrownBy(() -> limit.attempt("ada", "10.0.0.10", () -> Optional.of(1)))
                .satisfies(e -> assertThat(remedy(e)).isEqualTo("loginWaitSeconds[32]"));
        assertThat(limit.attempt("bob", "10.0.0.10", () -> Optional.of(1))).isPresent();
        now = now.plusSeconds(32);
        assertThat(limit.attempt("ada", "10.0.0.10", () -> Optional.of(1))).isPresent();
        assertThat(limit.attempt("ada", "10.0.0.10", () -> Optional.of(1))).isPresent();
    }

    @Test
    void an_address_that_tries_many_accounts_waits_too() {
        SignInLimit limit = new SignInLimit(clock);
        for (int i = 0; i < 51; i++) {
            limit.attempt("login" + i, "10.0.0.1", Optional::empty);
        }
        assertThatThrownBy(() -> limit.attempt("another", "10.0.0.1", () -> Optional.of(1)))
                .satisfies(e -> assertThat(remedy(e)).isEqualTo("addressWaitSeconds[1]"));
    }

    @Test
    void browsers_are_called_as_people_call_them() {
        assertThat(BrowserName.of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"))
                .isEqualTo("Firefox on Linux");
        assertThat(
                        BrowserName.of(
                                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"))
                .isEqualTo("Edge on Windows");
        assertThat(BrowserName.of("<script>")).isEmpty();
        assertThat(BrowserName.of(null)).isEmpty();
    }

    /** Which text the visitor is shown, with which values. */
    private static String remedy(Throwable refused) {
        ErrorWords words = (ErrorWords) Proxy.newProxyInstance(
                ErrorWords.class.getClassLoader(),
                new Class<?>[] {ErrorWords.class},
                (_, text, values) -> text.getName() + Arrays.toString(values));
        return ((TooManyRequestsException) refused).remedy().apply(words);
    }
}
