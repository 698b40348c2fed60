package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.LinkCast;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A kernel to try things out with: the namespaces, and one thread inside the box that sends packets into them and reads the trace.
 *
 * <p>One packet is under way at a time. That its path is over is known by a further packet sent behind it, the fence: both are handled on one
 * processor, in order.
 */
final class Lab implements AutoCloseable {
    private static final int LIMIT_MS = 10_000;
    private static final String TO_GROUPS = "ff000000000000000000000000000000 08";
    private static final int GET_CHAINS = 4;
    private static final int GET_RULES = 7;
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] TO_ETH0 = HEX.parseHex("020000000001020000000002");
    private static final byte[] TO_DOCKER0 = HEX.parseHex("020000000003020000000004");

    private final Namespaces namespaces;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lab").daemon().factory());
    private final List<Runnable> closing;
    private final Map<Integer, String> interfaces = new TreeMap<>();

    // All of these are used by the one thread only.
    private final PacketSocket outside;
    private final PacketSocket behind;
    private final PacketSocket watcher;
    private final RawSocket local;
    private final RawSocket localV6;
    private final Netlink trace;
    private final Netlink requests;
    private final int outsideIndex;
    private final int behindIndex;

    Lab() throws Exception {
        namespaces = new Namespaces();
        outside = in(namespaces.outside(), PacketSocket::sender);
        outsideIndex = in(namespaces.outside(), () -> CLibrary.interfaceIndex("w0"));
        behind = in(namespaces.behind(), PacketSocket::sender);
        behindIndex = in(namespaces.behind(), () -> CLibrary.interfaceIndex("w0"));
        call(() -> {
            CLibrary.enterNamespace(namespaces.box());
            CLibrary.stayOnThisProcessor();
            for (String name : List.of("lo", "eth0", "docker0")) {
                interfaces.put(CLibrary.interfaceIndex(name), name);
            }
            return null;
        });
        watcher = call(PacketSocket::watching);
        local = call(() -> RawSocket.open(false, TraceTable.OUR_MARK));
        localV6 = call(() -> RawSocket.open(true, TraceTable.OUR_MARK));
        trace = call(() -> Netlink.listening(TraceMessage.GROUP));
        requests = call(Netlink::open);
        closing = List.of(
                outside::close,
                behind::close,
                watcher::close,
                local::close,
                localV6::close,
                trace::close,
                requests::close);
        call(() -> Namespaces.run(List.of("nft", "-f", "-"), TraceTable.text()));
        // A link that was just made takes a moment until packets to groups are routed on it.
        Awaitility.await()
                .atMost(Duration.ofMillis(LIMIT_MS))
                .pollInterval(Duration.ofMillis(10))
                .until(this::routesGroups);
    }

    private boolean routesGroups() throws Exception {
        List<String> routes = net("ipv6_route").lines().toList();
        return List.of("eth0", "docker0").stream()
                .allMatch(name -> routes.stream().anyMatch(line -> line.endsWith(name) && line.startsWith(TO_GROUPS)));
    }

    /** A file of the box's /proc/net. */
    private String net(String file) throws Exception {
        // Read as a stream: the file's size is not known before.
        return call(() -> {
            try (var in = new FileInputStream("/proc/thread-self/net/" + file)) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        });
    }

    /** Opens something in another namespace, on a thread of its own: a thread that has entered one stays there. */
    private static <T> T in(Path namespace, Callable<T> opening) throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            return other.submit(() -> {
                        CLibrary.enterNamespace(namespace);
                        return opening.call();
                    })
                    .get(LIMIT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Does something in the box. */
    <T> T call(Callable<T> work) throws Exception {
        Future<T> future = thread.submit(work);
        try {
            return future.get(6L * LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the box did not finish in time", e);
        }
    }

    /** Runs a command in the box and returns what it printed. */
    String run(String... command) throws Exception {
        return call(() -> Namespaces.run(List.of(command), ""));
    }

    /** As {@link #run}, with a text on its standard input. */
    String runWith(String input, String... command) throws Exception {
        return call(() -> Namespaces.run(List.of(command), input));
    }

    /** Name of an interface of the box; empty for number 0. */
    String interfaceName(int index) {
        return interfaces.getOrDefault(index, "");
    }

    /**
     * What one packet led to.
     *
     * @param messages of the trace, in order, the fence's left out
     * @param left packets that left the box
     */
    record Reaction(List<TraceMessage> messages, List<PacketSocket.Left> left) {}

    /**
     * Sends one packet and returns what the kernel did until its path was over.
     *
     * @param from the interface of the box on which it arrives; empty for a packet of the box itself
     */
    Reaction send(String from, Address destination, LinkCast cast, byte[] datagram) throws Exception {
        return call(() -> {
            trace.receive(0);
            watcher.left();
            switch (from) {
                case "eth0" -> outside.send(outsideIndex, frame(TO_ETH0, cast, datagram));
                case "docker0" -> behind.send(behindIndex, frame(TO_DOCKER0, cast, datagram));
                case "" -> (datagram[0] >>> 4 == 6 ? localV6 : local).send(destination, datagram);
                default -> throw new IllegalArgumentException("nothing can arrive on " + from);
            }
            outside.send(outsideIndex, frame(TO_ETH0, LinkCast.UNICAST, fence()));
            List<TraceMessage> messages = untilFence();
            return new Reaction(messages, watcher.left());
        });
    }

    private static byte[] frame(byte[] addresses, LinkCast cast, byte[] datagram) {
        ByteBuffer frame =
                ByteBuffer.allocate(addresses.length + 2 + datagram.length).put(addresses);
        switch (cast) {
            case UNICAST -> {}
            case BROADCAST -> frame.put(0, HEX.parseHex("ffffffffffff"));
            case MULTICAST -> frame.put(0, HEX.parseHex("01005e000001"));
        }
        return frame.putShort((short) (datagram[0] >>> 4 == 6 ? 0x86dd : 0x0800))
                .put(datagram)
                .array();
    }

    private static byte[] fence() {
        Address to = Address.of(TraceTable.FENCE);
        return Datagram.of(Address.of("192.0.2.254"), to, new PortsHeader(Protocol.UDP, 9, 9))
                .bytes();
    }

    private List<TraceMessage> untilFence() {
        Address fence = Address.of(TraceTable.FENCE);
        List<TraceMessage> messages = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        while (System.nanoTime() < deadline) {
            for (Netlink.Message message : trace.receive(LIMIT_MS)) {
                TraceMessage next = TraceMessage.of(message);
                boolean last = next.first()
                        .map(first -> first.headers().destination().equals(fence))
                        .orElse(false);
                if (last) {
                    return messages;
                }
                messages.add(next);
            }
        }
        throw new IllegalStateException("the trace did not come to an end; so far: " + messages);
    }

    /** Every rule's handle, in the order of the rules, by {@code family table chain}; the family is an NFPROTO_ number. */
    Map<String, List<Long>> handles() throws Exception {
        return call(() -> {
            Map<String, List<Long>> handles = new TreeMap<>();
            for (Netlink.Message message : requests.dump(GET_RULES, 0)) {
                Attributes rule = message.attributes();
                String chain = rule.text(1).orElseThrow() + " " + rule.text(2).orElseThrow();
                handles.computeIfAbsent(message.family() + " " + chain, key -> new ArrayList<>())
                        .add(rule.longNumber(3).orElseThrow());
            }
            return handles;
        });
    }

    /** The chains of a family, as {@code table chain}. */
    Set<String> chains(Family family) throws Exception {
        return call(() ->
                requests.dump(GET_CHAINS, family == Family.IP6 ? CLibrary.AF_INET6 : CLibrary.AF_INET).stream()
                        .map(Netlink.Message::attributes)
                        .map(chain -> chain.text(1).orElseThrow() + " "
                                + chain.text(3).orElseThrow())
                        .collect(Collectors.toSet()));
    }

    /** Forgets all flows. */
    void forgetFlows() throws Exception {
        call(() -> {
            requests.flushFlows();
            return null;
        });
    }

    /** The flows that connection tracking knows, as /proc/net/nf_conntrack prints them. */
    String flows() throws Exception {
        return net("nf_conntrack");
    }

    @Override
    public void close() throws IOException {
        closing.forEach(Runnable::run);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LIMIT_MS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the lab's thread does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        namespaces.close();
    }
}
