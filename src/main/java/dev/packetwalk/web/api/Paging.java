package dev.packetwalk.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packetwalk.web.words.ApiWords;
import jakarta.ws.rs.QueryParam;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for. */
public final class Paging {
    static final int MOST = 200;
    private static final int USUAL = 50;

    @QueryParam("limit")
    @Parameter(
            description = "The most items of a page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "Where the page begins: what the page before it calls next. Without it, the first page.")
    @Nullable
    String cursor;

    /** Made by the framework. */
    public Paging() {}

    /**
     * The most items of the page.
     *
     * @throws ProblemException if there cannot be as many
     */
    int most() {
        return Numbers.within(1, MOST, USUAL, limit, ApiWords::badLimit);
    }

    /** The key of the last item before the page, as {@link #listing} has written it into the cursor. */
    Optional<String> after() {
        try {
            return cursor == null || cursor.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
        } catch (IllegalArgumentException _) {
            throw new ProblemException(ProblemKind.BAD_CURSOR);
        }
    }

    /** Like {@link #after}, where keys are numbers. */
    Optional<Long> afterNumber() {
        try {
            return after().map(Long::valueOf);
        } catch (NumberFormatException _) {
            throw new ProblemException(ProblemKind.BAD_CURSOR);
        }
    }

    /**
     * The page of a list of which one item more was read than the page has, if there is one.
     *
     * @param key names an item among the others
     */
    <T, V> Listing<V> listing(List<T> read, Function<T, Object> key, Function<T, V> view) {
        int most = most();
        List<T> page = read.size() > most ? read.subList(0, most) : read;
        String next = read.size() > most ? cursorOf(key.apply(page.getLast())) : null;
        return new Listing<>(page.stream().map(view).toList(), next);
    }

    /** The page of a list that is at hand, in its order. */
    <T, V> Listing<V> cut(List<T> all, Function<T, Object> key, Function<T, V> view) {
        int from = after().map(last -> indexOf(all, key, last) + 1).orElse(0);
        return listing(all.subList(from, Math.min(all.size(), from + most() + 1)), key, view);
    }

    private static <T> int indexOf(List<T> all, Function<T, Object> key, String last) {
        for (int i = 0; i < all.size(); i++) {
            if (key.apply(all.get(i)).toString().equals(last)) {
                return i;
            }
        }
        throw new ProblemException(ProblemKind.BAD_CURSOR);
    }

    private static String cursorOf(Object key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.toString().getBytes(UTF_8));
    }
}
