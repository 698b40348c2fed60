package dev.packetwalk.web.gradebook;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.NotHereException;
import dev.packetwalk.web.words.ErrorWords;
import jakarta.inject.Singleton;
import java.util.UUID;

/** A class, found through whoever asks and teaches or grades it: another's is not there. */
@Singleton
final class GradedClass {
    private final Classes classes;
    private final CurrentLearner visitor;

    GradedClass(Classes classes, CurrentLearner visitor) {
        this.classes = classes;
        this.visitor = visitor;
    }

    /**
     * The class with an id.
     *
     * @throws NotHereException if there is none, or it is another's
     */
    TaughtClass find(String id) {
        return classes.find(visitor.get().id(), id(id)).orElseThrow(GradedClass::notHere);
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
