package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordedTerminal;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.progress.recording.Recordings;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.web.words.ReplayWords;
import dev.packetwalk.web.words.Texts;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A learner's own recordings as files that asciinema plays, one for each terminal. */
@Singleton
public final class CastFiles {
    private static final DateTimeFormatter DAY_AND_MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmm").withZone(ZoneOffset.UTC);

    private final Recordings recordings;
    private final Replays replays;

    CastFiles(Recordings recordings, Replays replays) {
        this.recordings = recordings;
        this.replays = replays;
    }

    /**
     * The files of one recording.
     *
     * @param recording its id
     * @param names of its files; none of two is the same within a recording
     * @param contents by name, read when they are asked for: what is gone by then is not among them
     */
    public record OfRecording(String recording, List<String> names, Supplier<Map<String, String>> contents) {
        public OfRecording {
            names = List.copyOf(names);
        }
    }

    /**
     * All of a learner's, the newest recording first.
     *
     * @param language of titles and of the moments that are marked
     */
    public List<OfRecording> of(UUID learner, Locale language) {
        return recordings.of(learner).stream()
                .map(recording -> new OfRecording(
                        recording.id(),
                        recording.terminals().stream()
                                .map(terminal -> name(recording, terminal))
                                .toList(),
                        () -> contents(recording, language)))
                .toList();
    }

    private Map<String, String> contents(Recording recording, Locale language) {
        Replays.Told told = replays.tell(recording, language);
        Map<String, String> contents = new LinkedHashMap<>();
        told.terminals()
                .forEach((terminal, shown) -> contents.put(
                        name(recording, terminal),
                        content(told, terminal, shown, Texts.in(language, ReplayWords.class))));
        return contents;
    }

    /** The file of a terminal. */
    static String content(Replays.Told told, TerminalName terminal, RecordedTerminal shown, ReplayWords words) {
        String title = told.terminals().size() == 1
                ? told.title()
                : words.castTitle(told.title(), terminal.value().substring(1));
        return CastFile.write(title, told.recording(), shown, told.markers());
    }

    /** What the file of a terminal is called: of ids, which are small letters, digits and dashes, and a time in UTC. */
    static String name(Recording recording, TerminalName terminal) {
        return "packetwalk-" + recording.purpose().substring(recording.purpose().indexOf('/') + 1) + "-"
                + DAY_AND_MINUTE.format(recording.beganAt()) + "-" + terminal.value() + ".cast";
    }
}
