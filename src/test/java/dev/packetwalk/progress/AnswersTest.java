package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnswersTest {
    private static final ExerciseKey READING = new ExerciseKey("chains", "reading");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final Attempts attempts = new Attempts(database);
    private final Answers answers = new Answers(database, () -> NOON);
    private final Attempt attempt = attempts.open(join(), READING);

    @Test
    void the_newest_answer_to_a_check_counts_with_hostile_text_as_it_is() {
        Map<String, String> hostile = Map.of("port", "'); drop table answer; -- \0 ☃", "host", "");
        assertThat(answers.latest(attempt, "ports")).isEmpty();
        answers.add(attempt, "ports", Map.of("port", "22"));
        answers.add(attempt, "ports", hostile);
        answers.add(attempt, "other", Map.of("port", "1"));
        assertThat(answers.latest(attempt, "ports")).contains(new GivenAnswer("ports", hostile, NOON));
        assertThat(answers.of(attempt)).hasSize(3);
    }

    @Test
    void old_answers_make_room() {
        for (int i = 0; i < Answers.MOST_ANSWERS + 5; i++) {
            answers.add(attempt, "ports", Map.of("port", Integer.toString(i)));
        }
        assertThat(answers.of(attempt)).hasSize(Answers.MOST_ANSWERS);
        assertThat(answers.of(attempt).getFirst().fields()).containsEntry("port", "5");
    }

    @Test
    void what_is_too_long_is_not_kept() {
        assertThat(answers.add(attempt, "ports", Map.of("port", "x".repeat(Answers.LONGEST_ANSWER))))
                .isFalse();
        assertThat(answers.of(attempt)).isEmpty();
    }

    @Test
    void another_learners_answers_are_out_of_reach_even_with_the_attempts_number() {
        answers.add(attempt, "ports", Map.of("port", "22"));
        Attempt claimed = new Attempt(attempt.id(), join(), READING, NOON, null, 0, null);
        assertThat(answers.of(claimed)).isEmpty();
    }

    private UUID join() {
        return ((Learners.Joining.Joined) new Learners(database).join(new LearnerName("Ada"), null)).learner();
    }
}
