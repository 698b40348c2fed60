package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    Path data;

    @Test
    void it_is_safe_against_a_loss_of_power_and_closed_to_strangers() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            Jdbi jdbi = connect(database.address());
            assertThat(setting(jdbi, "fsync")).isEqualTo("on");
            assertThat(setting(jdbi, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(jdbi, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(jdbi, "server_version")).startsWith(EmbeddedDatabase.MAJOR_VERSION + ".");
            assertThat(setting(jdbi, "is_superuser")).isEqualTo("off");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres.password"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres-programs"))))
                    .isEqualTo("rwx------");
            DatabaseAddress guessed = new DatabaseAddress(
                    database.address().jdbcUrl(), database.address().user(), "guess");
            assertThatThrownBy(() -> setting(connect(guessed), "fsync"))
                    .hasStackTraceContaining("authentication failed");
            DatabaseAddress nobody = new DatabaseAddress(database.address().jdbcUrl(), "postgres", "");
            assertThatThrownBy(() -> setting(connect(nobody), "fsync")).isInstanceOf(RuntimeException.class);
            assertThat(Files.readString(data.resolve("postgres/pg_hba.conf")))
                    .doesNotContainPattern("(?m)^[^#].*trust");
        }
    }

    @Test
    void rows_and_nothing_else_are_left_after_its_server_was_killed() throws Exception {
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("written");
        } finally {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        Long orphan = OrphanedPostgres.runningOver(data.resolve("postgres"));
        assertThat(orphan).as("killing a server leaves its database running").isNotNull();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            List<String> words = connect(database.address())
                    .withHandle(h -> h.createQuery("select word from kept")
                            .mapTo(String.class)
                            .list());
            assertThat(words).containsExactly("still here");
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        }
        assertThat(OrphanedPostgres.runningOver(data.resolve("postgres"))).isNull();
    }

    @Test
    void a_second_server_over_the_same_data_is_refused() throws IOException {
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(data)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(data))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining("another server uses the data in")
                    .hasMessageContaining("PACKETWALK_DATA");
        }
    }

    @Test
    void data_of_another_major_version_are_left_alone() throws IOException {
        Path cluster = Files.createDirectory(data.resolve("postgres"));
        Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedDatabase.start(data))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("made by PostgreSQL 17")
                .hasMessageContaining("Nothing was changed");
        assertThat(cluster).isDirectoryContaining(f -> f.endsWith("PG_VERSION"));
    }

    @Test
    void half_a_cluster_is_set_aside_and_a_whole_one_made() throws IOException {
        Path cluster = Files.createDirectory(data.resolve("postgres"));
        Files.writeString(cluster.resolve("PG_VERSION"), EmbeddedDatabase.MAJOR_VERSION + "\n");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(setting(connect(database.address()), "fsync")).isEqualTo("on");
        }
        assertThat(data).isDirectoryContaining("glob:**/postgres.incomplete-*");
    }

    private static Jdbi connect(DatabaseAddress address) {
        return Jdbi.create(address.jdbcUrl(), address.user(), address.password());
    }

    private static String setting(Jdbi jdbi, String name) {
        return jdbi.withHandle(h -> h.createQuery("select current_setting(:name)")
                .bind("name", name)
                .mapTo(String.class)
                .one());
    }

    /** A server that writes a row and then waits to be killed. */
    public static final class Killed {
        private Killed() {}

        @SuppressWarnings({"resource", "SystemOut"}) // never closed: that is the point
        public static void main(String... arguments) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
            connect(database.address()).useHandle(h -> {
                h.execute("create table kept (word text)");
                h.execute("insert into kept values ('still here')");
            });
            System.out.println("written");
            Thread.sleep(60_000);
        }
    }
}
