package dev.packetwalk.netfilter.oracle;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/** The few system calls that Java has no way to make: network namespaces, packet sockets, netlink. */
final class CLibrary {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUFFORCE = 33;

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short POLLIN = 1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = function("open", INT, POINTER, INT);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle SETNS = function("setns", INT, INT, INT);
    private static final MethodHandle IF_INDEX = function("if_nametoindex", INT, POINTER);
    private static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
    private static final MethodHandle BIND = function("bind", INT, INT, POINTER, INT);
    private static final MethodHandle SETSOCKOPT = function("setsockopt", INT, INT, INT, INT, POINTER, INT);
    private static final MethodHandle SENDTO = function("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
    private static final MethodHandle RECVFROM = function("recvfrom", LONG, INT, POINTER, LONG, INT, POINTER, POINTER);
    private static final MethodHandle POLL = function("poll", INT, POINTER, LONG, INT);
    private static final MethodHandle AFFINITY = function("sched_setaffinity", INT, INT, LONG, POINTER);
    private static final MethodHandle CPU = function("sched_getcpu", INT);

    private CLibrary() {}

    /** A call of the C library failed. */
    static final class CallFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int errno;

        CallFailedException(String call, int errno) {
            super(call + " failed with errno " + errno + "; this needs root");
            this.errno = errno;
        }
    }

    @SuppressWarnings("restricted") // calling the C library is what this class is for
    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private interface Call {
        long make(MemorySegment captured, Arena arena) throws Throwable;
    }

    private static long checked(String name, Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            long result = call.make(captured, arena);
            if (result < 0) {
                throw new CallFailedException(name, (int) ERRNO.get(captured, 0L));
            }
            return result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Moves the calling thread, for good, into a network namespace. */
    static void enterNamespace(Path namespace) {
        int file = (int) checked(
                "open", (errno, arena) -> (int) OPEN.invokeExact(errno, arena.allocateFrom(namespace.toString()), 0));
        checked("setns", (errno, arena) -> (int) SETNS.invokeExact(errno, file, CLONE_NEWNET));
        close(file);
    }

    /** Keeps the calling thread on the processor that it is on: packets sent from there are handled in the order sent. */
    static void stayOnThisProcessor() {
        int processor = (int) checked("sched_getcpu", (errno, arena) -> (int) CPU.invokeExact(errno));
        checked("sched_setaffinity", (errno, arena) -> {
            MemorySegment set = arena.allocate(128);
            set.set(ValueLayout.JAVA_BYTE, processor / 8, (byte) (1 << processor % 8));
            return (int) AFFINITY.invokeExact(errno, 0, set.byteSize(), set);
        });
    }

    /** The number of an interface in the calling thread's namespace. */
    static int interfaceIndex(String name) {
        int index = (int) checked(
                "if_nametoindex", (errno, arena) -> (int) IF_INDEX.invokeExact(errno, arena.allocateFrom(name)));
        if (index == 0) {
            throw new IllegalArgumentException("no interface " + name);
        }
        return index;
    }

    /** A socket in the calling thread's namespace. */
    static int socket(int family, int type, int protocol) {
        return (int) checked(
                "socket", (errno, arena) -> (int) SOCKET.invokeExact(errno, family, type | SOCK_CLOEXEC, protocol));
    }

    static void bind(int socket, byte[] address) {
        checked("bind", (errno, arena) -> (int)
                BIND.invokeExact(errno, socket, arena.allocateFrom(ValueLayout.JAVA_BYTE, address), address.length));
    }

    static void option(int socket, int level, int name, int value) {
        checked("setsockopt", (errno, arena) ->
                (int) SETSOCKOPT.invokeExact(errno, socket, level, name, arena.allocateFrom(INT, value), 4));
    }

    static void send(int socket, byte[] bytes, byte[] address) {
        checked("sendto", (errno, arena) -> {
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
            return (long) SENDTO.invokeExact(errno, socket, data, data.byteSize(), 0, to, address.length);
        });
    }

    /** Waits until there is something to receive; false when there is nothing within the time. */
    static boolean awaitInput(int socket, int milliseconds) {
        return checked("poll", (errno, arena) -> {
                    MemorySegment poll = arena.allocate(8, 4);
                    poll.set(INT, 0, socket);
                    poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
                    return (int) POLL.invokeExact(errno, poll, 1L, milliseconds);
                })
                > 0;
    }

    /** Receives what is there into the buffer, and the sender's address into the other. Call {@link #awaitInput} before. */
    static int receive(int socket, MemorySegment buffer, MemorySegment address) {
        return (int) checked("recvfrom", (errno, arena) -> {
            MemorySegment length = arena.allocateFrom(INT, (int) address.byteSize());
            return (long) RECVFROM.invokeExact(errno, socket, buffer, buffer.byteSize(), MSG_DONTWAIT, address, length);
        });
    }

    static void close(int file) {
        checked("close", (errno, arena) -> (int) CLOSE.invokeExact(errno, file));
    }
}
