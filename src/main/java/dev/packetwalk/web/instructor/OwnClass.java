package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.words.ErrorWords;
import jakarta.inject.Singleton;
import java.util.UUID;

/** A class, found through the instructor who asks: another's is not there. */
@Singleton
final class OwnClass {
    private final Classes classes;
    private final CurrentLearner instructor;

    OwnClass(Classes classes, CurrentLearner instructor) {
        this.classes = classes;
        this.instructor = instructor;
    }

    /**
     * The class with an id.
     *
     * @throws NotHereException if there is none, or they do not teach it
     */
    TaughtClass find(String id) {
        return classes.find(instructor.get().id(), id(id)).orElseThrow(OwnClass::notHere);
    }

    /**
     * Reads an id of an address.
     *
     * @throws NotHereException if it cannot be one
     */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw notHere();
        }
    }

    static NotHereException notHere() {
        return new NotHereException(ErrorWords::noSuchClassHere);
    }
}
