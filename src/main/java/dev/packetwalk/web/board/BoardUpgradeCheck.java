package dev.packetwalk.web.board;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.web.ClassDoor;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Lets only those who teach a class see its board. */
@Singleton
final class BoardUpgradeCheck implements HttpUpgradeCheck {
    /** Asked for when needed: this check is made before the database has its tables. */
    private final Instance<Classes> classes;

    BoardUpgradeCheck(Instance<Classes> classes) {
        this.classes = classes;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(BoardSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return ClassDoor.decide(
                context,
                (instructor, taught) -> classes.get().find(instructor, taught).isPresent());
    }
}
