package dev.packetwalk.lesson;

import java.util.List;

/**
 * Where a reader of one file puts the problems it finds, so that an author sees all of them at once.
 *
 * @param file as a {@link Problem} names it
 * @param problems of the whole load, added to
 */
record Report(String file, List<Problem> problems) {
    void add(int line, String message, String remedy) {
        problems.add(new Problem(file, line, message, remedy));
    }
}
