package dev.packetwalk.progress.recording;

import dev.packetwalk.progress.Database;
import dev.packetwalk.sandbox.SandboxId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who has agreed to be recorded. A learner agrees with a class, whose instructors then see recordings of its lesson, or on the page of
 * an exercise for themselves; what they have said last counts. A class that is over or closed asks for nothing any more.
 */
@Singleton
public final class RecordingWishes {
    private final Database database;
    private final InstantSource clock;

    @Inject
    public RecordingWishes(Database database) {
        this(database, InstantSource.system());
    }

    RecordingWishes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A learner says whether they want to be recorded from now on. */
    public void choose(UUID learner, boolean wanted) {
        database.jdbi()
                .useHandle(sql -> sql.createUpdate("""
                        insert into recording_choice (learner, wanted, chosen_at) values (:learner, :wanted, :now)
                        on conflict (learner) do update set wanted = excluded.wanted, chosen_at = excluded.chosen_at""")
                        .bind("learner", learner)
                        .bind("wanted", wanted)
                        .bind("now", Timestamp.from(clock.instant()))
                        .execute());
    }

    /** What is wished for a sandbox that somebody holds; empty for one that nobody does. */
    public Optional<RecordingWish> of(SandboxId sandbox) {
        return Optional.ofNullable(of(Set.of(sandbox)).get(sandbox));
    }

    /** What is wished for each of these sandboxes that somebody holds. */
    public Map<SandboxId, RecordingWish> of(Collection<SandboxId> sandboxes) {
        if (sandboxes.isEmpty()) {
            return Map.of();
        }
        Map<SandboxId, RecordingWish> wishes = new HashMap<>();
        database.jdbi()
                .useHandle(sql -> sql.createQuery("""
                        select s.id, s.learner, s.name, k.classes, k.agreed_at, c.wanted, c.chosen_at
                        from sandbox s
                            left join recording_choice c on c.learner = s.learner
                            left join lateral (
                                select array_agg(t.id) as classes, max(e.asked_at) as agreed_at
                                from enrolment e join class t on t.id = e.class
                                where e.learner = s.learner and e.may_record and t.lesson = split_part(s.name, '/', 1)
                                    and t.closed_at is null and (t.ends_at is null or t.ends_at > :now)) k on true
                        where s.state = 'claimed' and s.id in (<ids>)""")
                        .bindList(
                                "ids", sandboxes.stream().map(SandboxId::value).toList())
                        .bind("now", Timestamp.from(clock.instant()))
                        .map((row, _) -> Map.entry(new SandboxId(row.getString("id")), wish(row)))
                        .forEach(wish -> wishes.put(wish.getKey(), wish.getValue())));
        return Map.copyOf(wishes);
    }

    private static RecordingWish wish(ResultSet row) throws SQLException {
        Timestamp agreedAt = row.getTimestamp("agreed_at");
        Timestamp chosenAt = row.getTimestamp("chosen_at");
        boolean ownWordCounts = chosenAt != null && (agreedAt == null || !chosenAt.before(agreedAt));
        boolean wanted = ownWordCounts ? row.getBoolean("wanted") : agreedAt != null;
        Array classes = row.getArray("classes");
        Set<UUID> audience = classes == null ? Set.of() : Set.of((UUID[]) classes.getArray());
        return new RecordingWish(row.getObject("learner", UUID.class), row.getString("name"), wanted, audience);
    }
}
