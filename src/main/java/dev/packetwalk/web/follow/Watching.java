package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.PacketAssembly;
import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.Watched;
import dev.packetwalk.web.follow.WatchNews.Over;
import dev.packetwalk.web.follow.WatchNews.Seen;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page watches packets of one sandbox: asks the keeper again and again, and tells of each packet once it is whole. Ends by
 * itself; closing ends it sooner, and the kernel then traces nothing of it any more.
 */
final class Watching implements AutoCloseable {
    static final Duration LONGEST = Duration.ofSeconds(60);
    static final int MOST_SHOWN = 30;
    private static final long ASK_EVERY_NANOS = 50_000_000;
    private static final long TELL_EVERY_MILLIS = 500;

    private final Keeper keeper;
    private final Lease lease;
    private final WorldView world;
    private final PacketFilter filter;
    private final Album album;
    private final Consumer<WatchNews> listener;
    private final PacketAssembly assembly = new PacketAssembly();
    private final long begunNanos = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean replaced;
    private @Nullable Moment moment;
    private int shown;
    private long packets;
    private long toldAtMillis = -TELL_EVERY_MILLIS;

    Watching(
            Keeper keeper,
            Lease lease,
            WorldView world,
            PacketFilter filter,
            Album album,
            Consumer<WatchNews> listener) {
        this.keeper = keeper;
        this.lease = lease;
        this.world = world;
        this.filter = filter;
        this.album = album;
        this.listener = listener;
    }

    /** Begins. */
    Watching start() {
        Thread.ofVirtual().name("watching-" + lease.id()).start(this::watch);
        return this;
    }

    private void watch() {
        if (closed) {
            return;
        }
        try {
            long number = keeper.watch(filter);
            tell(List.of(), null);
            while (!closed && millis() < LONGEST.toMillis()) {
                take(keeper.watched(number));
                LockSupport.parkNanos(ASK_EVERY_NANOS);
            }
            take(keeper.unwatch(number));
            tell(List.of(), replaced ? Over.REPLACED : Over.TIME);
        } catch (IOException e) {
            Log.debugf("a watch in sandbox %s has ended: %s", lease.id(), e.getMessage());
            tell(List.of(), replaced ? Over.REPLACED : Over.LOST);
        }
    }

    private void take(Watched news) throws IOException {
        packets = news.packets();
        List<Seen> seen = new ArrayList<>();
        for (PacketAssembly.Whole packet : assembly.add(news.told(), System.nanoTime())) {
            if (shown < MOST_SHOWN) {
                view(packet).ifPresent(seen::add);
            }
        }
        if (!seen.isEmpty() || millis() - toldAtMillis >= TELL_EVERY_MILLIS) {
            tell(seen, null);
        }
    }

    private Optional<Seen> view(PacketAssembly.Whole packet) throws IOException {
        Moment then = momentOf(packet.generation());
        Optional<Walk> walk = then.traced(packet.generation(), packet.messages());
        return walk.map(w -> {
            shown++;
            WalkView view = then.viewOfTraced(w);
            return new Seen(album.keep(lease, world, then, List.of(view), List.of()), view);
        });
    }

    /** The rules are read again only when others are in force. */
    private Moment momentOf(long generation) throws IOException {
        Moment known = moment;
        if (known == null || !known.isOf(generation)) {
            known = Moment.of(world, keeper.ruleset(), "");
            moment = known;
        }
        return known;
    }

    private long millis() {
        return (System.nanoTime() - begunNanos) / 1_000_000;
    }

    private void tell(List<Seen> seen, @Nullable Over over) {
        toldAtMillis = millis();
        if (!closed || over == Over.REPLACED) {
            listener.accept(new WatchNews(seen, packets, shown, toldAtMillis, over));
        }
    }

    /** Another page watches now. */
    void replace() {
        replaced = true;
        close();
    }

    @Override
    public void close() {
        // Not interrupted: it looks soon, and then tells the kernel.
        closed = true;
    }
}
