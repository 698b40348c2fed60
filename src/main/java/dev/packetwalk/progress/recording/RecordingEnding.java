package dev.packetwalk.progress.recording;

import java.util.Locale;

/** Why nothing is added to a recording any more. */
public enum RecordingEnding {
    /** The learner stopped it, or somebody else may see what comes next. */
    STOPPED,
    /** Its sandbox is over. */
    OVER,
    /** It is as large as it may become. */
    FULL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RecordingEnding of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
