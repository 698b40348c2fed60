package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Question;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.netfilter.RulesetChanges;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.web.words.BoardWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has done, from the journal of their machine and the grades of their attempt: rules in their own words, probes whose
 * answers are others than before, answers, checks that came to pass or were undone, and where nothing is known.
 */
final class Timeline {
    /** Further back nobody reads. */
    private static final int MOST_ENTRIES = 600;

    private static final int MOST_ITEMS = 120;
    private static final int MOST_LINES = 12;

    private final Exercise exercise;
    private final BoardWords words;
    private final List<Item> items = new ArrayList<>();
    private final Map<Probe, ProbeResult.Answer> answers = new HashMap<>();
    private @Nullable Ruleset before;

    private Timeline(Exercise exercise, BoardWords words) {
        this.exercise = exercise;
        this.words = words;
    }

    /**
     * Something that happened.
     *
     * @param kind {@code rules}, {@code probe}, {@code answer}, {@code file}, {@code passed}, {@code undone} or {@code gap}
     * @param words what it was
     * @param lines the rules or answers that it is about
     */
    public record Item(Instant at, String kind, String words, List<Line> lines) {}

    /**
     * A rule or an answer.
     *
     * @param sign {@code +}, {@code −}, {@code ↕} or empty
     * @param place such as {@code INPUT 3}; what is asked, of an answer
     * @param text hostile text
     */
    public record Line(String sign, String place, String text) {}

    /** The newest first. */
    static List<Item> of(Exercise exercise, List<JournalEntry> journal, List<RecordedGrade> grades, BoardWords words) {
        Timeline timeline = new Timeline(exercise, words);
        journal.stream().skip(Math.max(0, journal.size() - MOST_ENTRIES)).forEach(timeline::take);
        timeline.take(grades);
        return timeline.items.stream()
                .sorted(Comparator.comparing(Item::at).reversed())
                .limit(MOST_ITEMS)
                .toList();
    }

    private void take(JournalEntry entry) {
        Instant at = entry.at();
        switch (entry.event()) {
            case JournalEvent.RulesetBecame became -> rules(at, became.ruleset());
            case JournalEvent.Probed probed -> probe(at, probed);
            case JournalEvent.Answered answered -> answer(at, answered);
            case JournalEvent.FileBecame file ->
                items.add(new Item(
                        at,
                        "file",
                        file.content().isPresent() ? words.fileWritten() : words.fileGone(),
                        List.of(new Line("", "", file.path()))));
            case JournalEvent.Gap _ -> {
                before = null;
                items.add(new Item(at, "gap", words.gap(), List.of()));
            }
            case JournalEvent.FlowChanged _, JournalEvent.LineEntered _ -> {}
        }
    }

    private void rules(Instant at, RulesetSnapshot snapshot) {
        Ruleset now =
                RulesetText.read(snapshot.iptablesSave(), snapshot.nftRuleset()).value();
        if (before != null) {
            List<Line> lines = RulesetChanges.between(before, now).stream()
                    .flatMap(Timeline::lines)
                    .toList();
            if (!lines.isEmpty()) {
                List<Line> shown = lines.stream().limit(MOST_LINES).toList();
                int more = lines.size() - shown.size();
                items.add(
                        new Item(at, "rules", more == 0 ? words.rulesChanged() : words.rulesChangedMore(more), shown));
            }
        }
        before = now;
    }

