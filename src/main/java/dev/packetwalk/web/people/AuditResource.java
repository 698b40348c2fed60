package dev.packetwalk.web.people;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What instructors and administrators did, for the administrator. */
@Path("/admin/audit")
@RolesAllowed(Roles.ADMINISTRATOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class AuditResource {
    private static final int ON_A_PAGE = 50;
    private static final int LONGEST_TEXT = 100;

    private final AuditLog log;
    private final CurrentLearner administrator;
    private final VisitorTime time;

    AuditResource(AuditLog log, CurrentLearner administrator, VisitorTime time) {
        this.log = log;
        this.administrator = administrator;
        this.time = time;
    }

    /**
     * The newest entries that the filter lets through.
     *
     * @param from the first day, as {@code 2026-11-22}, where the visitor is
     * @param to the last day
     * @param before the id of the entry that the page before ended with
     */
    @GET
    public TemplateInstance show(
            @RestQuery @Nullable String text,
            @RestQuery @Nullable String action,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String before) {
        String wanted = text == null ? "" : text.strip();
        wanted = wanted.length() <= LONGEST_TEXT ? wanted : wanted.substring(0, LONGEST_TEXT);
        String only = action != null && actions().contains(action) ? action : "";
        Optional<LocalDate> first = day(from);
        Optional<LocalDate> last = day(to);
        AuditLog.Filter filter = new AuditLog.Filter(
                wanted,
                only,
                first.map(this::start).orElse(null),
                last.map(day -> start(day.plusDays(1))).orElse(null),
                id(before));
        List<AuditEntry> found = log.read(filter, ON_A_PAGE + 1);
        List<Entry> shown = found.stream().limit(ON_A_PAGE).map(Entry::of).toList();
        UriBuilder here = UriBuilder.fromPath("/admin/audit")
                .queryParam("text", "{text}")
                .queryParam("action", only)
                .queryParam("from", first.map(LocalDate::toString).orElse(""))
                .queryParam("to", last.map(LocalDate::toString).orElse(""));
        String newest = address(here, wanted);
        String older = found.size() > ON_A_PAGE
                ? address(here.queryParam("before", shown.getLast().id()), wanted)
                : null;
        return new Log(
                administrator.visitor(),
                shown,
                actions(),
                wanted,
                only,
                first.map(LocalDate::toString).orElse(""),
                last.map(LocalDate::toString).orElse(""),
                filter.before() != null,
                newest,
                older);
    }

    private static String address(UriBuilder here, String text) {
        return here.buildFromMap(Map.of("text", text)).toString();
    }

    private static List<String> actions() {
        return Arrays.stream(AuditAction.values()).map(AuditAction::word).toList();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(time.zone()).toInstant();
    }

    /** What is no day filters nothing, and is shown as empty. */
    private static Optional<LocalDate> day(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static @Nullable Long id(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /**
     * The page.
     *
     * @param isLater whether newer entries are left out because somebody paged on
     * @param newest where the first page is
     * @param older where the next page is; {@code null} if there is nothing older
     */
    record Log(
            Visitor visitor,
            List<Entry> entries,
            List<String> actions,
            String text,
            String action,
            String from,
            String to,
            boolean isLater,
            String newest,
            @Nullable String older)
            implements TemplateInstance {}

    /** An entry as shown; all but the action is hostile text. */
    record Entry(long id, Instant at, String actor, String action, String subject, String detail) {
        static Entry of(AuditEntry entry) {
            return new Entry(entry.id(), entry.at(), entry.actor(), entry.action(), entry.subject(), entry.detail());
        }
    }
}
