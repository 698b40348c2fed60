package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Proof.Mutant;
import dev.packetwalk.lesson.Proof.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads an exercise's scripts: {@code solution.sh}, {@code ways/*.sh} and {@code mutants/*.sh}.
 *
 * @param folder the exercise's
 * @param checks its checks
 */
record ProofReader(Folder folder, List<Check> checks) {
    private static final Pattern FAILS = Pattern.compile("(?m)^# fails: *([^\\s/]+)(?:/(\\S+))? *$");

    Proof read() {
        if (checks.isEmpty()) {
            return Proof.NONE;
        }
        List<Mutant> mutants = scripts("mutants").stream().map(this::mutant).toList();
        if (mutants.isEmpty()) {
            folder.report("mutants").add(0, "no mutant", "add a plausible mistake for each check");
        } else {
            everyCheckHasAMutant(mutants);
        }
        return new Proof(
                folder.read("solution.sh")
                        .map(text -> new Script("solution", text))
                        .orElse(null),
                scripts("ways"),
                mutants);
    }

    private void everyCheckHasAMutant(List<Mutant> mutants) {
        Set<String> failed = mutants.stream().map(Mutant::fails).collect(Collectors.toSet());
        ids().filter(check -> !failed.contains(check))
                .sorted()
                .forEach(check -> folder.report("mutants")
                        .add(
                                0,
                                "no mutant fails check '" + check + "'",
                                "add one with the line '# fails: " + check + "'"));
    }

    private List<Script> scripts(String name) {
        List<Script> scripts = new ArrayList<>();
        if (folder.hasFolder(name)) {
            Folder sub = folder.folder(name);
            for (String entry : sub.entries()) {
                if (entry.endsWith(".sh") && sub.hasFile(entry)) {
                    sub.read(entry)
                            .ifPresent(text ->
                                    scripts.add(new Script(entry.substring(0, entry.length() - ".sh".length()), text)));
                } else {
                    sub.unknown(entry, "*.sh");
                }
            }
        }
        return scripts;
    }

    private Mutant mutant(Script script) {
        Report report = folder.folder("mutants").report(script.name() + ".sh");
        Matcher fails = FAILS.matcher(script.text());
        if (!fails.find()) {
            report.add(1, "no check is named that it must fail", "add a line '# fails: ' and a check's id");
            return new Mutant(script.name(), "", Optional.empty(), script.text());
        }
        int line = (int) script.text().substring(0, fails.start()).lines().count() + 1;
        Optional<String> step = Optional.ofNullable(fails.group(2));
        Optional<Check> check =
                checks.stream().filter(c -> c.id().equals(fails.group(1))).findFirst();
        if (check.isEmpty()) {
            report.add(
                    line,
                    "there is no check '" + fails.group(1) + "'",
                    "name one of " + ids().sorted().collect(Collectors.joining(", ")));
        } else if (step.isPresent() && !steps(check.get()).contains(step.get())) {
            report.add(
                    line,
                    "check '" + fails.group(1) + "' has no step '" + step.get() + "'",
                    "name one of its steps behind the '/', or none");
        }
        return new Mutant(script.name(), fails.group(1), step, script.text());
    }

    private Stream<String> ids() {
        return checks.stream().map(Check::id);
    }

    private static List<String> steps(Check check) {
        return check instanceof Check.Sequence sequence
                ? sequence.steps().stream().map(step -> step.check().id()).toList()
                : List.of();
    }
}
