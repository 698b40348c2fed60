package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.KeptWalks;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.progress.access.Scope;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.ClassStaff;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.Roster;
import dev.packetwalk.progress.classes.RosterFile;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordingWish;
import dev.packetwalk.progress.recording.RecordingWriter;
import dev.packetwalk.progress.webhooks.WebhookEvent;
import dev.packetwalk.progress.webhooks.Webhooks;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.web.people.TestPeople;
import dev.packetwalk.web.terminal.SignedIn;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes what belongs to somebody, for {@link AccessTest}. */
@Singleton
final class Belongings {
    static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");

    private final Learners learners;
    private final Sessions sessions;
    private final Sandboxes sandboxes;
    private final Lessons lessons;
    private final KeptWalks walks;
    private final RecordingWriter recordings;
    private final Classes classes;
    private final Enrolments enrolments;
    private final Roster roster;
    private final ClassStaff staff;
    private final Attempts attempts;
    private final ApiTokens apiTokens;
    private final Regrading regrading;
    private final TestPeople people;
    private final Webhooks webhooks;

    /** One for each parameter that a line of the table calls {@code own}: add a line for a new one. */
    private final Map<String, Maker> makers = Map.ofEntries(
            Map.entry("session", (owner, _) -> sessionOf(owner.id())),
            Map.entry("key", (owner, _) -> tokenOf(owner.id())),
            Map.entry("sandbox", (owner, _) -> sandboxOf(owner.id())),
            Map.entry("id", (owner, _) -> walkOf(owner.id())),
            Map.entry("recording", (owner, _) -> recordingOf(owner.id())),
            Map.entry("class", (owner, _) -> classOf(owner)),
            Map.entry("learner", (owner, made) -> learnerIn(owner, UUID.fromString(made.get("class")))),
            Map.entry("entry", (owner, made) -> entryIn(owner, UUID.fromString(made.get("class")))),
            Map.entry("teacher", (owner, made) -> teacherOf(owner, UUID.fromString(made.get("class")))),
            Map.entry("attempt", (owner, made) -> attemptOf(owner, made)),
            Map.entry("run", (owner, made) -> runOf(owner, made)),
            Map.entry("regrade", (owner, made) -> regradeOf(owner, UUID.fromString(made.get("class")))),
            Map.entry("walk", (_, made) -> walkOf(UUID.fromString(made.get("learner")))),
            Map.entry("webhook", (owner, made) -> webhookOf(owner, UUID.fromString(made.get("class")))));

    Belongings(
            Learners learners,
            Sessions sessions,
            Sandboxes sandboxes,
            Lessons lessons,
            KeptWalks walks,
            RecordingWriter recordings,
            Classes classes,
            Enrolments enrolments,
            Roster roster,
            ClassStaff staff,
            Attempts attempts,
            ApiTokens apiTokens,
            Regrading regrading,
            TestPeople people,
            Webhooks webhooks) {
        this.attempts = attempts;
        this.apiTokens = apiTokens;
        this.regrading = regrading;
        this.webhooks = webhooks;
        this.learners = learners;
        this.sessions = sessions;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.walks = walks;
        this.recordings = recordings;
        this.classes = classes;
        this.enrolments = enrolments;
        this.roster = roster;
        this.staff = staff;
        this.people = people;
    }

    boolean knows(String parameter) {
        return makers.containsKey(parameter);
    }

    /** Somebody new: the first in the list of roles whom the line lets in. */
    Owner owner(AccessTable.Line line) {
        return Stream.of(Roles.LEARNER, Roles.GRADER, Roles.INSTRUCTOR, Roles.ADMINISTRATOR)
                .filter(line.who()::contains)
                .findFirst()
                .map(role -> {
                    if (line.route().isApi()) {
                        UUID id = people.make(Role.of(role), role);
                        return new Owner(id, people.tokenOf(id), role);
                    }
                    if (role.equals(Roles.LEARNER)) {
                        SignedIn guest = SignedIn.as("Owner", learners);
                        return new Owner(guest.learner(), guest.token(), role);
                    }
                    UUID id = people.make(Role.of(role), role);
                    return new Owner(id, sessions.open(id).value(), role);
                })
                .orElseThrow(() -> new AssertionError("nobody can own what everybody may see: " + line));
    }

    /** Something new for each parameter that the line calls the owner's, by name. */
    Map<String, String> made(AccessTable.Line line, Owner owner) {
        Map<String, String> made = new HashMap<>();
        for (String parameter : line.own()) {
            Maker maker = makers.get(parameter);
            made.put(
                    parameter,
                    maker == null
                            ? fail("nothing makes a " + parameter + " of somebody's")
                            : maker.make(owner, Map.copyOf(made)));
        }
        return made;
    }

    private String tokenOf(UUID learner) {
        people.keep(learner);
        people.tokenOf(learner, EnumSet.of(Scope.LESSONS_READ));
        return apiTokens.of(learner).getFirst().id().toString();
    }

    private String sessionOf(UUID learner) {
        Token another = sessions.open(learner);
        return sessions.of(learner, another).getFirst().id().toString();
    }

