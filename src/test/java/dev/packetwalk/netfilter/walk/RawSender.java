package dev.packetwalk.netfilter.walk;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends Ethernet frames on an interface of another network namespace, through a packet socket (packet(7)). */
final class RawSender implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int SOCKADDR_LL = 20;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            function("open", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = function("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle SETNS =
            function("setns", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle IF_INDEX = function("if_nametoindex", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private static final MethodHandle SOCKET =
            function("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle SENDTO = function(
            "sendto",
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT);

    private final int socket;
    private final int interfaceIndex;

    private RawSender(int socket, int interfaceIndex) {
        this.socket = socket;
        this.interfaceIndex = interfaceIndex;
    }

    @SuppressWarnings("restricted") // calling the C library is what this class is for
    private static MethodHandle function(
            String name, java.lang.foreign.MemoryLayout result, java.lang.foreign.MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }

    /** Opens the socket on a thread of its own, because entering a namespace changes the thread for good. */
    static RawSender open(Path namespace, String interfaceName)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<RawSender> opened = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                opened.complete(openHere(namespace, interfaceName));
            } catch (Throwable failure) {
                opened.completeExceptionally(failure);
            }
        });
        return opened.get(10, TimeUnit.SECONDS);
    }

    private static RawSender openHere(Path namespace, String interfaceName) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            int file = check((int) OPEN.invokeExact(arena.allocateFrom(namespace.toString()), 0), "open");
            check((int) SETNS.invokeExact(file, CLONE_NEWNET), "setns");
            check((int) CLOSE.invokeExact(file), "close");
            int index = (int) IF_INDEX.invokeExact(arena.allocateFrom(interfaceName));
            return new RawSender(check((int) SOCKET.invokeExact(AF_PACKET, SOCK_RAW, 0), "socket"), index);
        }
    }

    private static int check(int result, String call) {
        if (result < 0) {
            throw new IllegalStateException(call + " failed; this needs root");
        }
        return result;
    }

    void send(byte[] frame) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(SOCKADDR_LL);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
            address.set(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) 0x0800);
            address.set(ValueLayout.JAVA_INT, 4, interfaceIndex);
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
            long sent = (long) SENDTO.invokeExact(socket, bytes, (long) frame.length, 0, address, SOCKADDR_LL);
            if (sent != frame.length) {
                throw new IllegalStateException("sent " + sent + " of " + frame.length + " bytes");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            check((int) CLOSE.invokeExact(socket), "close");
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
