package dev.packetwalk.progress.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key by which a receiver knows that a message is ours and unaltered. Signatures are those of the Standard Webhooks
 * specification, version 1.0: HMAC-SHA256 over id, time and body.
 */
public final class WebhookSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    WebhookSecret(byte[] key) {
        this.key = key.clone();
    }

    static WebhookSecret random() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    byte[] key() {
        return key.clone();
    }

    /** As it is given to whoever receives: {@code whsec_} and the key in Base64. */
    public String shown() {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /**
     * What the header {@code webhook-signature} says of a message.
     *
     * @param id the header {@code webhook-id}
     * @param at the header {@code webhook-timestamp}, as seconds since 1970
     */
    public String sign(UUID id, Instant at, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signed = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every JDK has " + ALGORITHM, e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }
}
