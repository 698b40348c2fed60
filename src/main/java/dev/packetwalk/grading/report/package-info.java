/**
 * Results in the forms that other programs read: JUnit's XML and the Test Anything Protocol.
 *
 * <p>Knows nothing about lessons, evidence, HTTP and files.
 */
@NullMarked
package dev.packetwalk.grading.report;

import org.jspecify.annotations.NullMarked;
