package dev.packetwalk.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a sandbox is made of, in one word: equal words mean that one sandbox can stand in for the other. */
final class Recipes {
    private Recipes() {}

    /** The topology's name, and a digest of all that it says and of the engine's revision. */
    static String of(Topology topology, String revision) {
        // A record's text holds all of its components, in their order.
        byte[] text = (topology + "\n" + revision).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return topology.name() + "@" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
