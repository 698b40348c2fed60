package dev.packetwalk.web.people;

import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Login;
import dev.packetwalk.progress.NewPassword;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.access.ApiSecret;
import dev.packetwalk.progress.access.ApiToken;
import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.progress.access.Scope;
import dev.packetwalk.web.terminal.SignedIn;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Somebody of each role. */
@Singleton
public final class TestPeople {
    /** What all of them sign in with. */
    public static final String PASSWORD = "a walk in the park";

    private final OneTimeLinks links;
    private final Sessions sessions;
    private final Learners learners;
    private final ApiTokens apiTokens;
    private final Accounts accounts;
    private final Map<Role, UUID> ids = new EnumMap<>(Role.class);
    private final Map<UUID, Login> logins = new ConcurrentHashMap<>();
    private final Map<UUID, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    TestPeople(OneTimeLinks links, Sessions sessions, Learners learners, ApiTokens apiTokens, Accounts accounts) {
        this.apiTokens = apiTokens;
        this.accounts = accounts;
        this.links = links;
        this.sessions = sessions;
        this.learners = learners;
    }

    /** A new session of the one with a role; of a new guest for {@code null}. */
    public String as(@Nullable Role role) {
        return role == null
                ? SignedIn.as("Guest", learners).token()
                : sessions.open(the(role)).value();
    }

    /** Makes somebody with an account of a guest. */
    public void keep(UUID guest) {
        accounts.keep(guest, login("kept"), password());
    }

    /** A token of somebody's with every scope that there is. */
    public String tokenOf(UUID account) {
        return tokens.computeIfAbsent(account, id -> tokenOf(id, EnumSet.allOf(Scope.class)));
    }

    /** A new token of somebody's with some scopes. */
    public String tokenOf(UUID account, Set<Scope> scopes) {
        return switch (apiTokens.make(account, "for tests", scopes, Duration.ofHours(1))) {
            case ApiTokens.Making.Made(ApiSecret secret, ApiToken _) -> secret.value();
            case ApiTokens.Making other -> throw new IllegalStateException("not made: " + other);
        };
    }

    /** The one with a role; somebody else is made once they are deactivated or changed. */
    public synchronized UUID the(Role role) {
        UUID known = ids.get(role);
        if (known == null) {
            known = make(role, role.word());
            ids.put(role, known);
        }
        return known;
    }

    /** What somebody whom this has made signs in with. */
    public String login(UUID who) {
        return Objects.requireNonNull(logins.get(who), "nobody made here").value();
    }

    /** Somebody new, whose login begins with a word. */
    public UUID make(Role role, String word) {
        Login login = login(word);
        Token link = links.forFirstAdministrator();
        if (role != Role.ADMINISTRATOR) {
            link = links.invite(the(Role.ADMINISTRATOR), role, "");
        }
        return switch (links.accept(link, new LearnerName(word), login, password())) {
            case OneTimeLinks.Acceptance.Made(UUID id) -> {
                logins.put(id, login);
                yield id;
            }
            case OneTimeLinks.Acceptance other -> throw new IllegalStateException("not made: " + other);
        };
    }

    private Login login(String word) {
        return new Login(word + numbers.incrementAndGet());
    }

    private static NewPassword password() {
        return switch (NewPassword.parse(PASSWORD, new Login("somebody"))) {
            case NewPassword.Parsed.Accepted(NewPassword accepted) -> accepted;
            case NewPassword.Parsed.Refused(var problem) -> throw new IllegalStateException("refused: " + problem);
        };
    }
}
