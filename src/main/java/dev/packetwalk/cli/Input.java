package dev.packetwalk.cli;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.ConntrackListing;
import dev.packetwalk.netfilter.text.Parsed;
import dev.packetwalk.netfilter.text.RulesetText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A text given by the name of its file, or by {@code -} for standard input.
 *
 * @param name for messages
 * @param text all of it
 */
record Input(String name, String text) {
    /** More than any machine has rules; a device or a pipe without end is not read forever. */
    private static final int LONGEST = 256 << 20;

    private static final String STANDARD_INPUT = "-";

    /**
     * Reads the whole text.
     *
     * @throws BadInputException if there is no such file, or it can't be read, or it is longer than 256 MiB
     */
    static Input read(String file) {
        try (InputStream in = file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new BadInputException(file + ": longer than 256 MiB; give a saved ruleset");
            }
            String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
            return new Input(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": there is no such file");
        } catch (IOException e) {
            throw new BadInputException(file + ": can't be read: " + e.getMessage());
        }
    }

    /**
     * The ruleset that the text is: what {@code iptables-save}, {@code ip6tables-save} or {@code nft list ruleset} printed.
     *
     * @throws BadInputException if anything in it is not understood
     */
    Ruleset ruleset() {
        boolean nft = text.lines().map(String::strip).anyMatch(line -> line.startsWith("table ") && line.endsWith("{"));
        Parsed<Ruleset> parsed = nft ? RulesetText.read("", text) : RulesetText.read(text, "");
        if (!parsed.problems().isEmpty()) {
            throw BadInputException.of(name, parsed.problems());
        }
        if (parsed.value().tables().isEmpty()) {
            throw new BadInputException(name + ": has no table in it; give what iptables-save prints");
        }
        return parsed.value();
    }

    /**
     * The flows that the text lists: what {@code conntrack -L} printed, or {@code /proc/net/nf_conntrack}.
     *
     * @throws BadInputException if anything in it is not understood
     */
    List<Flow> flows() {
        Parsed<List<Flow>> parsed = ConntrackListing.parse(text);
        if (!parsed.problems().isEmpty()) {
            throw BadInputException.of(name, parsed.problems());
        }
        return parsed.value();
    }
}
