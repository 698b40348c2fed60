package dev.packetwalk.progress.privacy;

import dev.packetwalk.sandbox.SandboxId;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Learners of whom something is kept, by SQL: also in states and of ages that a server does not make on request. Whoever adds a
 * table to {@link KeptTables} adds a row of it here.
 */
final class Somebody {
    private final Jdbi jdbi;

    Somebody(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A guest with nothing but a name. */
    UUID guest() {
        UUID id = UUID.randomUUID();
        jdbi.useHandle(sql -> sql.execute("insert into learner (id, name) values (?, 'Ada')", id));
        return id;
    }

    UUID withAccount(String role) {
        UUID id = guest();
        jdbi.useHandle(sql -> account(sql, id, role));
        return id;
    }

    private static void account(Handle sql, UUID id, String role) {
        sql.execute(
                "insert into account (learner, login, password_hash, role) values (?, ?, 'hash', ?)",
                id,
                "l" + id.toString().substring(0, 20),
                role);
    }

    /**
     * A class.
     *
     * @param ends when it ends, as SQL
     * @param closed when it was closed, as SQL
     */
    UUID teaches(UUID instructor, String name, String ends, String closed) {
        UUID id = UUID.randomUUID();
        jdbi.useHandle(sql -> {
            sql.execute(
                    "insert into class (id, code, name, lesson, ends_at, closed_at) values (?, ?, ?, 'chains', " + ends
                            + ", " + closed + ")",
                    id,
                    id.toString().substring(0, 13).toUpperCase(java.util.Locale.ROOT),
                    name);
            sql.execute("insert into class_instructor (class, instructor) values (?, ?)", id, instructor);
        });
        return id;
    }

    /** Somebody of whom every table of the list has a row. */
    UUID withSomethingInEveryTable(String role) {
        UUID id = withAccount(role);
        UUID taught = teaches(id, "Networks", "now() - interval '1 minute'", "null");
        String sandbox = SandboxId.random().value();
        jdbi.useHandle(sql -> {
            for (String statement : STATEMENTS) {
                sql.createUpdate(statement)
                        .configure(org.jdbi.v3.core.statement.SqlStatements.class, c -> c.setUnusedBindingAllowed(true))
                        .bind("id", id)
                        .bind("class", taught)
                        .bind("sandbox", sandbox)
                        .bind(
                                "hash",
                                java.util.Arrays.copyOf(
                                        id.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII), 32))
                        .execute();
            }
        });
        return id;
    }

    private static final String[] STATEMENTS = {
        "insert into session (token_hash, learner, expires_at) values (:hash, :id, now() + interval '1 day')",
        "insert into resume_link (learner, token_hash) values (:id, :hash)",
        "insert into one_time_link (token_hash, account, made_by, expires_at) values (:hash, :id, :id, now() + interval '1 day')",
        "insert into attempt (learner, lesson, exercise, sandbox) values (:id, 'chains', 'firewall', :sandbox)",
        """
        insert into grade (attempt, passed, checks, evidence)
        select id, true, '[]', '*filter' from attempt where learner = :id""",
        "insert into journal (sandbox, learner) values (:sandbox, :id)",
        "insert into journal_entry (sandbox, number, at, content) values (:sandbox, 1, now(), '{}')",
        """
        insert into kept_walk (id, learner, sandbox, created_at, content)
        values (:sandbox, :id, :sandbox, now(), '{"steps": ["\\\\u0000"]}')""",
        "insert into section_read (learner, lesson, section) values (:id, 'chains', 'mission')",
        "insert into reading_place (learner, lesson, section) values (:id, 'chains', 'mission')",
        """
        insert into card_review (learner, lesson, card, rating, reviewed_at, study_day)
        values (:id, 'chains', 'one', 3, now(), '2026-11-28')""",
        """
        insert into card_state (learner, lesson, card, phase, step, stability, difficulty, reviews, lapses, first_day, last_day, due_at)
        values (:id, 'chains', 'one', 'REVIEW', 0, 1, 5, 1, 0, '2026-11-28', '2026-11-28', now())""",
        """
        insert into sandbox (id, engine, server, topology, recipe, state, made_at, start_by, learner, name, claimed_at, idle_ends_at,
                             hard_ends_at)
        values (:sandbox, 'engine', 'server', '{}', 'r', 'claimed', now(), now(), :id, 'chains/box', now(), now(), now())""",
        "insert into sandbox_queue (learner, name, engine, seen_at) values (:id, 'chains/other', 'engine', now())",
        """
        insert into sandbox_ending (sandbox, learner, name, reason, detail, ended_at)
        values (:sandbox, :id, 'chains/box', 'IDLE', '', now())""",
        "insert into recording_choice (learner, wanted, chosen_at) values (:id, true, now())",
        """
        insert into recording (id, learner, sandbox, purpose, began_at, last_at)
        values (:sandbox, :id, :sandbox, 'chains/box', now(), now())""",
        "insert into recording_audience (recording, class) values (:sandbox, :class)",
        "insert into recording_terminal (recording, terminal, columns, rows) values (:sandbox, 't1', 80, 24)",
        """
        insert into recording_chunk (recording, terminal, number, content)
        values (:sandbox, 't1', 1, '[0,"o","$ \\\\u0000"]')""",
        "insert into enrolment (class, learner) values (:class, :id)",
        "insert into roster_entry (class, position, name, learner) values (:class, 1, 'Ada', :id)",
        """
        insert into webhook (class, address, secret, events, made_by)
        values (:class, 'https://school.example/', :hash, array['attempt.passed'], :id)""",
        """
        insert into webhook_delivery (webhook, event, learner, attempt, delivered_at)
        select w.id, 'attempt.passed', a.learner, a.id, now() from webhook w join attempt a on a.learner = w.made_by
        where w.made_by = :id""",
        """
        insert into note (class, learner, lesson, exercise, kind, author, author_name, text)
        values (:class, :id, 'chains', 'firewall', 'note', :id, 'Ada', 'Look at the policy')""",
        "insert into raised_hand (learner, lesson, exercise) values (:id, 'chains', 'firewall')",
        """
        insert into api_token (account, token_hash, name, scopes, expires_at)
        values (:id, :hash, 'grader', array['grades'], now() + interval '1 day')""",
        "insert into roster_draft (class, instructor, text) values (:class, :id, 'Ada')",
        "insert into audit_entry (actor, actor_name, action, subject) values (:id, 'Ada', 'class_made', 'Networks')",
    };

    /** How many rows each table of the list has about a learner. */
    Map<String, Integer> rows(UUID learner) {
        Map<String, Integer> rows = new TreeMap<>();
        jdbi.useHandle(sql -> {
            for (KeptTable table : KeptTables.ALL) {
                rows.put(
                        table.name(),
                        sql.createQuery("select count(*) from " + table.name() + " t where " + table.whose())
                                .bind("learner", learner)
                                .mapTo(Integer.class)
                                .one());
            }
        });
        return rows;
    }
}
