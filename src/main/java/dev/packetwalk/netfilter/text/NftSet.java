package dev.packetwalk.netfilter.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The elements of a named set, when they are fixed and plain.
 *
 * @param elements as they were written; empty when the set changes by itself or holds more than values
 */
record NftSet(Optional<List<String>> elements) {
    static NftSet parse(String text) {
        boolean changes = text.contains("timeout") || text.contains("dynamic");
        int start = text.indexOf("elements = {");
        if (changes) {
            return new NftSet(Optional.empty());
        }
        if (start < 0) {
            return new NftSet(Optional.of(List.of()));
        }
        Words words = Words.split(text.substring(start + "elements =".length()));
        return new NftSet(braced(words));
    }

    /** The elements between braces, the cursor being at the opening one; empty when an element is more than one word. */
    static Optional<List<String>> braced(Words words) {
        List<String> elements = new ArrayList<>();
        words.next();
        boolean expectValue = true;
        boolean plain = true;
        while (words.hasNext() && !words.peek().is("}")) {
            Word word = words.next();
            boolean comma = !word.quoted() && word.text().endsWith(",");
            String value = comma ? word.text().substring(0, word.text().length() - 1) : word.text();
            if (!value.isEmpty()) {
                plain &= expectValue && !value.equals("{");
                elements.add(value);
                expectValue = false;
            }
            expectValue |= comma;
        }
        if (!words.hasNext()) {
            return Optional.empty();
        }
        words.next();
        return plain ? Optional.of(elements) : Optional.empty();
    }
}
