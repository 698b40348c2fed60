/**
 * Addresses that are told what happens in a class, and what is to be sent to them.
 *
 * <p>Knows nothing about HTTP, pages or how something is sent.
 */
@NullMarked
package dev.packetwalk.progress.webhooks;

import org.jspecify.annotations.NullMarked;
