package dev.packetwalk.lesson;

import java.util.Optional;

/**
 * A question to be asked again and again, until its answer is known by heart.
 *
 * @param id unique in the lesson; what a learner remembers hangs on it
 * @param topic what it is about, a word or two, plain text
 * @param after the id of the exercise that is passed before it is first asked; empty if it is asked from the start
 * @param question safe HTML
 * @param answer safe HTML
 */
public record Flashcard(String id, String topic, Optional<String> after, String question, String answer) {}
