package dev.packetwalk.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What learners answered to questions. Nothing here is found but through the attempt, and with it the learner, whose it is. */
@Singleton
public final class Answers {
    /** Answers kept for each check of an attempt, the newest. */
    static final int MOST_ANSWERS = 50;

    /** Characters of all fields of one answer, with what JSON puts around them. */
    static final int LONGEST_ANSWER = 4_000;

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final Database database;
    private final InstantSource clock;

    @Inject
    public Answers(Database database) {
        this(database, InstantSource.system());
    }

    Answers(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes an answer down.
     *
     * @return {@code false} if it is too long to keep
     */
    public boolean add(Attempt attempt, String check, Map<String, String> fields) {
        String text = write(fields);
        if (text.length() > LONGEST_ANSWER) {
            return false;
        }
        database.jdbi().useTransaction(handle -> {
            Attempts.lock(handle, attempt.learner());
            handle.createUpdate("""
                            insert into answer (attempt, check_id, text, given_at)
                            values (:attempt, :check, :text, :givenAt)""")
                    .bind("attempt", Attempts.byId(handle, attempt).id())
                    .bind("check", check)
                    .bind("text", text)
                    .bind("givenAt", Timestamp.from(clock.instant()))
                    .execute();
            handle.createUpdate("""
                            delete from answer where id in (select id from answer
                                where attempt = :attempt and check_id = :check order by id desc offset :most)""")
                    .bind("attempt", attempt.id())
                    .bind("check", check)
                    .bind("most", MOST_ANSWERS)
                    .execute();
        });
        return true;
    }

    /** The newest answer to a check. */
    public Optional<GivenAnswer> latest(Attempt attempt, String check) {
        return of(attempt).stream()
                .filter(answer -> answer.check().equals(check))
                .reduce((earlier, later) -> later);
    }

    /** All that are kept, oldest first. */
    public List<GivenAnswer> of(Attempt attempt) {
        return database.jdbi().withHandle(handle -> of(handle, attempt));
    }

    static List<GivenAnswer> of(Handle handle, Attempt attempt) {
        return handle.createQuery("""
                        select check_id, text, given_at from answer join attempt a on a.id = answer.attempt
                        where a.id = :id and a.learner = :learner order by answer.id""")
                .bind("id", attempt.id())
                .bind("learner", attempt.learner())
                .map((row, _) -> answer(row))
                .list();
    }

    private static GivenAnswer answer(ResultSet row) throws SQLException {
        return new GivenAnswer(
                row.getString("check_id"),
                read(row.getString("text")),
                row.getTimestamp("given_at").toInstant());
    }

    private static String write(Map<String, String> fields) {
        try {
            return JournalJson.MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    private static Map<String, String> read(String json) {
        try {
            return JournalJson.MAPPER.readValue(json, FIELDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer in the database cannot be read", e);
        }
    }
}
