/**
 * The API for programs, under {@code /api/v1}: resources, their records, and what goes wrong as problems (RFC 9457).
 *
 * <p>Knows nothing about pages, terminals and SQL.
 */
@NullMarked
package dev.packetwalk.web.api;

import org.jspecify.annotations.NullMarked;