    /** One that an instructor teaches, or that a learner is in. */
    private String classOf(Owner owner) {
        ClassCode code = ClassCode.random();
        UUID made = switch (classes.make(teacher(owner), ClassPlan.of("Networks", code, FIREWALL.lesson()))) {
            case Classes.Making.Made(TaughtClass taught) -> taught.id();
            case Classes.Making.CodeTaken other -> fail("no class: " + other);
        };
        if (owner.role().equals(Roles.LEARNER)) {
            enrolments.join(owner.id(), code);
        }
        return made.toString();
    }

    private UUID teacher(Owner owner) {
        return owner.role().equals(Roles.LEARNER) ? people.the(Role.INSTRUCTOR) : owner.id();
    }

    private String learnerIn(Owner owner, UUID taught) {
        ClassCode code =
                classes.find(teacher(owner), taught).orElseThrow().plan().code();
        return switch (enrolments.join(new LearnerName("Somebody in a class"), code)) {
            case Enrolments.Joining.AsStranger(var _, Learners.Joined joined) ->
                joined.learner().toString();
            case Enrolments.Joining other -> fail("not in the class: " + other);
        };
    }

    private String entryIn(Owner owner, UUID taught) {
        roster.apply(
                owner.id(), taught, (RosterFile.Reading.Rows) RosterFile.read("name,reference\nSomebody expected,1"));
        return roster.of(owner.id(), taught).getFirst().id().toString();
    }

    private String teacherOf(Owner owner, UUID taught) {
        UUID colleague = people.make(Role.INSTRUCTOR, "colleague");
        staff.add(owner.id(), taught, colleague);
        return colleague.toString();
    }

    /** One that has been graded, and passed nothing yet. */
    private String attemptOf(Owner owner, Map<String, String> made) {
        UUID learner = made.containsKey("learner") ? UUID.fromString(made.get("learner")) : owner.id();
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), learner);
        RulesetSnapshot rules =
                new RulesetSnapshot(1, exercise.sandbox().topology().rules(), "");
        Attempt attempt = attempts.startOver(learner, FIREWALL, List.of());
        attempts.record(attempt, Grader.grade(exercise, Evidence.of(rules)), rules.iptablesSave(), Instant.now());
        return Long.toString(attempt.id());
    }

    /** Checks that run, or have run, on an attempt. */
    private static String runOf(Owner owner, Map<String, String> made) {
        return given().noContentType()
                .header("Authorization", "Bearer " + owner.session())
                .post("/api/v1/attempts/" + made.get("attempt") + "/checks")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private String regradeOf(Owner owner, UUID taught) {
        Regrade regrade = regrading
                .compare(owner.id(), classes.find(owner.id(), taught).orElseThrow(), null)
                .orElseThrow();
        await().until(() -> regrade.progress().state() == Regrade.State.READY);
        return regrade.id().toString();
    }

    private String webhookOf(Owner owner, UUID id) {
        TaughtClass taught = classes.find(owner.id(), id).orElseThrow();
        URI address = URI.create("https://grades.example.invalid/");
        return switch (webhooks.make(owner.id(), taught, address, EnumSet.of(WebhookEvent.ATTEMPT_PASSED))) {
            case Webhooks.Making.Made made -> made.webhook().id().toString();
            case Webhooks.Making.TooMany other -> fail("no webhook: " + other);
        };
    }

    private String walkOf(UUID learner) {
        return walks.keep(learner, SandboxId.random(), "{}").orElseThrow();
    }

    private String recordingOf(UUID learner) {
        RecordingWish wish = new RecordingWish(learner, FIREWALL.toString(), true, Set.of());
        String id = recordings.begin(SandboxId.random(), wish, Instant.now());
        RecordedEvent prompt = new RecordedEvent.Output(0, "$ ");
        recordings.add(
                id, List.of(new RecordingWriter.Chunk(new TerminalName("t1"), TerminalSize.DEFAULT, List.of(prompt))));
        return id;
    }

    private String sandboxOf(UUID learner) {
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), learner);
        return switch (sandboxes.claim(
                learner,
                Lessons.sandboxName(FIREWALL, exercise),
                exercise.sandbox().topology())) {
            case Claim.Granted granted -> granted.lease().id().toString();
            case Claim other -> fail("no sandbox: " + other);
        };
    }

    /** Gives back the machine of the owner, if one was made. */
    void release(Owner owner) {
        UUID learner = owner.id();
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), learner);
        sandboxes
                .lease(learner, Lessons.sandboxName(FIREWALL, exercise))
                .ifPresent(lease -> sandboxes.release(lease.id()));
    }

    /**
     * Whose something is.
     *
     * @param session what their cookie carries, or their token where programs come with one
     * @param role the one of {@link Roles} as which they own it
     */
    record Owner(UUID id, String session, String role) {}

    /** Makes something of somebody's. */
    private interface Maker {
        /**
         * Returns the id of a new one.
         *
         * @param made by name, what it belongs to: the parameters that the line names before it
         */
        String make(Owner owner, Map<String, String> made);
    }
}
