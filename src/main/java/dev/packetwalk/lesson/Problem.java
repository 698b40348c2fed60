package dev.packetwalk.lesson;

/**
 * Something wrong with a lesson, for its author.
 *
 * @param file relative to the folder that was loaded, with {@code /} between names
 * @param line from 1; 0 if it concerns the file as a whole
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record Problem(String file, int line, String message, String remedy) {
    /** {@code file:line: message; remedy}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message + "; " + remedy;
    }
}
