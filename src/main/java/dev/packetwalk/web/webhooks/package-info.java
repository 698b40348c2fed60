/**
 * Sends what happens in a class to the addresses that its instructors name, and the page on which they do.
 *
 * <p>Knows nothing about sandboxes, lessons or how it comes to be known what happened.
 */
@NullMarked
package dev.packetwalk.web.webhooks;

import org.jspecify.annotations.NullMarked;
