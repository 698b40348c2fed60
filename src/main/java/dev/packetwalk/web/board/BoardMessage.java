package dev.packetwalk.web.board;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.packetwalk.web.board.BoardView.ColumnView;
import dev.packetwalk.web.board.BoardView.CountsView;
import dev.packetwalk.web.board.BoardView.ObstacleView;
import dev.packetwalk.web.board.BoardView.RowView;
import java.util.List;

/** What the server tells an open board, as JSON with a {@code kind}. Text in it is text: the page escapes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface BoardMessage {
    /**
     * What is different.
     *
     * @param rows the learners of whom something is
     * @param size how many learners there are: a page that shows another number loads itself again
     * @param waiting who waits for a machine: when it is somebody else, a page asks for that part again
     */
    @JsonTypeName("board")
    record Changed(
            List<RowView> rows,
            int size,
            List<ColumnView> columns,
            List<ObstacleView> obstacles,
            CountsView counts,
            List<Snapshot.Waiting> waiting)
            implements BoardMessage {}

    /** The same without anybody's name. */
    @JsonTypeName("progress")
    record Progress(List<ColumnView> columns, List<ObstacleView> obstacles, CountsView counts)
            implements BoardMessage {}
}