    private static Stream<Line> lines(RulesetChange change) {
        return switch (change) {
            case RulesetChange.TableAdded(var table) ->
                table.chains().stream().flatMap(chain -> rules(table.name(), chain, "+"));
            case RulesetChange.TableRemoved(var table) ->
                table.chains().stream().flatMap(chain -> rules(table.name(), chain, "−"));
            case RulesetChange.ChainAdded added ->
                Stream.concat(
                        Stream.of(new Line(
                                "+",
                                place(added.table(), added.chain().name()),
                                ":" + added.chain().name())),
                        rules(added.table(), added.chain(), "+"));
            case RulesetChange.ChainRemoved removed ->
                Stream.of(new Line(
                        "−",
                        place(removed.table(), removed.chain().name()),
                        ":" + removed.chain().name()));
            case RulesetChange.PolicyChanged policy ->
                Stream.of(
                        new Line("", place(policy.table(), policy.chain()), policy.before() + " → " + policy.after()));
            case RulesetChange.ChainHookedAnew hooked ->
                Stream.of(new Line(
                        "↕",
                        place(hooked.table(), hooked.after().name()),
                        ":" + hooked.after().name()));
            case RulesetChange.RuleAdded added ->
                Stream.of(new Line(
                        "+",
                        place(added.table(), added.chain()) + " " + added.number(),
                        added.rule().text()));
            case RulesetChange.RuleRemoved removed ->
                Stream.of(new Line(
                        "−",
                        place(removed.table(), removed.chain()) + " " + removed.number(),
                        removed.rule().text()));
            case RulesetChange.RuleMoved moved ->
                Stream.of(new Line(
                        "↕",
                        place(moved.table(), moved.chain()) + " " + moved.from() + " → " + moved.to(),
                        moved.rule().text()));
        };
    }

    private static Stream<Line> rules(String table, Chain chain, String sign) {
        return chain.rules().stream().map(rule -> new Line(sign, place(table, chain.name()), rule.text()));
    }

    private static String place(String table, String chain) {
        return table.equals("filter") ? chain : table + " " + chain;
    }

    /** The same probe is sent with every change; what is new is another answer. */
    private void probe(Instant at, JournalEvent.Probed probed) {
        ProbeResult.Answer answer = probed.result().answer();
        if (answers.put(probed.probe(), answer) != answer) {
            Probe probe = probed.probe();
            String what = probe.from() + " → " + probe.destination() + " "
                    + probe.protocol().name().toLowerCase(java.util.Locale.ROOT)
                    + (probe.port() > 0 ? " " + probe.port() : "");
            String told = switch (answer) {
                case OPEN -> words.probeOpen();
                case REPLY -> words.probeReply();
                case REFUSED -> words.probeRefused();
                case UNREACHABLE -> words.probeUnreachable();
                case FILTERED -> words.probeFiltered();
            };
            items.add(new Item(at, "probe", told, List.of(new Line("", "", what))));
        }
    }

    private void answer(Instant at, JournalEvent.Answered answered) {
        if (!answered.exercise().equals(exercise.id())) {
            return;
        }
        Map<String, String> labels = new HashMap<>();
        for (Check.Asked asked : exercise.questions()) {
            asked.questions().forEach((Question question) -> labels.put(question.id(), question.label()));
        }
        items.add(new Item(
                at,
                "answer",
                words.answeredCheck(title(answered.check())),
                answered.answers().entrySet().stream()
                        .map(given ->
                                new Line("", labels.getOrDefault(given.getKey(), given.getKey()), given.getValue()))
                        .toList()));
    }

    private void take(List<RecordedGrade> grades) {
        Map<String, Boolean> passes = new HashMap<>();
        for (RecordedGrade grade : grades) {
            for (RecordedCheck check : grade.checks()) {
                boolean passed = check.result().passed();
                boolean passedBefore =
                        Boolean.TRUE.equals(passes.get(check.result().check()));
                if (passed && !passedBefore) {
                    passes.put(check.result().check(), true);
                    items.add(new Item(
                            grade.gradedAt(),
                            "passed",
                            words.checkPassed(title(check.result().check())),
                            List.of()));
                } else if (passedBefore && check.undoneAt() != null) {
                    passes.put(check.result().check(), false);
                    items.add(new Item(
                            grade.gradedAt(),
                            "undone",
                            words.checkUndone(title(check.result().check())),
                            List.of()));
                }
            }
        }
    }

    private String title(String check) {
        return exercise.checks().stream()
                .filter(one -> one.id().equals(check))
                .map(Check::title)
                .findFirst()
                .orElse(check);
    }
}
