package dev.packetwalk.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Login;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VouchedLoginTest {
    private static final Map<String, Object> CLAIMS = Map.of(
            "preferred_username",
            " Ada ",
            "email",
            "ada@example.org",
            "email_verified",
            true,
            "groups",
            7,
            "long",
            "no login!");

    @Test
    void without_a_setting_nothing_is_vouched_for() {
        assertThat(VouchedLogin.of(Optional.empty(), CLAIMS::get)).isNull();
    }

    @Test
    void the_claim_that_is_named_is_the_login_as_rosters_write_it() {
        assertThat(VouchedLogin.of(Optional.of("preferred_username"), CLAIMS::get))
                .isEqualTo(new Login("ada"));
    }

    @Test
    void an_address_counts_only_once_it_is_verified() {
        Optional<String> email = Optional.of("email");
        assertThat(VouchedLogin.of(email, CLAIMS::get)).isEqualTo(new Login("ada@example.org"));
        assertThat(VouchedLogin.of(email, Map.of("email", "ada@example.org", "email_verified", "true")::get))
                .isEqualTo(new Login("ada@example.org"));
        assertThat(VouchedLogin.of(email, Map.of("email", "ada@example.org", "email_verified", false)::get))
                .isNull();
        assertThat(VouchedLogin.of(email, Map.<String, Object>of("email", "ada@example.org")::get))
                .isNull();
    }

    @Test
    void what_is_missing_or_can_be_no_login_is_none() {
        for (String claim : new String[] {"upn", "groups", "long"}) {
            assertThat(VouchedLogin.of(Optional.of(claim), CLAIMS::get))
                    .as(claim)
                    .isNull();
        }
    }
}
