package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Machines that are ready when a class begins. */
@MessageBundle("reservation")
public interface ReservationWords {
    @Message
    String noMachines(int wanted);

    @Message
    String fewMachines(int granted, int wanted);

    @Message
    String machinesReady(int ready, int granted, int held);

    @Message
    String machinesUntil(String until);

    @Message
    String machinesFrom(String from);

    @Message
    String machinesAtMost(int maximum);

    @Message
    String machinesOfOthers(int maximum, int others);

    @Message
    String machinesBeyond();

    @Message
    String machinesWhatToDo();

    @Message
    String changePlan();
}
