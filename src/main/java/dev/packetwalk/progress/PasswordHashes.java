package dev.packetwalk.progress;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106, version 1.3) of passwords, in the text form that its reference implementation prints: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, each of the last two in Base64 without padding. One takes 19 MiB and 30 to 65 ms on
 * the machine that the lab is measured on.
 *
 * <p>Hashing is slow on purpose, so it runs on a few threads of its own and never keeps more memory than they need: virtual
 * threads, which serve pages and keys, would wait for it. Who comes while too many wait is sent away.
 */
@Singleton
public final class PasswordHashes implements AutoCloseable {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** What a stored hash may ask for at most, should the numbers above be raised one day and lowered again. */
    private static final int MOST_MEMORY_KIB = 262_144;

    private static final int MOST_WAITING = 64;
    private static final long LIMIT_SECONDS = 10;

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    /** Compared with where there is no account, so that this takes as long as where there is one. */
    private static final String NOBODYS = text(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);

    private final ThreadPoolExecutor threads;

    public PasswordHashes() {
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(
                most,
                most,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("password-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What is kept in a password's place: another each time, for the salt is.
     *
     * @throws BusyException if too many wait
     */
    String of(NewPassword password) {
        return await(() -> {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return text(
                    MEMORY_KIB,
                    PASSES,
                    LANES,
                    salt,
                    hash(password.value(), MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
        });
    }

    /**
     * Whether a password is the one that was kept.
     *
     * @param kept as {@link #of} made it; {@code null} where there is none: takes as long, and is never right
     * @throws BusyException if too many wait
     * @throws IllegalArgumentException if what was kept is of another form
     */
    boolean matches(String password, @Nullable String kept) {
        if (password.length() > 2 * NewPassword.LONGEST) {
            return false;
        }
        return await(() -> {
            Matcher parts = FORM.matcher(kept == null ? NOBODYS : kept);
            if (!parts.matches() || Integer.parseInt(parts.group(1)) > MOST_MEMORY_KIB) {
                throw new IllegalArgumentException("not an argon2id hash of ours");
            }
            byte[] expected = Base64.getDecoder().decode(parts.group(5));
            byte[] actual = hash(
                    password,
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    Base64.getDecoder().decode(parts.group(4)),
                    expected.length);
            return MessageDigest.isEqual(expected, actual) && kept != null;
        });
    }

    private <T> T await(Callable<T> work) {
        Future<T> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new BusyException(e);
        }
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new BusyException(e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new BusyException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** The same password typed on another keyboard may come as other code points: normal form KC makes them one. */
    private static byte[] hash(String password, int memory, int passes, int lanes, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8), hash);
        return hash;
    }

    private static String text(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(memory, passes, lanes, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
    }

    @Override
    @PreDestroy
    public void close() {
        threads.shutdownNow();
    }

    /** Too many passwords are being looked at. Trying again in a few seconds is of use. */
    public static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException(Throwable cause) {
            super("too many passwords at once", cause);
        }
    }
}
