package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The migrations, on a real PostgreSQL. */
class SchemaTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void an_installation_has_exactly_one_name() {
        int installations = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from installation")
                        .mapTo(int.class)
                        .one());
        assertThat(installations).isEqualTo(1);
    }
}
