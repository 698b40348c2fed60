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

    /** Something was not heard; whoever keeps state takes a full snapshot now. */
    record Gap() implements KeeperEvent {}

    /**
     * The connection ended.
     *
     * @param reason for the operator
     */
    record Lost(String reason) implements KeeperEvent {}
}
