package dev.packetwalk.web.people;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** How people come in. Where the provider of identities is, and who we are to it, is told by {@code quarkus.oidc}. */
@ConfigMapping(prefix = "packetwalk.people")
public interface PeopleSettings {
    /** Whether to make a link for an administrator at the start although there is one: for when nobody can sign in any more. */
    @WithDefault("false")
    boolean administratorLink();

    /** Signing in by OpenID Connect. */
    Provider provider();

    /** A provider of identities. What it calls its roles is taken from the claim that {@code quarkus.oidc.roles} names. */
    interface Provider {
        @WithDefault("false")
        boolean enabled();

        /** What the sign-in page calls it. */
        @WithDefault("your organisation")
        String label();

        /** The provider's roles that make an administrator; none by default. */
        Optional<Set<String>> administrators();

        /** The provider's roles that make an instructor. */
        Optional<Set<String>> instructors();

        /** The provider's roles that make a grader. */
        Optional<Set<String>> graders();

        /**
         * The claim of the provider's ID token that is somebody's login on rosters, such as {@code preferred_username}; none by
         * default. Name only one that people cannot choose for themselves. That of {@code email} counts only if the provider says
         * that it is verified.
         */
        Optional<String> loginClaim();
    }
}
