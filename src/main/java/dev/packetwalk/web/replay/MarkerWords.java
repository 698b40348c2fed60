package dev.packetwalk.web.replay;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.web.words.ReplayWords;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts markers into words.
 *
 * @param words of the reader's language
 * @param exercises those of the sandbox, in that language
 * @param severalTerminals whether a note must say which of them it is about
 */
record MarkerWords(ReplayWords words, Map<ExerciseKey, Exercise> exercises, boolean severalTerminals) {
    /** More lines are only counted: whoever restores a file changes everything. */
    private static final int MOST_LINES = 12;

    MarkerView view(Marker marker) {
        return switch (marker) {
            case Marker.RulesChanged(long millis, String program, var changes) -> {
                List<String> lines = changes.stream().flatMap(this::lines).toList();
                String label = lines.size() == 1 ? lines.getFirst() : words.rulesChanged(lines.size());
                yield MarkerView.of(
                        millis,
                        "rules",
                        program.isEmpty() ? label : words.by(program, label),
                        lines.size() == 1 ? List.of() : shortened(lines));
            }
            case Marker.RulesUnknown(long millis) -> MarkerView.of(millis, "note", words.rulesUnknown(), List.of());
            case Marker.CheckTurned(long millis, ExerciseKey key, String check, boolean passed) ->
                MarkerView.of(
                        millis,
                        passed ? "passed" : "undone",
                        passed ? words.checkPassed(title(key, check)) : words.checkUndone(title(key, check)),
                        List.of());
            case Marker.AllPassed(long millis, ExerciseKey key) ->
                MarkerView.of(millis, "passed", words.allPassed(title(key)), List.of());
            case Marker.Noted(long millis, var terminal, Note note) -> {
                String text = note(note);
                yield MarkerView.of(
                        millis,
                        "note",
                        severalTerminals ? words.inTerminal(terminal.value().substring(1), text) : text,
                        List.of());
            }
        };
    }

    private List<String> shortened(List<String> lines) {
        return lines.size() <= MOST_LINES
                ? lines
                : Stream.concat(
                                lines.stream().limit(MOST_LINES - 1),
                                Stream.of(words.moreLines(lines.size() - MOST_LINES + 1)))
                        .toList();
    }

    private String note(Note note) {
        return switch (note) {
            case GAP -> words.noteGap();
            case LEFT_OUT -> words.noteLeftOut();
            case FULL -> words.noteFull();
        };
    }

    private String title(ExerciseKey key) {
        Exercise exercise = exercises.get(key);
        return exercise == null ? key.exercise() : exercise.title();
    }

    private String title(ExerciseKey key, String check) {
        Exercise exercise = exercises.get(key);
        return exercise == null
                ? check
                : exercise.checks().stream()
                        .filter(one -> one.id().equals(check))
                        .findFirst()
                        .map(Check::title)
                        .orElse(check);
    }

    /** A change in the learner's own text; what came with a new table or chain is told of, too. */
    private Stream<String> lines(RulesetChange change) {
        String table =
                change.family() == Family.IP ? change.table() : change.family().keyword() + " " + change.table();
        return switch (change) {
            case RulesetChange.TableAdded added -> {
                List<String> within = added.added().chains().stream()
                        .flatMap(chain -> Stream.concat(policy(table, chain), rules(table, chain)))
                        .toList();
                yield within.isEmpty() ? Stream.of(words.tableAdded(table)) : within.stream();
            }
            case RulesetChange.TableRemoved _ -> Stream.of(words.tableRemoved(table));
            case RulesetChange.ChainAdded added ->
                Stream.concat(Stream.of(words.chainAdded(table, added.chain().name())), rules(table, added.chain()));
            case RulesetChange.ChainRemoved removed ->
                Stream.of(words.chainRemoved(table, removed.chain().name()));
            case RulesetChange.PolicyChanged policy ->
                Stream.of(words.policyChanged(
                        table,
                        policy.chain(),
                        policy.before().toString(),
                        policy.after().toString()));
            case RulesetChange.ChainHookedAnew hooked ->
                Stream.of(words.chainHooked(table, hooked.after().name()));
            case RulesetChange.RuleAdded added ->
                Stream.of(words.ruleAdded(table, added.number(), added.rule().text()));
            case RulesetChange.RuleRemoved removed ->
                Stream.of(words.ruleRemoved(
                        table, removed.number(), removed.rule().text()));
            case RulesetChange.RuleMoved moved ->
                Stream.of(words.ruleMoved(
                        table, moved.from(), moved.to(), moved.rule().text()));
        };
    }

    /** Where there is no chain, everything passes: a policy is news only if it does not let pass. */
    private Stream<String> policy(String table, Chain chain) {
        return chain.base().map(BaseChain::policy).filter(policy -> policy != Policy.ACCEPT).stream()
                .map(policy -> words.policyChanged(table, chain.name(), Policy.ACCEPT.toString(), policy.toString()));
    }

    private Stream<String> rules(String table, Chain chain) {
        return IntStream.rangeClosed(1, chain.rules().size())
                .mapToObj(number ->
                        words.ruleAdded(table, number, chain.rule(number).text()));
    }
}
