package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Login;
import dev.packetwalk.progress.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClassStaffTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private Database database = new Database(DATABASE.dataSource());
    private Classes classes = new Classes(database);
    private ClassStaff staff = new ClassStaff(database);
    private UUID ada = UUID.randomUUID();
    private UUID bob = UUID.randomUUID();
    private UUID root = UUID.randomUUID();
    private UUID taught = UUID.randomUUID();

    @BeforeEach
    void connect() {
        database = new Database(DATABASE.dataSource());
        classes = new Classes(database);
        staff = new ClassStaff(database);
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from class"));
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner"));
        ada = account("ada", "instructor");
        bob = account("bob", "instructor");
        root = account("root", "administrator");
        taught = switch (classes.make(ada, ClassPlan.of("Networks", new ClassCode("NET-101"), "lesson"))) {
            case Classes.Making.Made(TaughtClass made) -> made.id();
            case Classes.Making.CodeTaken taken -> throw new AssertionError(taken);
        };
    }

    @Test
    void colleagues_are_added_by_login_or_from_the_list_and_teach_it_from_then_on() {
        UUID robot = account("robot", "grader");
        account("learner", "learner");
        assertThat(staff.others(ada, taught))
                .extracting(ClassStaff.Teacher::login)
                .containsExactly("bob", "robot", "root");
        assertThat(staff.add(ada, taught, new Login("bob"))).isEqualTo(ClassStaff.Adding.ADDED);
        assertThat(staff.add(ada, taught, new Login("bob"))).isEqualTo(ClassStaff.Adding.TEACHES_ALREADY);
        assertThat(staff.add(bob, taught, robot)).isEqualTo(ClassStaff.Adding.ADDED);
        assertThat(staff.add(ada, taught, new Login("learner"))).isEqualTo(ClassStaff.Adding.NO_SUCH_PERSON);
        assertThat(staff.add(ada, taught, new Login("nobody"))).isEqualTo(ClassStaff.Adding.NO_SUCH_PERSON);
        assertThat(classes.find(bob, taught)).isPresent();
        assertThat(staff.of(bob, taught)).extracting(ClassStaff.Teacher::login).containsExactly("ada", "bob", "robot");
        assertThat(staff.remove(bob, taught, ada)).isEqualTo(ClassStaff.Removing.REMOVED);
        assertThat(classes.find(ada, taught)).isEmpty();
        assertThat(actions())
                .containsExactly("co_instructor_removed", "co_instructor_added", "co_instructor_added", "class_made");
    }

    @Test
    void the_last_one_who_may_run_a_class_cannot_leave_it() {
        assertThat(staff.remove(ada, taught, ada)).isEqualTo(ClassStaff.Removing.LAST_ONE);
        staff.add(ada, taught, account("robot", "grader"));
        assertThat(staff.remove(ada, taught, ada)).as("a grader runs no class").isEqualTo(ClassStaff.Removing.LAST_ONE);
        staff.add(ada, taught, bob);
        deactivate(bob);
        assertThat(staff.remove(ada, taught, ada))
                .as("nor who may not sign in")
                .isEqualTo(ClassStaff.Removing.LAST_ONE);
        assertThat(classes.find(ada, taught)).isPresent();
    }

    @Test
    void two_who_remove_each_other_leave_one() throws Exception {
        staff.add(ada, taught, bob);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> staff.remove(ada, taught, bob));
            var other = threads.submit(() -> staff.remove(bob, taught, ada));
            assertThat(List.of(one.get(), other.get())).containsOnlyOnce(ClassStaff.Removing.REMOVED);
        }
    }

    @Test
    void who_does_not_teach_a_class_adds_and_removes_nobody() {
        assertThat(staff.add(bob, taught, bob)).isEqualTo(ClassStaff.Adding.NO_SUCH_CLASS);
        assertThat(staff.remove(bob, taught, ada)).isEqualTo(ClassStaff.Removing.NO_SUCH_PERSON);
        assertThat(staff.of(bob, taught)).isEmpty();
        assertThat(staff.others(bob, taught)).isEmpty();
    }

    @Test
    void an_administrator_takes_over_a_class_only_when_nobody_may_run_it() {
        assertThat(staff.orphans()).isEmpty();
        assertThat(staff.takeOver(root, taught)).isFalse();
        deactivate(ada);
        assertThat(staff.orphans()).extracting(TaughtClass::id).containsExactly(taught);
        assertThat(staff.takeOver(bob, taught)).as("not an administrator").isFalse();
        assertThat(staff.takeOver(root, taught)).isTrue();
        assertThat(classes.find(root, taught)).isPresent();
        assertThat(staff.orphans()).isEmpty();
        assertThat(actions()).startsWith("class_taken_over");
    }

    private List<String> actions() {
        return new AuditLog(database)
                .read(new AuditLog.Filter("", "", null, null, null), 4).stream()
                        .map(AuditEntry::action)
                        .toList();
    }

    private static void deactivate(UUID id) {
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute("update account set deactivated_at = now() where learner = ?", id));
    }

    private UUID account(String login, String role) {
        UUID id = new Learners(database).join(new LearnerName(login)).learner();
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute(
                        "insert into account (learner, login, password_hash, role) values (?, ?, 'none', ?)",
                        id,
                        login,
                        role));
        return id;
    }
}
