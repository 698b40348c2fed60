package dev.packetwalk.progress;

/**
 * Names a flashcard.
 *
 * @param lesson the lesson's id
 * @param card the card's id in it
 */
public record CardKey(String lesson, String card) {
    @Override
    public String toString() {
        return lesson + "/" + card;
    }
}
