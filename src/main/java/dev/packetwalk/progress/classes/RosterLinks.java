package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.Token;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Makes the personal links of a roster, by which each comes in without typing anything. As with sessions, only the SHA-256 of a link is
 * kept: it is told once, when it is made.
 */
@Singleton
public final class RosterLinks {
    private final Database database;

    public RosterLinks(Database database) {
        this.database = database;
    }

    /**
     * Makes links for everybody on the roster of one of an instructor's classes.
     *
     * @param anew also for those who have a link; the old ones are good no more
     * @return those for whom one was made, with it
     */
    public List<Made> forAll(UUID instructor, UUID taught, boolean anew) {
        return database.jdbi().inTransaction(handle -> {
            List<RosterEntry> entries = handle.createQuery(Roster.SELECT + "where c.id = :class and " + ClassRows.TAUGHT
                            + " order by r.position, r.id for update of r")
                    .bind("class", taught)
                    .bind("instructor", instructor)
                    .map((row, _) -> Roster.entry(row))
                    .list();
            return make(
                    handle,
                    instructor,
                    taught,
                    entries.stream().filter(entry -> anew || !entry.hasLink()).toList());
        });
    }

    /** Makes a link for one of them; the old one is good no more. Empty if there is no such person on the roster. */
    public Optional<Made> forOne(UUID instructor, UUID taught, UUID entry) {
        return database.jdbi()
                .inTransaction(handle -> Roster.find(handle, instructor, taught, entry)
                        .map(found ->
                                make(handle, instructor, taught, List.of(found)).getFirst()));
    }

    private static List<Made> make(Handle handle, UUID instructor, UUID taught, List<RosterEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Made> made = new ArrayList<>();
        PreparedBatch batch = handle.prepareBatch("update roster_entry set token_hash = :hash where id = :id");
        for (RosterEntry entry : entries) {
            Token link = Token.random();
            batch.bind("hash", link.hash()).bind("id", entry.id()).add();
            made.add(new Made(entry, link));
        }
        batch.execute();
        AuditLog.note(
                handle,
                instructor,
                AuditAction.ROSTER_LINKS_MADE,
                Classes.subject(
                        ClassRows.find(handle, instructor, taught).orElseThrow().plan()),
                entries.size() == 1 ? entries.getFirst().name() : String.valueOf(entries.size()));
        return List.copyOf(made);
    }

    /** Somebody on a roster, and the link that was made for them. */
    public record Made(RosterEntry entry, Token link) {}
}
