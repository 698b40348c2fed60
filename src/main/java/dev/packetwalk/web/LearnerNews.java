package dev.packetwalk.web;

import dev.packetwalk.progress.Attempt;
import dev.packetwalk.sandbox.Lease;

/**
 * Something has happened in a sandbox that learners are graded in.
 *
 * @param lease whose sandbox it is
 * @param attempt at which exercise, as it will be written down in a moment
 */
public record LearnerNews(Lease lease, Attempt attempt) {}
