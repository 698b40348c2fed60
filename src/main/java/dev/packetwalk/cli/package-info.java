/**
 * The tools of the command line: small programs over the rooms below, each a picocli command. Input comes from files or standard
 * input, results go to standard output, problems to standard error.
 *
 * <p>Knows nothing about pages and sessions.
 */
@NullMarked
package dev.packetwalk.cli;

import org.jspecify.annotations.NullMarked;
