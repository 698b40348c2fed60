package dev.packetwalk.web.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.privacy.KeptTable;
import dev.packetwalk.progress.privacy.KeptTables;
import dev.packetwalk.progress.privacy.KeptThing;
import dev.packetwalk.progress.privacy.PersonalData;
import dev.packetwalk.progress.privacy.RetentionPeriods;
import dev.packetwalk.web.AttemptEvidence;
import dev.packetwalk.web.replay.CastFiles;
import dev.packetwalk.web.words.PrivacyWords;
import dev.packetwalk.web.words.Texts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of what is kept about somebody: a ZIP file with a JSON file for each kind of thing, a bundle of evidence for each attempt,
 * what was recorded of each terminal as a file that asciinema plays, and a text that says what is in it. All of it goes by
 * {@link KeptTables}.
 */
@Singleton
final class PersonalCopy {
    /** Bytes before they are compressed. What learners are kept is bounded, and far below this unless somebody means to exceed it. */
    static final long LARGEST = 512L << 20;

    private static final String EVIDENCE = "evidence/";
    private static final String RECORDINGS = "recordings/";

    private final PersonalData data;
    private final Attempts attempts;
    private final Journals journals;
    private final AttemptEvidence evidence;
    private final CastFiles casts;
    private final RetentionPeriods periods;

    PersonalCopy(
            PersonalData data,
            Attempts attempts,
            Journals journals,
            AttemptEvidence evidence,
            CastFiles casts,
            RetentionPeriods periods) {
        this.data = data;
        this.attempts = attempts;
        this.journals = journals;
        this.evidence = evidence;
        this.casts = casts;
        this.periods = periods;
    }

    /**
     * Writes it.
     *
     * @param language of the text, and of the moments that are marked in recordings
     */
    void write(Learner learner, Locale language, OutputStream out) throws IOException {
        write(learner, language, out, LARGEST);
    }

    /** Like the other, with another limit. */
    void write(Learner learner, Locale language, OutputStream out, long largest) throws IOException {
        journals.flush();
        Files files = new Files(new ZipOutputStream(out, UTF_8), largest);
        for (KeptTable table : KeptTables.ALL) {
            if (table.hasFile()) {
                table(files, learner.id(), table);
            }
        }
        for (Attempt attempt : attempts.all(learner.id())) {
            bundle(files, attempt);
        }
        for (CastFiles.OfRecording recording : casts.of(learner.id(), language)) {
            casts(files, recording);
        }
        PrivacyWords words = Texts.in(language, PrivacyWords.class);
        files.finish(new Readme(words, new KeptWords(words, periods)).text(learner, files.written, files.cut));
    }

    private void table(Files files, UUID learner, KeptTable table) throws IOException {
        List<String> page = data.rows(learner, table, 0);
        if (page.isEmpty()) {
            return;
        }
        String name = table.file() + ".json";
        if (files.isFull()) {
            files.cut.add(name);
            return;
        }
        files.begin(name, table.thing());
        int rows = 0;
        while (!page.isEmpty() && !files.isFull()) {
            for (String row : page) {
                files.add(rows == 0 ? "[\n" : ",\n");
                files.add(row);
                rows++;
            }
            page = data.rows(learner, table, rows);
        }
        files.add("\n]\n");
        files.end();
        if (!page.isEmpty()) {
            files.cut.add(name);
        }
    }

    private void bundle(Files files, Attempt attempt) throws IOException {
        String name = EVIDENCE + attempt.exercise().exercise() + "-" + attempt.id() + ".json";
        if (files.isFull()) {
            files.cut.add(name);
            return;
        }
        files.begin(name, KeptThing.EVIDENCE);
        files.add(EvidenceBundles.write(evidence.of(attempt)));
        files.end();
    }

    private static void casts(Files files, CastFiles.OfRecording recording) throws IOException {
        String folder = RECORDINGS + recording.recording() + "/";
        if (files.isFull()) {
            recording.names().forEach(name -> files.cut.add(folder + name));
            return;
        }
        for (Map.Entry<String, String> cast : recording.contents().get().entrySet()) {
            files.begin(folder + cast.getKey(), KeptThing.RECORDINGS);
            files.add(cast.getValue());
            files.end();
        }
    }

    /** The files of the copy as they are written. */
    private static final class Files {
        private final ZipOutputStream zip;
        private final long largest;
        private final Map<String, KeptThing> written = new LinkedHashMap<>();
        /** Those that lack something, or everything, because there was no more room. */
        private final List<String> cut = new ArrayList<>();

        private long bytes;

        Files(ZipOutputStream zip, long largest) {
            this.zip = zip;
            this.largest = largest;
        }

        boolean isFull() {
            return bytes >= largest;
        }

        void begin(String name, KeptThing thing) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            written.put(name, thing);
        }

        void add(String text) throws IOException {
            byte[] encoded = text.getBytes(UTF_8);
            zip.write(encoded);
            bytes += encoded.length;
        }

        void end() throws IOException {
            zip.closeEntry();
        }

        void finish(String readme) throws IOException {
            zip.putNextEntry(new ZipEntry("README.txt"));
            zip.write(readme.getBytes(UTF_8));
            zip.closeEntry();
            zip.finish();
        }
    }

    /** The text beside the files. */
    private record Readme(PrivacyWords words, KeptWords kept) {
        String text(Learner learner, Map<String, KeptThing> files, List<String> cut) {
            List<String> lines = new ArrayList<>();
            lines.add(words.copyOf(
                    learner.name(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
            lines.add("");
            lines.add(words.copyForm());
            lines.add("");
            files.forEach((name, thing) -> {
                if (!name.contains("/")) {
                    lines.add(name + ": " + kept.what(thing));
                }
            });
            lines.add(EVIDENCE + ": " + words.copyEvidence());
            if (files.keySet().stream().anyMatch(name -> name.startsWith(RECORDINGS))) {
                lines.add(RECORDINGS + ": " + words.copyRecordings());
            }
            lines.add("");
            lines.add(words.copyLeavesOut());
            if (!cut.isEmpty()) {
                lines.add("");
                lines.add(words.copyIsCut(String.join(", ", cut)));
            }
            return String.join("\r\n", lines) + "\r\n";
        }
    }
}
