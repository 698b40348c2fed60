package dev.packetwalk.recall;

/**
 * What is thought to be in somebody's head about one thing.
 *
 * @param step how many steps of learning lie behind, from 0; 0 in {@link Phase#REVIEW}
 * @param stability after how many days it would be remembered with a probability of 0.9; more than 0
 * @param difficulty how hard it is to make it stick, from 1 to 10
 */
public record Memory(Phase phase, int step, double stability, double difficulty) {
    /** Throws if a value is out of its range, which no scheduler makes: what is stored was damaged. */
    public Memory {
        if (step < 0 || !(stability > 0) || !(difficulty >= 1 && difficulty <= 10)) {
            throw new IllegalArgumentException(
                    "no memory has step %d, stability %s and difficulty %s".formatted(step, stability, difficulty));
        }
    }
}
