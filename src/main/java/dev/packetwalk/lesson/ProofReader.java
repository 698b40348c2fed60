package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Proof.Mutant;
import dev.packetwalk.lesson.Proof.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads an exercise's scripts: {@code solution.sh}, {@code ways/*.sh} and {@code mutants/*.sh}.
 *
 * @param folder the exercise's
 * @param checks the ids of its checks
 */
record ProofReader(Folder folder, Set<String> checks) {
    private static final Pattern FAILS = Pattern.compile("(?m)^# fails: *(\\S+) *$");

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
        checks.stream()
                .filter(check -> !failed.contains(check))
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
            return new Mutant(script.name(), "", script.text());
        }
        if (!checks.contains(fails.group(1))) {
            int line = (int) script.text().substring(0, fails.start()).lines().count() + 1;
            report.add(
                    line,
                    "there is no check '" + fails.group(1) + "'",
                    "name one of " + checks.stream().sorted().collect(Collectors.joining(", ")));
        }
        return new Mutant(script.name(), fails.group(1), script.text());
    }
}
