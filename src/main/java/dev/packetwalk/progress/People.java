package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The accounts, as the administrator sees and changes them. Nobody changes their own, and a lab keeps at least one administrator who
 * may sign in. Everything done here is in the audit log.
 */
@Singleton
public final class People {
    private final Database database;

    public People(Database database) {
        this.database = database;
    }

    /**
     * Accounts, those in charge first, then by name.
     *
     * @param text a part of the name or login, in any case; empty for all
     * @param role only these; {@code null} for all
     * @param skipped how many are passed over
     * @param most how many are returned at most
     */
    public List<Account> list(String text, @Nullable Role role, int skipped, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(AccountRows.SELECT + """
                        where (:text = '' or position(lower(:text) in lower(l.name)) > 0
                               or position(lower(:text) in a.login) > 0)
                          and (:role = '' or a.role = :role)
                        order by array_position(array['administrator', 'instructor', 'grader'], a.role) nulls last,
                                 lower(l.name), a.learner
                        offset :skipped limit :most""")
                        .bind("text", text)
                        .bind("role", role == null ? "" : role.word())
                        .bind("skipped", skipped)
                        .bind("most", most)
                        .map((row, _) -> AccountRows.read(row))
                        .list());
    }

    /** One account. */
    public Optional<Account> find(UUID id) {
        return database.jdbi().withHandle(handle -> AccountRows.find(handle, id));
    }

    /** Whether there is an administrator who may sign in. */
    public boolean haveAdministrator() {
        return database.jdbi().withHandle(People::haveAdministrator);
    }

    static boolean haveAdministrator(Handle handle) {
        return handle.createQuery(
                        "select exists (select 1 from account where role = 'administrator' and deactivated_at is null)")
                .mapTo(Boolean.class)
                .one();
    }

    /** Gives somebody another role. */
    public Change changeRole(UUID administrator, UUID id, Role role) {
        return change(administrator, id, (handle, account) -> {
            if (account.role() == role) {
                return;
            }
            handle.createUpdate("update account set role = :role where learner = :id")
                    .bind("role", role.word())
                    .bind("id", id)
                    .execute();
            AuditLog.note(
                    handle,
                    administrator,
                    AuditAction.ROLE_CHANGED,
                    account.label(),
                    account.role().word() + " to " + role.word());
        });
    }

    /** Keeps somebody out: ends their sessions and links, and lets them sign in no more. Their work is kept. */
    public Change deactivate(UUID administrator, UUID id) {
        return change(administrator, id, (handle, account) -> {
            if (!account.active()) {
                return;
            }
            handle.createUpdate("update account set deactivated_at = now() where learner = :id")
                    .bind("id", id)
                    .execute();
            handle.createUpdate("delete from one_time_link where account = :id or made_by = :id")
                    .bind("id", id)
                    .execute();
            Sessions.closeAll(handle, id);
            AuditLog.note(handle, administrator, AuditAction.DEACTIVATED, account.label(), "");
        });
    }

    /** Lets somebody in again. */
    public Change reactivate(UUID administrator, UUID id) {
        return change(administrator, id, (handle, account) -> {
            if (account.active()) {
                return;
            }
            handle.createUpdate("update account set deactivated_at = null where learner = :id")
                    .bind("id", id)
                    .execute();
            AuditLog.note(handle, administrator, AuditAction.REACTIVATED, account.label(), "");
        });
    }

    /** Ends every session of somebody. */
    public Change signOutEverywhere(UUID administrator, UUID id) {
        return change(administrator, id, (handle, account) -> {
            Sessions.closeAll(handle, id);
            AuditLog.note(handle, administrator, AuditAction.SIGNED_OUT_EVERYWHERE, account.label(), "");
        });
    }

    private Change change(UUID administrator, UUID id, Step step) {
        return database.jdbi().inTransaction(handle -> {
            // One at a time: two administrators who deactivate each other would leave none.
            handle.createQuery("select learner from account where role = 'administrator' order by learner for update")
                    .mapTo(UUID.class)
                    .list();
            Optional<Account> account = AccountRows.find(handle, id);
            if (account.isEmpty()) {
                return Change.NO_SUCH_ACCOUNT;
            }
            if (id.equals(administrator)) {
                return Change.OWN_ACCOUNT;
            }
            if (!isAdministrator(handle, administrator)) {
                return Change.NOT_ALLOWED;
            }
            step.take(handle, account.get());
            return Change.DONE;
        });
    }

    /** Asked again behind the lock: they may have been deactivated since the page asked. */
    private static boolean isAdministrator(Handle handle, UUID id) {
        return AccountRows.find(handle, id)
                .filter(account -> account.active() && account.role() == Role.ADMINISTRATOR)
                .isPresent();
    }

    /** What came of wanting to change an account. */
    public enum Change {
        DONE,
        NO_SUCH_ACCOUNT,
        /** Somebody else has to do that. */
        OWN_ACCOUNT,
        /** The one who asks is no administrator, or no longer. */
        NOT_ALLOWED
    }

    private interface Step {
        void take(Handle handle, Account account);
    }
}
