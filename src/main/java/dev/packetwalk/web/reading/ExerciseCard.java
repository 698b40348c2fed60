package dev.packetwalk.web.reading;

import dev.packetwalk.lesson.Exercise;

/** An exercise where the text comes to it, and in the table of contents. */
public record ExerciseCard(Exercise exercise, boolean passed, boolean begun) {}
