package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @Test
    void one_variable_says_it_all() {
        DatabaseAddress address = address("postgresql://ada:p%40ss+word@db.example:6432/walk?sslmode=require");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6432/walk?sslmode=require");
        assertThat(address.user()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo("p@ss+word");
    }

    @Test
    void user_and_password_can_come_in_variables_of_their_own() {
        DatabaseAddress address = DatabaseAddress.from(Map.of(
                "PACKETWALK_DATABASE_URL", "jdbc:postgresql://db.example/walk",
                "PACKETWALK_DATABASE_USER", "ada",
                "PACKETWALK_DATABASE_PASSWORD", "secret"));
        assertThat(address).isEqualTo(new DatabaseAddress("jdbc:postgresql://db.example/walk", "ada", "secret"));
    }

    @Test
    void without_the_variable_there_is_no_address() {
        assertThat(DatabaseAddress.from(Map.of())).isNull();
        assertThat(DatabaseAddress.from(Map.of("PACKETWALK_DATABASE_URL", " "))).isNull();
    }

    @Test
    void the_password_is_not_printed() {
        assertThat(address("postgresql://ada:secret@db.example/walk").toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:secret@db/walk",
                "db.example",
                "postgresql://ada:secret@db.example",
                "postgresql://a:secret@h o/x"
            })
    void what_is_no_such_url_is_refused_without_repeating_the_password(String url) {
        assertThatThrownBy(() -> address(url))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("PACKETWALK_DATABASE_URL")
                .hasMessageNotContaining("secret");
    }

    private static DatabaseAddress address(String url) {
        DatabaseAddress address = DatabaseAddress.from(Map.of("PACKETWALK_DATABASE_URL", url));
        assertThat(address).isNotNull();
        return address;
    }
}
