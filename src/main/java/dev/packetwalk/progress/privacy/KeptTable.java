package dev.packetwalk.progress.privacy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table in which something is kept about somebody, and what of it they get when they ask for a copy.
 *
 * @param name of the table
 * @param thing what is kept in it
 * @param file what its part of the copy is called, without an ending; empty if none of it is in a file of its own
 * @param whose which rows are about {@code :learner}, as SQL; the table is {@code t}
 * @param order in which order its rows are, as SQL; makes no two the same
 * @param page how many of its rows are read at a time: few where they are large
 * @param shown what is in the copy: SQL by name
 * @param leftOut columns that are not in the copy, and why
 */
public record KeptTable(
        String name,
        KeptThing thing,
        String file,
        String whose,
        String order,
        int page,
        Map<String, String> shown,
        Map<String, LeftOut> leftOut) {
    private static final int USUAL_PAGE = 500;

    public KeptTable {
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }

    /** Why a column is not in the copy. */
    public enum LeftOut {
        /** It would let somebody in, or help to guess what does. */
        SECRET,
        /** It is about somebody else. */
        ANOTHERS,
        /** The id of the learner, which {@code you.json} has. */
        OWN_ID,
        /** The bundles of evidence have it. */
        IN_EVIDENCE,
        /** The files that asciinema plays have it. */
        IN_CASTS,
        /** It means something to the server only, such as a running number. */
        INTERNAL
    }

    /** A table whose rows have their learner in the column {@code learner}. */
    static KeptTable kept(KeptThing thing, String name) {
        return new KeptTable(name, thing, "", "t.learner = :learner", "", USUAL_PAGE, Map.of(), Map.of());
    }

    KeptTable whose(String condition) {
        return new KeptTable(name, thing, file, condition, order, page, shown, leftOut);
    }

    KeptTable file(String called, String inOrderOf) {
        return new KeptTable(name, thing, called, whose, inOrderOf, page, shown, leftOut);
    }

    KeptTable pagesOf(int rows) {
        return new KeptTable(name, thing, file, whose, order, rows, shown, leftOut);
    }

    /** Columns that are in the copy, by their names in another spelling: {@code startedAt} for {@code started_at}. */
    KeptTable shows(String... columns) {
        Map<String, String> more = new LinkedHashMap<>(shown);
        for (String column : columns) {
            more.put(camelCase(column), "t." + column);
        }
        return new KeptTable(name, thing, file, whose, order, page, more, leftOut);
    }

    /** Something in the copy that is no column, or is one in another form. */
    KeptTable showsAs(String called, String sql) {
        Map<String, String> more = new LinkedHashMap<>(shown);
        more.put(called, sql);
        return new KeptTable(name, thing, file, whose, order, page, more, leftOut);
    }

    KeptTable leavesOut(LeftOut reason, String... columns) {
        Map<String, LeftOut> more = new LinkedHashMap<>(leftOut);
        for (String column : columns) {
            more.put(column, reason);
        }
        return new KeptTable(name, thing, file, whose, order, page, shown, more);
    }

    /** Whether some of it is in a file of its own. */
    public boolean hasFile() {
        return !file.isEmpty();
    }

    /** Every column that is accounted for. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(leftOut.keySet());
        shown.values().stream()
                .filter(sql -> sql.matches("t\\.[a-z_]+(::json)?"))
                .map(sql -> sql.substring(2).replace("::json", ""))
                .forEach(columns::add);
        return columns;
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        for (String word : column.split("_", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
