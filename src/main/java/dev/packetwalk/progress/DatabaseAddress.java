package dev.packetwalk.progress;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and who connects.
 *
 * @param jdbcUrl starts with {@code jdbc:postgresql:} and holds neither user nor password
 * @param user the role
 * @param password its password; empty if the server asks for none
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /** The variable that says which database to use; without it the server starts its own. */
    public static final String URL_VARIABLE = "PACKETWALK_DATABASE_URL";

    static final String USER_VARIABLE = "PACKETWALK_DATABASE_USER";
    static final String PASSWORD_VARIABLE = "PACKETWALK_DATABASE_PASSWORD";
    private static final String FORM = "postgresql://user:password@host:5432/database";

    /** What a log may show: never the password. */
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }

    /**
     * Reads the address from the environment.
     *
     * @return {@code null} if {@value URL_VARIABLE} is not set or empty
     * @throws DatabaseStartException if it is set and cannot be understood
     */
    public static @Nullable DatabaseAddress from(Map<String, String> environment) {
        String url = environment.getOrDefault(URL_VARIABLE, "").strip();
        if (url.isEmpty()) {
            return null;
        }
        DatabaseAddress address = parse(url);
        String user = environment.getOrDefault(USER_VARIABLE, address.user());
        String password = environment.getOrDefault(PASSWORD_VARIABLE, address.password());
        if (user.isEmpty()) {
            throw new DatabaseStartException(
                    URL_VARIABLE + " names no user: write " + FORM + ", or set " + USER_VARIABLE);
        }
        return new DatabaseAddress(address.jdbcUrl(), user, password);
    }

    /** Reads {@code [jdbc:]postgres[ql]://[user[:password]@]host[:port]/database[?options]}. */
    private static DatabaseAddress parse(String url) {
        URI uri;
        try {
            uri = new URI(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        } catch (URISyntaxException e) {
            // The cause would print the password: it is left out.
            throw new DatabaseStartException(URL_VARIABLE + " is not a URL; write it like " + FORM);
        }
        boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!postgres
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) {
            throw new DatabaseStartException(URL_VARIABLE + " does not look like " + FORM);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String[] who = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + options,
                decode(who[0]),
                who.length == 2 ? decode(who[1]) : "");
    }

    private static String decode(String part) {
        // A plus sign is itself in the user part of a URL, not a space.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
