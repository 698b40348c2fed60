/**
 * Thin resources, template records, error mapping, sign-in; wires the rooms together.
 *
 * <p>Knows nothing about Docker or SQL.
 */
@NullMarked
package dev.packetwalk.web;

import org.jspecify.annotations.NullMarked;
