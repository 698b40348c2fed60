package dev.packetwalk.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Editions of one exercise, remembered: a learner's page asks for the same one again and again, and to read one anew takes
 * milliseconds. The least recently used go first. Learners whose draws are equal share an edition. Safe for use by many threads.
 */
final class RecentEditions implements Exercise.Editions {
    static final int MOST = 200;

    private final List<Parameter> parameters;
    private final Reader reader;
    private final Map<Map<String, String>, Exercise> byDraws = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, String>, Exercise> eldest) {
            return size() > MOST;
        }
    };

    /** Makes an edition, always the same of the same values. */
    interface Reader {
        /**
         * Makes it.
         *
         * @param draws the values of the parameters, by name
         * @param editions where the edition finds the others
         */
        Exercise read(Map<String, String> draws, Exercise.Editions editions);
    }

    RecentEditions(List<Parameter> parameters, Reader reader) {
        this.parameters = List.copyOf(parameters);
        this.reader = reader;
    }

    @Override
    public synchronized Optional<Exercise> of(long seed) {
        Map<String, String> draws = Parameter.draw(parameters, seed);
        Exercise edition = byDraws.get(draws);
        if (edition == null) {
            edition = reader.read(draws, this);
            byDraws.put(draws, edition);
        }
        return Optional.of(edition);
    }

    synchronized int remembered() {
        return byDraws.size();
    }
}
