package dev.packetwalk.web.people;

import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.words.ErrorWords;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Keeps passwords from being guessed: who fails too often, at one account or from one address, waits before the next try, longer
 * each time. A class behind one router has to fit, so an address has more tries than an account.
 */
@Singleton
public final class SignInLimit {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final int LONGEST_KEY = 100;
    static final GrowingDelay.Steps ACCOUNT = new GrowingDelay.Steps(5, Duration.ofSeconds(2), LONGEST, FORGOTTEN);
    static final GrowingDelay.Steps ADDRESS = new GrowingDelay.Steps(50, Duration.ofSeconds(1), LONGEST, FORGOTTEN);

    private final GrowingDelay accounts;
    private final GrowingDelay addresses;

    @Inject
    SignInLimit() {
        this(InstantSource.system());
    }

    SignInLimit(InstantSource clock) {
        accounts = new GrowingDelay(ACCOUNT, clock);
        addresses = new GrowingDelay(ADDRESS, clock);
    }

    /**
     * Lets somebody try a password.
     *
     * @param account the login or id that is tried, whether or not there is such an account
     * @param address where the try comes from
     * @param attempt returns something if the password was right
     * @return what the attempt returned
     * @throws TooManyRequestsException if there is a wait; its words say how long, and what else to do
     */
    public <T> Optional<T> attempt(String account, String address, Supplier<Optional<T>> attempt) {
        String key = account.length() <= LONGEST_KEY ? account : account.substring(0, LONGEST_KEY);
        key = key.strip().toLowerCase(Locale.ROOT);
        refuse(accounts.left(key), ErrorWords::loginWaitSeconds, ErrorWords::loginWaitMinutes);
        refuse(addresses.left(address), ErrorWords::addressWaitSeconds, ErrorWords::addressWaitMinutes);
        accounts.tried(key);
        addresses.tried(address);
        Optional<T> right = attempt.get();
        if (right.isPresent()) {
            accounts.forget(key);
            addresses.takeBack(address);
        }
        return right;
    }

    /** Rounded up: who waits that long may try. */
    private static void refuse(
            Duration left, BiFunction<ErrorWords, Long, String> seconds, BiFunction<ErrorWords, Long, String> minutes) {
        if (left.isZero()) {
            return;
        }
        long wait = left.plusNanos(999_999_999).toSeconds();
        throw new TooManyRequestsException(
                ErrorWords::wrongTooOftenTitle,
                words -> wait < 60 ? seconds.apply(words, wait) : minutes.apply(words, (wait + 59) / 60));
    }
}
