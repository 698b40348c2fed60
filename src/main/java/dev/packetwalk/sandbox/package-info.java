/**
 * The port to sandboxes: claim, adopt, reset, release; terminals, snapshots, watching and probing; the warm pool, leases and
 * the reconciler.
 *
 * <p>Speaks of sandboxes, streams and files; knows nothing about containers, Docker, SQL or HTTP.
 */
@NullMarked
package dev.packetwalk.sandbox;

import org.jspecify.annotations.NullMarked;
