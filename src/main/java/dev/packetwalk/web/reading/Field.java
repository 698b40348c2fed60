package dev.packetwalk.web.reading;

/**
 * A piece of a tool's output that can be pointed at.
 *
 * @param text as the tool printed it
 * @param meaning what it is about
 * @param value what the words are about, such as a port without what stands before it; may be empty
 */
public record Field(String text, Meaning meaning, String value) {
    static Field of(String text, Meaning meaning) {
        return new Field(text, meaning, text);
    }
}
