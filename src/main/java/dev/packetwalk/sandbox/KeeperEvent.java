package dev.packetwalk.sandbox;

/** What a keeper tells without being asked. */
public sealed interface KeeperEvent {
    /**
     * A new generation of rules is in force.
     *
     * @param generation the kernel's number for it (NFTA_GEN_ID)
     * @param program the name of the program that made it, up to 15 bytes as the kernel keeps them; hostile text
     */
    record RulesetChanged(long generation, String program) implements KeeperEvent {}

    /**
     * Connection tracking made, changed or forgot a flow; not told of the keeper's own probes, nor of the topology's traffic.
     *
     * @param change which of them
     * @param line the flow as {@code conntrack -E -o extended,id} prints it, without the word for the change
     */
    record FlowChanged(JournalEvent.FlowChange change, String line) implements KeeperEvent {}

    /** Something was not heard; whoever keeps state takes a full snapshot now. */
    record Gap() implements KeeperEvent {}

    /**
     * The connection ended.
     *
     * @param reason for the operator
     */
    record Lost(String reason) implements KeeperEvent {}
}
