package dev.packetwalk.web;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.words.ErrorWords;
import jakarta.inject.Singleton;
import java.util.UUID;

/** A class, found through whoever asks and teaches or grades it: another's is not there. What they may do with it is told by the route. */
@Singleton
public final class OwnClass {
    private final Classes classes;
    private final CurrentLearner visitor;

    OwnClass(Classes classes, CurrentLearner visitor) {
        this.classes = classes;
        this.visitor = visitor;
    }

    /**
     * The class with an id.
     *
     * @throws NotHereException if there is none, or it is another's
     */
    public TaughtClass find(String id) {
        return classes.find(visitor.get().id(), id(id)).orElseThrow(OwnClass::notHere);
    }

    /**
     * Reads an id of an address.
     *
     * @throws NotHereException if it cannot be one
     */
    public static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw notHere();
        }
    }

    /** The answer about a class, or what is in it, that is not there for whoever asks. */
    public static NotHereException notHere() {
        return new NotHereException(ErrorWords::noSuchClassHere);
    }
}
