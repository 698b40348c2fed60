package dev.packetwalk.progress.recording;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.sandbox.SandboxId;
import java.util.UUID;

/** Learners, instructors, classes and sandboxes for tests of recordings. */
public final class RecordingRows {
    public static final String LESSON = "iptables-following-a-packet";
    public static final String PURPOSE = LESSON + "/minimal-firewall";

    private final TestDatabase database;

    public RecordingRows(TestDatabase database) {
        this.database = database;
    }

    public Database database() {
        return new Database(database.dataSource());
    }

    public UUID learner(String name) {
        return new Learners(database()).join(new LearnerName(name)).learner();
    }

    public UUID instructor(String login) {
        UUID id = learner(login);
        database.jdbi()
                .useHandle(sql -> sql.execute(
                        "insert into account (learner, issuer, subject, role) values (?, 'test', ?, 'instructor')",
                        id,
                        login));
        return id;
    }

    /** A class of this instructor that the learner is in. */
    public UUID enrolled(UUID instructor, UUID learner, String lesson, String name) {
        ClassCode code = ClassCode.random();
        Classes.Making made = new Classes(database()).make(instructor, ClassPlan.of(name, code, lesson));
        new Enrolments(database()).join(learner, code);
        return ((Classes.Making.Made) made).taught().id();
    }

    public void agree(UUID learner, UUID taught, boolean record) {
        new Enrolments(database()).consent(learner, taught, false, false, record);
    }

    /** The sandbox that the learner holds for the firewall. */
    public SandboxId sandbox(UUID learner) {
        return sandbox(learner, PURPOSE);
    }

    /** One more that the learner holds. */
    public SandboxId sandbox(UUID learner, int number) {
        return sandbox(learner, LESSON + "/other-" + number);
    }

    private SandboxId sandbox(UUID learner, String purpose) {
        SandboxId id = SandboxId.random();
        database.jdbi().useHandle(sql -> sql.execute("""
                insert into sandbox (id, engine, server, topology, recipe, state, made_at, start_by, learner, name, claimed_at,
                                     idle_ends_at, hard_ends_at)
                values (?, 'test', 'test', 'plain', 'plain', 'claimed', now(), now(), ?, ?, now(), now() + interval '1 hour',
                        now() + interval '1 hour')""", id.value(), learner, purpose));
        return id;
    }

    /** Nobody holds it any more. */
    public void gone(SandboxId id) {
        database.jdbi().useHandle(sql -> sql.execute("delete from sandbox where id = ?", id.value()));
    }

    /** It was made and asked about that many days earlier. */
    public void age(String recording, int days) {
        database.jdbi()
                .useHandle(sql -> sql.execute(
                        "update recording set began_at = began_at - make_interval(days => ?), last_at = last_at - make_interval(days => ?) where id = ?",
                        days,
                        days,
                        recording));
    }
}
