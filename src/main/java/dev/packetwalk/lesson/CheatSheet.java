package dev.packetwalk.lesson;

import java.util.List;

/**
 * What to type for what, from {@code cheatsheet.yaml}.
 *
 * @param groups in order; empty for a lesson without a sheet
 */
public record CheatSheet(List<Group> groups) {
    /** Of a lesson that has none. */
    public static final CheatSheet EMPTY = new CheatSheet(List.of());

    public CheatSheet {
        groups = List.copyOf(groups);
    }

    /** Entries that belong together. */
    public record Group(String title, List<Entry> entries) {
        public Group {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One line of the sheet.
     *
     * @param task what somebody wants to do
     * @param command what they type for it, one line
     * @param note what to mind; empty for nothing
     * @param section the id of the lesson's section that tells more; empty for none
     */
    public record Entry(String task, String command, String note, String section) {}
}
