package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private Database database = new Database(DATABASE.dataSource());
    private Sessions sessions = new Sessions(database);

    @BeforeEach
    void connect() {
        database = new Database(DATABASE.dataSource());
        sessions = new Sessions(database);
    }

    @Test
    void a_session_is_known_to_a_server_that_did_not_open_it() {
        Learners.Joined ada = join("Ada");
        Sessions ofAnotherServer = new Sessions(new Database(DATABASE.dataSource()));
        assertThat(ofAnotherServer.learner(ada.session())).contains(ada.learner());
    }

    @Test
    void neither_tokens_nor_links_are_in_the_database() {
        Learners.Joined ada = join("Ada");
        String everything = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("""
                        select coalesce(string_agg(row_to_json(s)::text, ''), '') || (select string_agg(row_to_json(r)::text, '')
                        from resume_link r) from session s""").mapTo(String.class).one());
        assertThat(everything)
                .doesNotContain(ada.session().value())
                .doesNotContain(ada.resumeLink().value());
        assertThat(ada.toString()).doesNotContain(ada.session().value());
    }

    @Test
    void a_session_that_is_over_signs_nobody_in() {
        Learners.Joined ada = join("Ada");
        DATABASE.jdbi().useHandle(sql -> sql.execute("update session set expires_at = now() - interval '1 second'"));
        assertThat(sessions.learner(ada.session())).isEmpty();
    }

    @Test
    void a_session_in_use_lasts_longer() {
        Learners.Joined ada = join("Ada");
        DATABASE.jdbi()
                .useHandle(
                        sql -> sql.execute(
                                "update session set last_seen_at = now() - interval '2 days', expires_at = now() + interval '1 day'"));
        sessions.learner(ada.session());
        boolean longer = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery(
                                "select expires_at > now() + interval '59 days' from session where learner = :ada")
                        .bind("ada", ada.learner())
                        .mapTo(Boolean.class)
                        .one());
        assertThat(longer).isTrue();
    }

    @Test
    void a_learner_is_signed_in_on_so_many_devices_and_the_one_unused_for_longest_makes_room() {
        UUID ada = join("Ada").learner();
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < Sessions.MOST_FOR_A_LEARNER + 3; i++) {
            tokens.add(sessions.open(ada));
        }
        assertThat(sessions.count(ada)).isEqualTo(Sessions.MOST_FOR_A_LEARNER);
        assertThat(sessions.learner(tokens.getFirst())).isEmpty();
        assertThat(sessions.learner(tokens.getLast())).contains(ada);
    }

    @Test
    void closing_one_session_or_all_of_a_learner_leaves_those_of_others() {
        Learners.Joined ada = join("Ada");
        Learners.Joined bob = join("Bob");
        Token second = sessions.open(ada.learner());
        sessions.close(ada.session());
        assertThat(sessions.learner(ada.session())).isEmpty();
        assertThat(sessions.learner(second)).contains(ada.learner());
        sessions.closeAll(ada.learner());
        assertThat(sessions.learner(second)).isEmpty();
        assertThat(sessions.learner(bob.session())).contains(bob.learner());
    }

    private Learners.Joined join(String name) {
        return new Learners(database).join(new LearnerName(name));
    }
}
