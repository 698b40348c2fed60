package dev.packetwalk.progress.privacy;

/**
 * The statements that delete what is old. Each deletes {@code :most} rows at most, so that nobody waits for long, and knows
 * {@code :now} and {@code :before}, the time before which things are too old.
 */
final class Deletions {
    /** Who is using a machine is here, whatever is written down. */
    static final String GUESTS = """
            delete from learner where id in (
                select l.id from learner l where l.seen_at < :before
                    and not exists (select 1 from account a where a.learner = l.id)
                    and not exists (select 1 from sandbox s where s.learner = l.id)
                limit :most for update of l skip locked)""";

    /** Accounts of those in charge stay: a lab that nobody visits for long must not lock its administrator out. */
    static final String LEARNERS = """
            delete from learner where id in (
                select l.id from learner l join account a on a.learner = l.id
                where l.seen_at < :before and a.role = 'learner'
                    and not exists (select 1 from sandbox s where s.learner = l.id)
                limit :most for update of l skip locked)""";

    static final String SESSIONS = """
            delete from session where token_hash in (
                select token_hash from session where expires_at <= :now limit :most for update skip locked)""";

    /** Those that have been over for so long that their owner is not shown them any more. */
    static final String TOKENS_OF_PROGRAMS = """
            delete from api_token where id in (
                select id from api_token
                where least(expires_at, revoked_at) < cast(:now as timestamptz) - interval '30 days'
                limit :most for update skip locked)""";

    static final String LINKS = """
            delete from one_time_link where token_hash in (
                select token_hash from one_time_link where expires_at <= :now limit :most for update skip locked)""";

    /** The journal goes with the last attempt that leaves it: a trigger sees to that. */
    static final String JOURNALS = """
            update attempt set sandbox = null where id in (
                select a.id from attempt a
                where a.sandbox is not null and a.started_at < :before
                    and not exists (select 1 from grade g where g.attempt = a.id and g.graded_at >= :before)
                    and not exists (select 1 from sandbox s where s.id = a.sandbox)
                limit :most for update of a skip locked)""";

    /** Of sandboxes that are gone and in which no attempt was made. */
    static final String JOURNALS_OF_NO_ATTEMPT = """
            delete from journal where sandbox in (
                select j.sandbox from journal j
                where j.created_at < cast(:now as timestamptz) - interval '1 hour'
                    and not exists (select 1 from attempt a where a.sandbox = j.sandbox)
                    and not exists (select 1 from sandbox s where s.id = j.sandbox)
                limit :most for update of j skip locked)""";

    static final String RULES_UNDER_GRADES = """
            update grade set evidence = '' where id in (
                select id from grade where evidence <> '' and graded_at < :before limit :most for update skip locked)""";

    static final String WALKS = """
            delete from kept_walk where id in (
                select id from kept_walk where created_at < :before limit :most for update skip locked)""";

    static final String ENDINGS = """
            delete from sandbox_ending where sequence in (
                select sequence from sandbox_ending where ended_at < :before limit :most for update skip locked)""";

    static final String PLACES_IN_THE_QUEUE = """
            delete from sandbox_queue where (learner, name) in (
                select learner, name from sandbox_queue where seen_at < :before limit :most for update skip locked)""";

    static final String RECORDINGS = """
            delete from recording where id in (
                select id from recording where last_at < :before limit :most for update skip locked)""";

    static final String ENROLMENTS = """
            delete from enrolment where (class, learner) in (
                select e.class, e.learner from enrolment e join class c on c.id = e.class
                where least(c.ends_at, c.closed_at) < :before limit :most for update of e skip locked)""";

    static final String ROSTERS = """
            delete from roster_entry where id in (
                select r.id from roster_entry r join class c on c.id = r.class
                where least(c.ends_at, c.closed_at) < :before limit :most for update of r skip locked)""";

    static final String NOTES = """
            delete from note where id in (
                select n.id from note n join class c on c.id = n.class
                where least(c.ends_at, c.closed_at) < :before limit :most for update of n skip locked)""";

    /** Whoever asked for help so long ago waits no more. */
    static final String HANDS = """
            delete from raised_hand where (learner, lesson) in (
                select learner, lesson from raised_hand where raised_at < :before limit :most for update skip locked)""";

    /** What is still to be sent is kept until it is sent or given up. */
    static final String MESSAGES = """
            delete from webhook_delivery where id in (
                select id from webhook_delivery
                where made_at < :before and (delivered_at is not null or given_up_at is not null)
                limit :most for update skip locked)""";

    /** The database itself refuses to delete younger ones, whatever this server's clock says. */
    static final String AUDIT_ENTRIES = """
            delete from audit_entry where id in (
                select id from audit_entry where at < least(cast(:before as timestamptz), now() - interval '2 years')
                limit :most for update skip locked)""";

    private Deletions() {}
}
