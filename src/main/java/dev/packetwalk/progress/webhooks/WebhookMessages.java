package dev.packetwalk.progress.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.packetwalk.progress.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What webhooks are told, as it is at the time of telling. {@code docs/webhooks.md} describes it. */
@Singleton
public final class WebhookMessages {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final TypeReference<List<CheckNow>> CHECKS = new TypeReference<>() {};

    private final Database database;

    public WebhookMessages(Database database) {
        this.database = database;
    }

    /**
     * The body of a message, as JSON.
     *
     * @return empty if what it was to tell of is there no more
     */
    public Optional<String> body(WebhookOutbox.Due due) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select c.id as class, c.code, c.name as class_name, l.id as learner, l.name as learner_name,
                               coalesce((select r.reference from roster_entry r where r.class = c.id and r.learner = l.id
                                         order by r.position limit 1), '') as reference,
                               a.id as attempt, a.lesson, a.exercise, a.started_at, a.passed_at, a.hints_seen, a.solution_seen_at,
                               g.id as grade, g.passed, g.graded_at,
                               (select jsonb_agg(jsonb_build_object('id', checked #>> '{result,check}',
                                                                    'state', lower(checked #>> '{result,state}')))
                                from jsonb_array_elements(g.checks) checked) as checks
                        from class c left join learner l on l.id = cast(:learner as uuid)
                            left join attempt a on a.id = cast(:attempt as bigint)
                            left join lateral (
                                select * from grade where attempt = a.id order by id desc limit 1) g on true
                        where c.id = :class and (cast(:learner as uuid) is null or l.id is not null)
                            and (cast(:attempt as bigint) is null or a.id is not null)""")
                        .bind("class", due.taughtClass())
                        .bind("learner", due.learner())
                        .bind("attempt", due.attempt())
                        .map((row, _) -> write(message(due, row)))
                        .findOne());
    }

    private static Message message(WebhookOutbox.Due due, ResultSet row) throws SQLException {
        UUID learner = row.getObject("learner", UUID.class);
        return new Message(
                due.id(),
                due.event(),
                due.madeAt(),
                new ClassNow(row.getObject("class", UUID.class), row.getString("code"), row.getString("class_name")),
                learner == null
                        ? null
                        : new LearnerNow(learner, row.getString("learner_name"), row.getString("reference")),
                due.attempt() == null ? null : attempt(row));
    }

    private static AttemptNow attempt(ResultSet row) throws SQLException {
        return new AttemptNow(
                row.getLong("attempt"),
                row.getString("lesson"),
                row.getString("exercise"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("passed_at")),
                row.getInt("hints_seen"),
                instant(row.getTimestamp("solution_seen_at")),
                row.getObject("grade") == null
                        ? null
                        : new GradeNow(
                                row.getBoolean("passed"),
                                row.getTimestamp("graded_at").toInstant(),
                                checks(row.getString("checks"))));
    }

    private static List<CheckNow> checks(@Nullable String json) {
        try {
            return json == null ? List.of() : JSON.readValue(json, CHECKS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a grade in the database cannot be read", e);
        }
    }

    private static String write(Message message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message cannot be written as JSON", e);
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Message(
            UUID id,
            String event,
            Instant at,
            @JsonProperty("class") ClassNow taught,
            @Nullable LearnerNow learner,
            @Nullable AttemptNow attempt) {}

    private record ClassNow(UUID id, String code, String name) {}

    private record LearnerNow(UUID id, String name, String reference) {}

    private record AttemptNow(
            long id,
            String lesson,
            String exercise,
            Instant startedAt,
            @Nullable Instant passedAt,
            int hintsSeen,
            @Nullable Instant solutionSeenAt,
            @Nullable GradeNow grade) {}

    private record GradeNow(boolean passed, Instant gradedAt, List<CheckNow> checks) {}

    private record CheckNow(String id, String state) {}
}
