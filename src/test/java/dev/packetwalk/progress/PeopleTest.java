package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeopleTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String PASSWORD = "a walk in the park";

    private final PasswordHashes hashes = new PasswordHashes();
    private Database database = new Database(DATABASE.dataSource());
    private Sessions sessions = new Sessions(database);
    private Accounts accounts = new Accounts(database, hashes);
    private OneTimeLinks links = new OneTimeLinks(database, hashes);
    private People people = new People(database);
    private AuditLog audit = new AuditLog(database);

    @BeforeEach
    void connect() {
        database = new Database(DATABASE.dataSource());
        sessions = new Sessions(database);
        accounts = new Accounts(database, hashes);
        links = new OneTimeLinks(database, hashes);
        people = new People(database);
        audit = new AuditLog(database);
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner"));
    }

    @AfterEach
    void stop() {
        hashes.close();
    }

    @Test
    void the_first_link_makes_one_administrator_and_no_second() {
        Token link = links.forFirstAdministrator();
        assertThat(people.haveAdministrator()).isFalse();
        assertThat(links.find(link)).contains(new OneTimeLinks.Offer.Account(Role.ADMINISTRATOR, true));
        UUID ada = accepted(link, "Ada");
        assertThat(people.haveAdministrator()).isTrue();
        assertThat(accounts.find(ada).orElseThrow().role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(accept(link, "Bob")).isEqualTo(new OneTimeLinks.Acceptance.NoLongerGood());
        assertThat(links.find(link)).isEmpty();
    }

    @Test
    void a_later_first_link_ends_the_one_before_and_one_that_expired_is_good_for_nothing() {
        Token first = links.forFirstAdministrator();
        Token second = links.forFirstAdministrator();
        assertThat(links.find(first)).isEmpty();
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute("update one_time_link set expires_at = now() - interval '1 second'"));
        assertThat(accept(second, "Ada")).isEqualTo(new OneTimeLinks.Acceptance.NoLongerGood());
    }

    @Test
    void two_who_open_the_same_link_at_once_do_not_both_get_an_account() throws Exception {
        Token link = links.forFirstAdministrator();
        try (var both = Executors.newFixedThreadPool(2)) {
            Callable<OneTimeLinks.Acceptance> ada = () -> accept(link, "Ada");
            Callable<OneTimeLinks.Acceptance> bob = () -> accept(link, "Bob");
            List<OneTimeLinks.Acceptance> results = List.of(both.submit(ada), both.submit(bob)).stream()
                    .map(f -> {
                        try {
                            return f.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
            assertThat(results).contains(new OneTimeLinks.Acceptance.NoLongerGood());
            assertThat(people.list("", Role.ADMINISTRATOR, 0, 10)).hasSize(1);
        }
    }

    @Test
    void neither_links_nor_passwords_are_in_the_database() {
        UUID admin = administrator();
        Token invitation = links.invite(admin, Role.GRADER, "for Bob");
        String everything = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("""
                        select (select string_agg(row_to_json(l)::text, '') from one_time_link l)
                            || (select string_agg(row_to_json(a)::text, '') from account a)
                            || (select string_agg(row_to_json(e)::text, '') from audit_entry e)""").mapTo(String.class).one());
        assertThat(everything).contains("for Bob").doesNotContain(PASSWORD, invitation.value());
    }

    @Test
    void signing_in_takes_the_right_login_and_password_and_an_active_account() {
        UUID admin = administrator();
        UUID bob = accepted(links.invite(admin, Role.INSTRUCTOR, ""), "Bob");
        assertThat(accounts.signIn(new Login("bob"), PASSWORD)).contains(bob);
        assertThat(accounts.signIn(Login.parse(" BOB "), PASSWORD)).contains(bob);
        assertThat(accounts.signIn(new Login("bob"), PASSWORD + "!")).isEmpty();
        assertThat(accounts.signIn(new Login("nobody"), PASSWORD)).isEmpty();
        assertThat(accounts.signIn(null, PASSWORD)).isEmpty();
        people.deactivate(admin, bob);
        assertThat(accounts.signIn(new Login("bob"), PASSWORD)).isEmpty();
        people.reactivate(admin, bob);
        assertThat(accounts.signIn(new Login("bob"), PASSWORD)).contains(bob);
    }

    @Test
    void who_is_deactivated_is_out_everywhere_at_once_and_so_are_their_links() {
        UUID admin = administrator();
        UUID bob = accepted(links.invite(admin, Role.ADMINISTRATOR, ""), "Bob");
        Token session = sessions.open(bob);
        Token invitation = links.invite(bob, Role.INSTRUCTOR, "a friend");
        Token password = links.forPassword(admin, bob).orElseThrow();
        assertThat(people.deactivate(admin, bob)).isEqualTo(People.Change.DONE);
        assertThat(sessions.holder(session)).isEmpty();
        assertThat(sessions.holder(sessions.open(bob)))
                .as("even one that was just opened")
                .isEmpty();
        assertThat(links.find(invitation)).isEmpty();
        assertThat(links.find(password)).isEmpty();
    }

    @Test
    void a_role_counts_from_the_next_request_on() {
        UUID admin = administrator();
        UUID bob = accepted(links.invite(admin, Role.INSTRUCTOR, ""), "Bob");
        Token session = sessions.open(bob);
        assertThat(sessions.holder(session).orElseThrow().role()).contains(Role.INSTRUCTOR);
        people.changeRole(admin, bob, Role.GRADER);
        assertThat(sessions.holder(session).orElseThrow().role()).contains(Role.GRADER);
    }

    @Test
    void nobody_changes_their_own_account_so_an_administrator_always_remains() {
        UUID admin = administrator();
        UUID bob = accepted(links.invite(admin, Role.ADMINISTRATOR, ""), "Bob");
        assertThat(people.deactivate(admin, admin)).isEqualTo(People.Change.OWN_ACCOUNT);
        assertThat(people.changeRole(admin, admin, Role.LEARNER)).isEqualTo(People.Change.OWN_ACCOUNT);
        assertThat(people.deactivate(admin, bob)).isEqualTo(People.Change.DONE);
        assertThat(people.deactivate(bob, admin))
                .as("by one who was deactivated")
                .isEqualTo(People.Change.NOT_ALLOWED);
        assertThat(people.changeRole(admin, UUID.randomUUID(), Role.LEARNER)).isEqualTo(People.Change.NO_SUCH_ACCOUNT);
    }

    @Test
    void a_new_password_by_link_ends_the_old_one_and_every_session() {
        UUID admin = administrator();
        UUID bob = accepted(links.invite(admin, Role.INSTRUCTOR, ""), "Bob");
        Token session = sessions.open(bob);
        Token link = links.forPassword(admin, bob).orElseThrow();
        assertThat(links.setPassword(link, PasswordHashesTest.password("over the hills and far")))
                .contains(bob);
        assertThat(sessions.holder(session)).isEmpty();
        assertThat(accounts.signIn(new Login("bob"), PASSWORD)).isEmpty();
        assertThat(accounts.signIn(new Login("bob"), "over the hills and far")).contains(bob);
        assertThat(links.setPassword(link, PasswordHashesTest.password("yet another password")))
                .isEmpty();
    }

    @Test
    void changing_ones_password_needs_the_old_one_and_signs_out_everywhere_else() {
        UUID bob = accepted(links.invite(administrator(), Role.INSTRUCTOR, ""), "Bob");
        Token here = sessions.open(bob);
        Token there = sessions.open(bob);
        NewPassword next = PasswordHashesTest.password("over the hills and far");
        assertThat(accounts.changePassword(bob, "not the old one", next, here)).isFalse();
        assertThat(sessions.holder(there)).isPresent();
        assertThat(accounts.changePassword(bob, PASSWORD, next, here)).isTrue();
        assertThat(sessions.holder(here)).isPresent();
        assertThat(sessions.holder(there)).isEmpty();
    }

    @Test
    void a_guest_who_takes_a_login_keeps_their_work_and_loses_the_link_that_asks_for_no_password() {
        var guest = new Learners(database).join(new LearnerName("Eve"));
        assertThat(accounts.keep(guest.learner(), new Login("eve"), PasswordHashesTest.password(PASSWORD)))
                .isTrue();
        assertThat(accounts.signIn(new Login("eve"), PASSWORD)).contains(guest.learner());
        assertThat(new ResumeLinks(database).learner(guest.resumeLink())).isEmpty();
        assertThat(accounts.keep(guest.learner(), new Login("eve2"), PasswordHashesTest.password(PASSWORD)))
                .isFalse();
        var other = new Learners(database).join(new LearnerName("Eve"));
        assertThat(accounts.keep(other.learner(), new Login("eve"), PasswordHashesTest.password(PASSWORD)))
                .isFalse();
    }

    @Test
    void a_login_that_is_taken_leaves_the_invitation_open_and_no_learner_behind() {
        UUID admin = administrator();
        Token link = links.invite(admin, Role.GRADER, "");
        assertThat(accept(link, "Admin")).isEqualTo(new OneTimeLinks.Acceptance.LoginTaken());
        assertThat(links.find(link)).isPresent();
        int learners = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from learner")
                        .mapTo(Integer.class)
                        .one());
        assertThat(learners).isEqualTo(1);
    }

    @Test
    void a_provider_brings_the_same_person_back_with_the_role_of_today() {
        UUID grace = accounts.enter("https://idp", "s1", new LearnerName("Grace"), Role.LEARNER, null)
                .orElseThrow();
        assertThat(accounts.enter("https://idp", "s1", new LearnerName("Grace H."), Role.INSTRUCTOR, null))
                .contains(grace);
        assertThat(accounts.enter("https://other", "s1", new LearnerName("Grace"), Role.LEARNER, null)
                        .orElseThrow())
                .isNotEqualTo(grace);
        Account account = accounts.find(grace).orElseThrow();
        assertThat(account.name()).isEqualTo("Grace H.");
        assertThat(account.role()).isEqualTo(Role.INSTRUCTOR);
        people.deactivate(administrator(), grace);
        assertThat(accounts.enter("https://idp", "s1", new LearnerName("Grace"), Role.INSTRUCTOR, null))
                .isEmpty();
        assertThat(links.forPassword(grace, grace)).as("no password to reset").isEmpty();
    }

    @Test
    void what_is_done_is_noted_with_the_name_of_that_time() {
        UUID admin = administrator();
        UUID bob = accepted(links.invite(admin, Role.INSTRUCTOR, "the new colleague"), "Bob");
        people.changeRole(admin, bob, Role.GRADER);
        people.changeRole(admin, bob, Role.GRADER);
        people.deactivate(admin, bob);
        DATABASE.jdbi().useHandle(sql -> sql.execute("update learner set name = 'Renamed'"));
        assertThat(audit.read(filter("admin"), 4))
                .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject, AuditEntry::detail)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Admin", "deactivated", "bob", ""),
                        org.assertj.core.groups.Tuple.tuple("Admin", "role_changed", "bob", "instructor to grader"),
                        org.assertj.core.groups.Tuple.tuple("Admin", "invited", "the new colleague", "instructor"),
                        org.assertj.core.groups.Tuple.tuple("Admin", "administrator_made", "admin", "administrator"));
    }

    @Test
    void the_log_is_filtered_and_read_in_pages() {
        UUID admin = administrator();
        for (int i = 0; i < 5; i++) {
            audit.note(admin, AuditAction.CLASS_MADE, "class " + i, "");
        }
        AuditLog.Filter classes = new AuditLog.Filter("", "class_made", null, null, null);
        List<AuditEntry> first = audit.read(classes, 3);
        assertThat(first).extracting(AuditEntry::subject).containsExactly("class 4", "class 3", "class 2");
        AuditLog.Filter rest = new AuditLog.Filter(
                "", "class_made", null, null, first.getLast().id());
        assertThat(audit.read(rest, 3)).extracting(AuditEntry::subject).startsWith("class 1", "class 0");
        AuditLog.Filter future =
                new AuditLog.Filter("", "", java.time.Instant.now().plusSeconds(60), null, null);
        assertThat(audit.read(future, 3)).isEmpty();
    }

    @Test
    void an_entry_of_the_log_is_neither_changed_nor_deleted_before_its_time() {
        audit.note(administrator(), AuditAction.CLASS_MADE, "kept", "");
        for (String attempt :
                List.of("update audit_entry set subject = 'x'", "delete from audit_entry", "truncate audit_entry")) {
            assertThatThrownBy(() -> DATABASE.jdbi().useHandle(sql -> sql.execute(attempt)))
                    .as(attempt)
                    .hasMessageContaining("only added to");
        }
        DATABASE.jdbi()
                .useHandle(
                        sql -> sql.execute(
                                "insert into audit_entry (at, actor_name, action, subject) values (now() - interval '3 years', '', 'invited', 'old')"));
        int deleted = DATABASE.jdbi()
                .withHandle(sql -> sql.execute("delete from audit_entry where at < now() - interval '731 days'"));
        assertThat(deleted).isEqualTo(1);
    }

    @Test
    void sessions_are_listed_and_ended_by_their_owner_only() {
        UUID admin = administrator();
        UUID bob = accepted(links.invite(admin, Role.INSTRUCTOR, ""), "Bob");
        Token here = sessions.open(bob, "Firefox on Linux");
        sessions.open(bob, "Safari on a phone");
        List<Sessions.OpenSession> open = sessions.of(bob, here);
        assertThat(open)
                .extracting(Sessions.OpenSession::browser)
                .containsExactly("Firefox on Linux", "Safari on a phone");
        assertThat(open).extracting(Sessions.OpenSession::current).containsExactly(true, false);
        UUID other = open.getLast().id();
        assertThat(sessions.close(admin, other)).isFalse();
        assertThat(sessions.close(bob, other)).isTrue();
        assertThat(sessions.of(bob, here)).hasSize(1);
    }

    private static AuditLog.Filter filter(String actor) {
        return new AuditLog.Filter(actor, "", null, null, null);
    }

    private UUID administrator() {
        return accepted(links.forFirstAdministrator(), "Admin");
    }

    private UUID accepted(Token link, String name) {
        return ((OneTimeLinks.Acceptance.Made) accept(link, name)).id();
    }

    private OneTimeLinks.Acceptance accept(Token link, String name) {
        Login login = Login.parse(name);
        return links.accept(
                link,
                new LearnerName(name),
                login == null ? new Login("nobody") : login,
                PasswordHashesTest.password(PASSWORD));
    }
}
