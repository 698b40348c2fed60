/**
 * The commands: thin, each reads what it is given, asks another room, and prints what came out.
 *
 * <p>Knows nothing about pages, sessions or the server.
 */
@NullMarked
package dev.packetwalk.cli;

import org.jspecify.annotations.NullMarked;
