package dev.packetwalk.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.netfilter.text.ConntrackListing;
import dev.packetwalk.netfilter.text.Problem;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.progress.JournalLines;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads evidence from files.
 *
 * @param ruleset what {@code iptables-save} or {@code nft list ruleset} printed
 * @param conntrack what {@code conntrack -L} printed
 * @param journal see {@link JournalLines}
 * @param answers JSON: an object of answers, by field, for each check
 */
record EvidenceFiles(
        @Nullable Path ruleset,
        @Nullable Path conntrack,
        @Nullable Path journal,
        @Nullable Path answers) {
    private static final TypeReference<Map<String, Map<String, String>>> ANSWERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A file that is no evidence: the message names it and says why. */
    static final class BadInput extends Exception {
        private static final long serialVersionUID = 1;

        BadInput(Path file, String why) {
            super(file + ": " + why);
        }
    }

    /** Whether none was named. */
    boolean none() {
        return ruleset == null && conntrack == null && journal == null && answers == null;
    }

    /**
     * Reads them all.
     *
     * @param exercise the id of the exercise that was answered
     */
    Evidence read(String exercise) throws BadInput {
        Optional<RulesetSnapshot> rules = ruleset == null ? Optional.empty() : Optional.of(rules(ruleset));
        Optional<String> flows = conntrack == null ? Optional.empty() : Optional.of(flows(conntrack));
        List<JournalEntry> entries = new ArrayList<>(journal == null ? List.of() : journal(journal));
        if (answers != null) {
            add(answers(answers), exercise, rules, flows.orElse(""), entries);
        }
        return new Evidence(rules, Map.of(), entries, flows, Optional.empty());
    }

    /** Answers count as given when all the other evidence was taken. */
    private static void add(
            Map<String, Map<String, String>> answers,
            String exercise,
            Optional<RulesetSnapshot> rules,
            String flows,
            List<JournalEntry> entries) {
        Instant at = entries.isEmpty() ? Instant.EPOCH : entries.getLast().at();
        rules.ifPresent(now -> add(entries, at, new JournalEvent.RulesetBecame(now, "")));
        answers.forEach((check, fields) -> add(entries, at, new JournalEvent.Answered(exercise, check, fields, flows)));
    }

    private static void add(List<JournalEntry> entries, Instant at, JournalEvent event) {
        long number = entries.isEmpty() ? 1 : entries.getLast().number() + 1;
        entries.add(new JournalEntry(number, at, event));
    }

    private static RulesetSnapshot rules(Path file) throws BadInput {
        String text = text(file);
        boolean nft = text.lines().noneMatch(line -> line.startsWith("*"))
                && text.lines().anyMatch(line -> line.startsWith("table "));
        RulesetSnapshot snapshot = nft ? new RulesetSnapshot(1, "", text) : new RulesetSnapshot(1, text, "");
        List<Problem> problems =
                RulesetText.read(snapshot.iptablesSave(), snapshot.nftRuleset()).problems();
        if (!problems.isEmpty()) {
            throw new BadInput(file, problems.getFirst().toString());
        }
        return snapshot;
    }

    private static String flows(Path file) throws BadInput {
        String text = text(file);
        List<Problem> problems = ConntrackListing.parse(text).problems();
        if (!problems.isEmpty()) {
            throw new BadInput(file, problems.getFirst().toString());
        }
        return text;
    }

    private static List<JournalEntry> journal(Path file) throws BadInput {
        JournalLines.Read read = JournalLines.read(text(file));
        if (read.problem().isPresent()) {
            throw new BadInput(file, read.problem().get());
        }
        return read.entries();
    }

    private static Map<String, Map<String, String>> answers(Path file) throws BadInput {
        try {
            return JSON.readValue(text(file), ANSWERS);
        } catch (JsonProcessingException e) {
            throw new BadInput(
                    file,
                    "not answers: " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr()
                            + " (write {\"<check>\": {\"<question>\": \"<answer>\"}})");
        }
    }

    private static String text(Path file) throws BadInput {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadInput(file, "there is no such file (look at its path, from the folder that you are in)");
        } catch (MalformedInputException e) {
            throw new BadInput(file, "this is not text in UTF-8");
        } catch (IOException e) {
            throw new BadInput(file, "cannot be read: " + e);
        }
    }
}
