package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.KeptWalks;
import dev.packetwalk.progress.classes.Notes.Note;
import dev.packetwalk.web.CheckView;
import dev.packetwalk.web.LeaseView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learner of a class and one exercise, as an instructor sees them.
 *
 * @param here the address of the page, without its query
 * @param tabs the exercises, and how the learner stands with each
 * @param exercise the chosen one, in the instructor's language and with the learner's own ports and addresses
 * @param cell how they stand with it
 * @param row the learner in the class
 * @param lease their machine for it; {@code null} if they have none
 * @param checks as the learner sees them
 * @param hints those that they have uncovered
 * @param solutionSeen whether they have looked at the solution
 * @param solutionGiven whether somebody has let them
 * @param begun whether there is an attempt
 * @param timeline what they have done, the newest first
 * @param notes what was written to them, the newest first
 * @param walks the walks of packets that they have kept on this machine, the newest first
 * @param terminals those that can be looked at
 */
public record LearnerView(
        String here,
        List<TabView> tabs,
        Exercise exercise,
        BoardView.CellView cell,
        BoardView.RowView row,
        @Nullable LeaseView lease,
        List<CheckView> checks,
        List<Exercise.Hint> hints,
        boolean solutionSeen,
        boolean solutionGiven,
        boolean begun,
        List<Timeline.Item> timeline,
        List<Note> notes,
        List<KeptWalks.Kept> walks,
        List<TerminalTab> terminals) {
    /** A terminal to look at: {@code t2} is number 2. */
    public record TerminalTab(String name, String number) {}

    /** An exercise to choose. */
    public record TabView(BoardView.CellView cell, int number, String title, boolean chosen) {}
}
