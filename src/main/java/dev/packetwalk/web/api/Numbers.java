package dev.packetwalk.web.api;

import dev.packetwalk.web.words.ApiWords;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Numbers in queries. The framework would say of one that is none that there is no such address. */
final class Numbers {
    private Numbers() {}

    /**
     * Reads a number.
     *
     * @param usual what it is if nothing was asked for
     * @param detail what to say if it is none, or out of its bounds
     * @throws ProblemException then
     */
    static int within(int least, int most, int usual, @Nullable String text, Function<ApiWords, String> detail) {
        try {
            int number = text == null ? usual : Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // As if it were out of its bounds.
        }
        throw new ProblemException(ProblemKind.BAD_REQUEST, detail);
    }
}
