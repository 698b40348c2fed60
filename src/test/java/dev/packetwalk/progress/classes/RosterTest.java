package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Login;
import dev.packetwalk.progress.PasswordHashes;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.Token;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RosterTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String LESSON = "iptables-following-a-packet";
    private static final ClassCode CODE = new ClassCode("NET-101");
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Database database = new Database(DATABASE.dataSource());
    private Classes classes = new Classes(database);
    private Enrolments enrolments = new Enrolments(database, now::get);
    private Roster roster = new Roster(database);
    private RosterLinks links = new RosterLinks(database);
    private RosterDoor door = new RosterDoor(database, now::get);
    private UUID ada = UUID.randomUUID();
    private UUID bob = UUID.randomUUID();
    private TaughtClass taught = new TaughtClass(UUID.randomUUID(), ClassPlan.of("x", CODE, LESSON), null, NOON);

    @BeforeEach
    void connect() {
        database = new Database(DATABASE.dataSource());
        classes = new Classes(database);
        enrolments = new Enrolments(database, now::get);
        roster = new Roster(database);
        links = new RosterLinks(database);
        door = new RosterDoor(database, now::get);
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from class"));
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner"));
        ada = account("ada", "instructor");
        bob = account("bob", "instructor");
        taught = make(new ClassPlan("Networks", CODE, LESSON, null, NOON.plusSeconds(3600), 3, null, null, 0, true));
    }

    @Test
    void a_list_is_added_to_the_roster_and_taken_again_changes_nothing() {
        String list = "name,reference,login\nCleo,1,cleo\nDan,,dan\nEve,3,\nFay,,";
        RosterChange change = roster.apply(ada, taught.id(), rows(list)).orElseThrow();
        assertThat(change.added()).hasSize(4);
        assertThat(roster.of(ada, taught.id()))
                .extracting(RosterEntry::name)
                .containsExactly("Cleo", "Dan", "Eve", "Fay");
        RosterChange again = roster.apply(ada, taught.id(), rows(list)).orElseThrow();
        assertThat(again.isEmpty()).isTrue();
        assertThat(again.kept()).isEqualTo(4);
        assertThat(new AuditLog(database)
                        .read(AuditLog.Filter.ALL, 1)
                        .getFirst()
                        .detail())
                .isEqualTo("0 added, 0 changed, 4 kept, 0 refused");
    }

    @Test
    void people_are_known_by_reference_else_login_else_name_and_nobody_is_taken_off() {
        roster.apply(ada, taught.id(), rows("name,reference,login\nCleo,1,cleo\nDan,,dan\nEve,,\nFay,4,"));
        RosterChange change = roster.apply(
                        ada, taught.id(), rows("name,reference,login\nCleopatra,1,cleo\nDan,2,dan\nEve,3,eve"))
                .orElseThrow();
        assertThat(change.added()).isEmpty();
        assertThat(change.changed())
                .extracting(changed ->
                        changed.before().name() + " " + changed.after().reference())
                .containsExactly("Cleo 1", "Dan 2", "Eve 3");
        assertThat(roster.of(ada, taught.id()))
                .extracting(RosterEntry::name)
                .containsExactly("Cleopatra", "Dan", "Eve", "Fay");
    }

    @Test
    void a_line_that_means_two_people_of_the_roster_is_refused() {
        roster.apply(ada, taught.id(), rows("name,reference,login\nCleo,1,cleo\nDan,2,dan"));
        RosterChange change = roster.compare(
                ada, taught.id(), rows("name,reference,login\nCleo,1,dan\nNew,9,cleo\nOther,1x,\nDan,2,"));
        assertThat(change.bad())
                .extracting(bad -> bad.line() + " " + bad.flaw())
                .containsExactly("2 TWO_PEOPLE");
        assertThat(change.changed()).hasSize(1);
        assertThat(change.added()).hasSize(1);
        assertThat(change.kept()).isEqualTo(1);
    }

    @Test
    void what_a_list_leaves_empty_stays() {
        roster.apply(ada, taught.id(), rows("name,reference,login\nCleo,1,cleo\nDan,2,dan"));
        RosterChange change = roster.apply(ada, taught.id(), rows("name,reference\nCleopatra,1\nDan,2"))
                .orElseThrow();
        assertThat(change.kept()).isEqualTo(1);
        assertThat(roster.of(ada, taught.id()))
                .extracting(entry -> entry.name() + " " + entry.login())
                .containsExactly("Cleopatra cleo", "Dan dan");
    }

    @Test
    void a_list_is_kept_while_it_is_looked_at_and_gone_once_it_is_applied() {
        assertThat(roster.keepDraft(bob, taught.id(), "name\nCleo")).isFalse();
        assertThat(roster.keepDraft(ada, taught.id(), "name\nCleo")).isTrue();
        assertThat(roster.keepDraft(ada, taught.id(), "name\nDan")).isTrue();
        assertThat(roster.draft(ada, taught.id())).contains("name\nDan");
        assertThat(roster.draft(bob, taught.id())).isEmpty();
        roster.apply(ada, taught.id(), rows("name\nDan"));
        assertThat(roster.draft(ada, taught.id())).isEmpty();
        roster.keepDraft(ada, taught.id(), "name\nEve");
        DATABASE.jdbi().useHandle(sql -> sql.execute("update roster_draft set made_at = now() - interval '25 hours'"));
        assertThat(roster.draft(ada, taught.id())).as("a day later").isEmpty();
    }

    @Test
    void a_personal_link_lets_in_exactly_its_person_and_lets_them_come_back() {
        roster.apply(ada, taught.id(), rows("name,reference\nCleo,1\nDan,2"));
        List<RosterLinks.Made> made = links.forAll(ada, taught.id(), false);
        assertThat(made).hasSize(2);
        assertThat(links.forAll(ada, taught.id(), false))
                .as("everybody has one")
                .isEmpty();
        Token link = made.getFirst().link();
        UUID cleo = session(door.follow(link, null));
        assertThat(enrolments.of(ada, taught.id()))
                .singleElement()
                .satisfies(e -> assertThat(e.name() + e.reference()).isEqualTo("Cleo1"))
                .satisfies(e -> assertThat(e.learner()).isEqualTo(cleo));
        assertThat(session(door.follow(link, null))).as("on another device").isEqualTo(cleo);
        now.set(NOON.plusSeconds(7200));
        assertThat(session(door.follow(link, null))).as("after the class").isEqualTo(cleo);
        assertThat(door.follow(made.getLast().link(), null))
                .as("who never came")
                .isEqualTo(new RosterDoor.Following.Refused(taught, Enrolments.Refusal.CLASS_OVER));
    }

    @Test
    void a_new_link_ends_the_old_one_and_leads_to_the_same_learner() {
        roster.apply(ada, taught.id(), rows("name\nCleo"));
        RosterLinks.Made old = links.forAll(ada, taught.id(), false).getFirst();
        UUID cleo = session(door.follow(old.link(), null));
        assertThat(links.forOne(bob, taught.id(), old.entry().id())).isEmpty();
        Token fresh =
                links.forOne(ada, taught.id(), old.entry().id()).orElseThrow().link();
        assertThat(door.follow(old.link(), null)).isEqualTo(new RosterDoor.Following.NoGood());
        assertThat(session(door.follow(fresh, null))).isEqualTo(cleo);
        assertThat(links.forAll(ada, taught.id(), true)).hasSize(1);
        assertThat(door.find(fresh)).isEmpty();
    }

    @Test
    void who_has_an_account_is_let_in_by_that_alone() {
        roster.apply(ada, taught.id(), rows("name\nCleo"));
        Token link = links.forAll(ada, taught.id(), false).getFirst().link();
        UUID cleo = session(door.follow(link, null));
        giveAccount(cleo, "cleo", "learner");
        assertThat(door.follow(link, null)).isEqualTo(new RosterDoor.Following.NeedsAccount(taught));
    }

    @Test
    void somebody_who_is_here_already_takes_the_place_as_who_they_are() {
        roster.apply(ada, taught.id(), rows("name,reference\nCleo,1"));
        Token link = links.forAll(ada, taught.id(), false).getFirst().link();
        UUID guest = learner("Kleopatra");
        assertThat(door.follow(link, guest)).isEqualTo(new RosterDoor.Following.AsBefore(taught));
        assertThat(enrolments.find(ada, taught.id(), guest))
                .map(Enrolled::reference)
                .contains("1");
        assertThat(door.follow(link, guest)).as("again").isEqualTo(new RosterDoor.Following.AsBefore(taught));
    }

    @Test
    void an_account_whose_login_is_on_the_roster_is_enrolled_by_itself_while_there_is_room() {
        roster.apply(ada, taught.id(), rows("name,login\nCleo,cleo\nDan,dan\nEve,eve\nFay,fay"));
        for (String login : List.of("cleo", "dan", "eve")) {
            assertThat(door.enrol(account(login, "learner"))).isEqualTo(1);
        }
        UUID fay = account("fay", "learner");
        assertThat(door.enrol(fay)).as("there are three places").isZero();
        UUID cleo = enrolments.of(ada, taught.id()).getFirst().learner();
        enrolments.remove(ada, taught.id(), cleo);
        assertThat(door.enrol(cleo)).as("removed stays removed").isZero();
        assertThat(door.enrol(fay)).isEqualTo(1);
        assertThat(roster.of(ada, taught.id()))
                .filteredOn(RosterEntry::gone)
                .extracting(RosterEntry::name)
                .containsExactly("Cleo");
    }

    @Test
    void who_is_removed_from_the_class_comes_back_only_by_a_new_link() {
        roster.apply(ada, taught.id(), rows("name\nCleo"));
        RosterLinks.Made old = links.forAll(ada, taught.id(), false).getFirst();
        UUID cleo = session(door.follow(old.link(), null));
        assertThat(enrolments.remove(ada, taught.id(), cleo)).isTrue();
        assertThat(door.find(old.link())).isEmpty();
        Token fresh =
                links.forOne(ada, taught.id(), old.entry().id()).orElseThrow().link();
        assertThat(session(door.follow(fresh, null))).isEqualTo(cleo);
        assertThat(enrolments.find(ada, taught.id(), cleo)).isPresent();
    }

    @Test
    void another_instructor_sees_nothing_of_a_roster_and_changes_nothing() {
        roster.apply(ada, taught.id(), rows("name\nCleo"));
        UUID entry = roster.of(ada, taught.id()).getFirst().id();
        assertThat(roster.of(bob, taught.id())).isEmpty();
        assertThat(roster.find(bob, taught.id(), entry)).isEmpty();
        assertThat(roster.apply(bob, taught.id(), rows("name\nDan"))).isEmpty();
        assertThat(links.forAll(bob, taught.id(), true)).isEmpty();
        assertThat(roster.remove(bob, taught.id(), entry)).isFalse();
        assertThat(roster.remove(ada, taught.id(), entry)).isTrue();
        assertThat(roster.of(ada, taught.id())).isEmpty();
    }

    private UUID session(RosterDoor.Following following) {
        return switch (following) {
            case RosterDoor.Following.SignedIn(var _, Token session) ->
                new Sessions(database).learner(session).orElseThrow();
            case RosterDoor.Following.AsBefore _,
                    RosterDoor.Following.NeedsAccount _,
                    RosterDoor.Following.Refused _,
                    RosterDoor.Following.NoGood _ -> throw new AssertionError(following);
        };
    }

    private static RosterFile.Reading.Rows rows(String text) {
        return (RosterFile.Reading.Rows) RosterFile.read(text);
    }

    private TaughtClass make(ClassPlan plan) {
        return switch (classes.make(ada, plan)) {
            case Classes.Making.Made(TaughtClass made) -> made;
            case Classes.Making.CodeTaken taken -> throw new AssertionError(taken);
        };
    }

    @Test
    void a_login_that_somebody_chose_for_themselves_takes_nobodys_place() {
        roster.apply(ada, taught.id(), rows("name,login\nCleo,cleo"));
        UUID impostor = account("cleo", "learner");
        DATABASE.jdbi().useHandle(sql -> sql.execute("update account set invited = false where learner = ?", impostor));
        assertThat(door.enrol(impostor)).isZero();
        assertThat(enrolments.of(ada, taught.id())).isEmpty();
    }

    @Test
    void a_login_for_which_a_provider_vouches_takes_its_place_as_long_as_it_does() {
        roster.apply(ada, taught.id(), rows("name,login\nCleo,cleo\nDan,dan"));
        Accounts accounts = new Accounts(database, new PasswordHashes());
        UUID cleo = entered(accounts, "1", new Login("cleo"));
        assertThat(door.enrol(cleo)).isEqualTo(1);
        assertThat(door.enrol(cleo)).as("once").isZero();
        assertThat(door.enrol(entered(accounts, "2", null))).isZero();
        UUID dan = entered(accounts, "3", new Login("dan"));
        assertThat(entered(accounts, "3", null))
                .as("the provider has taken it back")
                .isEqualTo(dan);
        assertThat(door.enrol(dan)).isZero();
    }

    private static UUID entered(Accounts accounts, String subject, @Nullable Login vouched) {
        return accounts.enter("https://idp", subject, new LearnerName("Somebody"), Role.LEARNER, vouched)
                .orElseThrow();
    }

    private UUID learner(String name) {
        return new Learners(database).join(new LearnerName(name)).learner();
    }

    private UUID account(String login, String role) {
        UUID id = learner(login);
        giveAccount(id, login, role);
        return id;
    }

    private static void giveAccount(UUID id, String login, String role) {
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute(
                        "insert into account (learner, login, password_hash, role, invited) values (?, ?, 'none', ?, true)",
                        id,
                        login,
                        role));
    }
}
