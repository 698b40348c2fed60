package dev.packetwalk.progress.privacy;

import static dev.packetwalk.progress.privacy.KeptTable.LeftOut.ANOTHERS;
import static dev.packetwalk.progress.privacy.KeptTable.LeftOut.INTERNAL;
import static dev.packetwalk.progress.privacy.KeptTable.LeftOut.IN_CASTS;
import static dev.packetwalk.progress.privacy.KeptTable.LeftOut.IN_EVIDENCE;
import static dev.packetwalk.progress.privacy.KeptTable.LeftOut.OWN_ID;
import static dev.packetwalk.progress.privacy.KeptTable.LeftOut.SECRET;
import static dev.packetwalk.progress.privacy.KeptTable.kept;

import java.util.List;
import java.util.Set;

/**
 * Every table of the database, and what of it is about whom. A migration that adds a table or a column adds to this list, too:
 * {@code KeptTablesTest} says what is missing.
 */
public final class KeptTables {
    private static final String OWN_RECORDINGS = "t.recording in (select id from recording where learner = :learner)";

    /** Tables in which something is kept about somebody, in the order of the copy. */
    public static final List<KeptTable> ALL = List.of(
            kept(KeptThing.NAME, "learner")
                    .whose("t.id = :learner")
                    .file("you", "t.id")
                    .shows("id", "name", "created_at", "seen_at"),
            kept(KeptThing.ACCOUNT, "account")
                    .file("account", "t.learner")
                    .shows(
                            "login",
                            "issuer",
                            "subject",
                            "vouched_login",
                            "role",
                            "invited",
                            "made_at",
                            "password_set_at",
                            "deactivated_at")
                    .leavesOut(SECRET, "password_hash")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.ACCOUNT, "api_token")
                    .whose("t.account = :learner")
                    .file("tokens-for-programs", "t.made_at, t.id")
                    .shows("id", "name", "scopes", "made_at", "expires_at", "last_used_at", "revoked_at")
                    .leavesOut(SECRET, "token_hash")
                    .leavesOut(OWN_ID, "account"),
            kept(KeptThing.SESSIONS, "session")
                    .file("sessions", "t.created_at, t.id")
                    .shows("id", "browser", "created_at", "last_seen_at", "expires_at")
                    .leavesOut(SECRET, "token_hash")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.PERSONAL_LINK, "resume_link")
                    .file("personal-link", "t.learner")
                    .shows("created_at")
                    .leavesOut(SECRET, "token_hash")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.ONE_TIME_LINKS, "one_time_link")
                    .whose("(t.made_by = :learner or t.account = :learner)")
                    .file("one-time-links", "t.made_at, t.id")
                    .shows("id", "role", "note", "made_at", "expires_at")
                    .leavesOut(SECRET, "token_hash")
                    .leavesOut(ANOTHERS, "account", "made_by"),
            kept(KeptThing.PROGRESS, "attempt")
                    .file("attempts", "t.id")
                    .shows("id", "lesson", "exercise", "started_at", "passed_at", "hints_seen", "solution_seen_at")
                    .shows("solution_given_at", "sandbox")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.PROGRESS, "grade")
                    .whose("t.attempt in (select id from attempt where learner = :learner)")
                    .file("grades", "t.id")
                    .pagesOf(40)
                    .shows("id", "attempt", "passed", "checks", "graded_at", "regraded_at", "evidence"),
            kept(KeptThing.EVIDENCE, "journal")
                    .leavesOut(IN_EVIDENCE, "sandbox", "created_at")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.EVIDENCE, "journal_entry")
                    .whose("t.sandbox in (select sandbox from journal where learner = :learner)")
                    .leavesOut(IN_EVIDENCE, "sandbox", "number", "at", "content"),
            kept(KeptThing.EVIDENCE, "kept_walk")
                    .file("walks", "t.sequence")
                    .pagesOf(2)
                    .shows("id", "sandbox", "created_at")
                    .showsAs("content", "t.content::json")
                    .leavesOut(INTERNAL, "sequence")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.READING, "section_read")
                    .file("sections-read", "t.read_at, t.lesson, t.section")
                    .shows("lesson", "section", "read_at")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.READING, "reading_place")
                    .file("reading-places", "t.lesson")
                    .shows("lesson", "section", "seen_at")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.CARDS, "card_review")
                    .file("card-answers", "t.id")
                    .shows("lesson", "card", "rating", "reviewed_at", "study_day")
                    .leavesOut(INTERNAL, "id")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.CARDS, "card_state")
                    .file("cards", "t.lesson, t.card")
                    .shows(
                            "lesson",
                            "card",
                            "phase",
                            "step",
                            "stability",
                            "difficulty",
                            "reviews",
                            "lapses",
                            "first_day")
                    .shows("last_day", "due_at")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.MACHINES, "sandbox")
                    .file("machines", "t.made_at, t.id")
                    .shows("id", "name", "state", "made_at", "claimed_at", "idle_ends_at", "hard_ends_at", "reason")
                    .leavesOut(INTERNAL, "engine", "server", "topology", "recipe", "start_by", "class", "idle_seconds")
                    .leavesOut(INTERNAL, "hard_seconds")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.MACHINES, "sandbox_queue")
                    .file("places-in-the-queue", "t.name")
                    .shows("name", "seen_at")
                    .leavesOut(INTERNAL, "engine", "ticket", "moved_for")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.MACHINES, "sandbox_ending")
                    .file("ended-machines", "t.sequence")
                    .shows("sandbox", "name", "reason", "detail", "ended_at")
                    .leavesOut(INTERNAL, "sequence")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.RECORDINGS, "recording_choice")
                    .file("recording-choice", "t.learner")
                    .shows("wanted", "chosen_at")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.RECORDINGS, "recording")
                    .file("recordings", "t.began_at, t.id")
                    .shows("id", "sandbox", "purpose", "began_at", "last_at", "ending")
                    .leavesOut(INTERNAL, "size")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.RECORDINGS, "recording_audience")
                    .whose(OWN_RECORDINGS)
                    .file("recordings-shared", "t.recording, t.class")
                    .shows("recording", "class"),
            kept(KeptThing.RECORDINGS, "recording_terminal")
                    .whose(OWN_RECORDINGS)
                    .file("recorded-terminals", "t.recording, t.terminal")
                    .shows("recording", "terminal", "columns", "rows"),
            kept(KeptThing.RECORDINGS, "recording_chunk")
                    .whose(OWN_RECORDINGS)
                    .leavesOut(IN_CASTS, "recording", "terminal", "number", "content"),
            kept(KeptThing.CLASSES, "enrolment")
                    .file("classes", "t.enrolled_at, t.class")
                    .showsAs("className", "(select c.name from class c where c.id = t.class)")
                    .shows("class", "enrolled_at", "asked_at", "may_watch", "may_type", "may_record")
                    .leavesOut(INTERNAL, "seated")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.CLASSES, "class_instructor")
                    .whose("t.instructor = :learner")
                    .file("classes-you-teach", "t.added_at, t.class")
                    .showsAs("className", "(select c.name from class c where c.id = t.class)")
                    .shows("class", "added_at")
                    .leavesOut(OWN_ID, "instructor"),
            kept(KeptThing.CLASSES, "roster_entry")
                    .file("lists-of-classes", "t.class, t.id")
                    .shows("class", "name", "reference", "login")
                    .leavesOut(SECRET, "token_hash")
                    .leavesOut(INTERNAL, "id", "position")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.CLASSES, "roster_draft")
                    .whose("t.instructor = :learner")
                    .file("lists-not-yet-applied", "t.class")
                    .shows("class", "made_at")
                    .leavesOut(ANOTHERS, "text")
                    .leavesOut(OWN_ID, "instructor"),
            kept(KeptThing.CLASSES, "webhook")
                    .whose("t.made_by = :learner")
                    .file("webhooks-you-made", "t.made_at, t.id")
                    .shows("id", "class", "address", "events", "made_at", "disabled_at", "failures")
                    .leavesOut(SECRET, "secret")
                    .leavesOut(OWN_ID, "made_by"),
            kept(KeptThing.MESSAGES, "webhook_delivery")
                    .file("messages-about-you", "t.sequence")
                    .showsAs("to", "(select w.address from webhook w where w.id = t.webhook)")
                    .shows("event", "attempt", "made_at", "delivered_at", "given_up_at")
                    .leavesOut(
                            INTERNAL,
                            "id",
                            "sequence",
                            "webhook",
                            "due_at",
                            "sending_until",
                            "tries",
                            "status",
                            "problem")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.HELP, "note")
                    .whose("(t.learner = :learner or t.author = :learner)")
                    .file("notes", "t.id")
                    .shows("class", "lesson", "exercise", "kind", "author_name", "text", "sent_at", "read_at")
                    .leavesOut(INTERNAL, "id")
                    .leavesOut(ANOTHERS, "learner", "author"),
            kept(KeptThing.HELP, "raised_hand")
                    .file("raised-hands", "t.lesson")
                    .shows("lesson", "exercise", "raised_at")
                    .leavesOut(OWN_ID, "learner"),
            kept(KeptThing.AUDIT, "audit_entry")
                    .whose("t.actor = :learner")
                    .file("what-you-did-in-charge", "t.id")
                    .shows("at", "actor_name", "action", "subject", "detail")
                    .leavesOut(INTERNAL, "id")
                    .leavesOut(OWN_ID, "actor"));

    /** Tables in which nothing is about anybody: the settings of a class are not about who is in it. */
    public static final Set<String> ABOUT_NOBODY =
            Set.of("class", "class_seat", "installation", "retention", "sandbox_reservation", "flyway_schema_history");

    private KeptTables() {}
}
