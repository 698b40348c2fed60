package dev.packetwalk.web.reading;

import dev.packetwalk.lesson.CheatSheet;
import org.jspecify.annotations.Nullable;

/**
 * A part of a section as a page shows it; exactly one of its values is there, and the machine's own beside the example's where there is
 * one.
 *
 * @param html text; safe
 * @param caption a sentence beneath; empty for none
 */
public record PieceView(
        @Nullable String html,
        String caption,
        @Nullable ListingView listing,
        @Nullable ListingView ownListing,
        @Nullable EntryView entry,
        @Nullable EntryView ownEntry,
        @Nullable TwoLanguages languages,
        boolean ownLanguages,
        @Nullable ServicesView services,
        @Nullable CheatSheet sheet,
        @Nullable ExerciseCard exercise) {
    private static final PieceView NOTHING =
            new PieceView(null, "", null, null, null, null, null, false, null, null, null);

    static PieceView text(String html) {
        return new PieceView(html, "", null, null, null, null, null, false, null, null, null);
    }

    static PieceView listing(String caption, ListingView example, @Nullable ListingView own) {
        return new PieceView(null, caption, example, own, null, null, null, false, null, null, null);
    }

    static PieceView entry(String caption, EntryView example, @Nullable EntryView own) {
        return new PieceView(null, caption, null, null, example, own, null, false, null, null, null);
    }

    static PieceView languages(String caption, TwoLanguages shown, boolean own) {
        return new PieceView(null, caption, null, null, null, null, shown, own, null, null, null);
    }

    static PieceView services(String caption, ServicesView services) {
        return new PieceView(null, caption, null, null, null, null, null, false, services, null, null);
    }

    static PieceView sheet(CheatSheet sheet) {
        return new PieceView(null, "", null, null, null, null, null, false, null, sheet, null);
    }

    static PieceView exercise(@Nullable ExerciseCard card) {
        return card == null ? NOTHING : new PieceView(null, "", null, null, null, null, null, false, null, null, card);
    }
}
