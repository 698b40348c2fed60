package dev.packetwalk.progress.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.TestDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiTokensTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration DAY = Duration.ofDays(1);

    private ApiTokens tokens = new ApiTokens(new Database(DATABASE.dataSource()));
    private UUID grace = UUID.randomUUID();

    @BeforeEach
    void connect() {
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner"));
        tokens = new ApiTokens(new Database(DATABASE.dataSource()));
        grace = account("grace", "instructor");
    }

    @Test
    void a_token_is_known_by_its_secret_of_which_only_the_hash_is_kept() {
        ApiTokens.Making.Made made = made(Set.of(Scope.CLASSES_READ), DAY);
        assertThat(made.secret().value()).matches("pw_[A-Za-z0-9_-]{43}");
        assertThat(made.secret().toString()).doesNotContain(made.secret().value());
        ApiTokens.Holder holder = tokens.holder(
                        ApiSecret.parse(made.secret().value()).orElseThrow())
                .orElseThrow();
        assertThat(holder.account()).isEqualTo(grace);
        assertThat(holder.scopes()).containsExactly(Scope.CLASSES_READ);
        String kept = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select t::text from api_token t")
                        .mapTo(String.class)
                        .one());
        assertThat(kept).doesNotContain(made.secret().value().substring(3));
        assertThat(tokens.of(grace)).singleElement().satisfies(token -> {
            assertThat(token.id()).isEqualTo(holder.token());
            assertThat(token.usedAt()).isNotNull();
        });
    }

    @Test
    void a_token_gives_no_more_than_its_owner_may_at_the_moment() {
        ApiSecret secret = made(EnumSet.allOf(Scope.class), DAY).secret();
        assertThat(scopes(secret)).isEqualTo(Scope.of(dev.packetwalk.progress.Role.INSTRUCTOR));
        role("learner");
        assertThat(scopes(secret)).doesNotContain(Scope.CLASSES_READ, Scope.CLASSES_WRITE);
        role("grader");
        assertThat(scopes(secret)).contains(Scope.CLASSES_READ).doesNotContain(Scope.CLASSES_WRITE);
        DATABASE.jdbi().useHandle(sql -> sql.execute("update account set deactivated_at = now()"));
        assertThat(tokens.holder(secret)).isEmpty();
    }

    @Test
    void what_the_owner_may_not_is_left_out_and_a_guest_has_none() {
        role("learner");
        assertThat(tokens.make(grace, "x", Set.of(Scope.CLASSES_WRITE), DAY))
                .isEqualTo(new ApiTokens.Making.NotAllowed());
        assertThat(made(Set.of(Scope.CLASSES_WRITE, Scope.LESSONS_READ), DAY)
                        .token()
                        .scopes())
                .containsExactly(Scope.LESSONS_READ);
        assertThat(tokens.make(UUID.randomUUID(), "x", Set.of(Scope.LESSONS_READ), DAY))
                .isEqualTo(new ApiTokens.Making.NotAllowed());
    }

    @Test
    void a_token_that_is_over_or_revoked_is_good_for_nothing() {
        ApiTokens.Making.Made one = made(Set.of(Scope.LESSONS_READ), DAY);
        ApiTokens.Making.Made other = made(Set.of(Scope.LESSONS_READ), DAY);
        UUID bob = account("bob", "administrator");
        assertThat(tokens.revoke(bob, one.token().id())).as("by somebody else").isFalse();
        assertThat(tokens.revoke(grace, one.token().id())).isTrue();
        assertThat(tokens.revoke(grace, one.token().id())).as("twice").isFalse();
        assertThat(tokens.holder(one.secret())).isEmpty();
        assertThat(tokens.holder(other.secret())).isPresent();
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute("update api_token set made_at = now() - interval '2 days',"
                        + " expires_at = now() - interval '1 second' where revoked_at is null"));
        assertThat(tokens.holder(other.secret())).isEmpty();
        assertThat(tokens.of(grace)).hasSize(2);
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute("update api_token set made_at = now() - interval '60 days',"
                        + " expires_at = now() - interval '31 days'"));
        assertThat(tokens.of(grace)).isEmpty();
    }

    @Test
    void a_token_lasts_for_a_year_at_most_and_an_account_has_a_bounded_number() {
        assertThatThrownBy(() -> made(Set.of(Scope.LESSONS_READ), ApiTokens.LONGEST.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < ApiTokens.MOST; i++) {
            made(Set.of(Scope.LESSONS_READ), ApiTokens.LONGEST);
        }
        assertThat(tokens.make(grace, "one more", Set.of(Scope.LESSONS_READ), DAY))
                .isEqualTo(new ApiTokens.Making.TooMany());
    }

    @Test
    void what_an_instructor_makes_and_revokes_is_noted() {
        ApiTokens.Making.Made made = made(Set.of(Scope.CLASSES_READ), DAY);
        tokens.revoke(grace, made.token().id());
        List<String> noted = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select action from audit_entry where actor = :grace order by id")
                        .bind("grace", grace)
                        .mapTo(String.class)
                        .list());
        assertThat(noted).containsExactly("token_made", "token_revoked");
    }

    private Set<Scope> scopes(ApiSecret secret) {
        return tokens.holder(secret).orElseThrow().scopes();
    }

    private ApiTokens.Making.Made made(Set<Scope> scopes, Duration lasts) {
        return (ApiTokens.Making.Made) tokens.make(grace, "for the nightly export", scopes, lasts);
    }

    private static void role(String role) {
        DATABASE.jdbi().useHandle(sql -> sql.execute("update account set role = ?", role));
    }

    private static UUID account(String login, String role) {
        UUID id = UUID.randomUUID();
        DATABASE.jdbi().useHandle(sql -> {
            sql.execute("insert into learner (id, name) values (?, ?)", id, login);
            sql.execute(
                    "insert into account (learner, login, password_hash, role) values (?, ?, 'x', ?)", id, login, role);
        });
        return id;
    }
}
