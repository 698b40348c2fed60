package dev.packetwalk.netfilter.oracle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A packet socket (packet(7)) in the namespace of the thread that opened it: sends Ethernet frames, and sees those that leave. */
final class PacketSocket implements AutoCloseable {
    private static final int ADDRESS = 20;
    private static final int EVERYTHING = 0x0300;
    private static final byte OUTGOING = 4;
    private static final int ETHERNET_HEADER = 14;

    private final int socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(1 << 16);
    private final MemorySegment from = arena.allocate(ADDRESS, 4);

    private PacketSocket(int socket) {
        this.socket = socket;
    }

    /**
     * A packet that left.
     *
     * @param out number of the interface
     * @param headers of the packet
     */
    record Left(int out, Headers headers) {}

    /** A socket that only sends. */
    static PacketSocket sender() {
        return new PacketSocket(CLibrary.socket(CLibrary.AF_PACKET, CLibrary.SOCK_RAW, 0));
    }

    /** A socket that sees every frame of the namespace. */
    static PacketSocket watching() {
        int socket = CLibrary.socket(CLibrary.AF_PACKET, CLibrary.SOCK_RAW, EVERYTHING);
        CLibrary.option(socket, CLibrary.SOL_SOCKET, CLibrary.SO_RCVBUFFORCE, 8 << 20);
        return new PacketSocket(socket);
    }

    void send(int interfaceIndex, byte[] frame) {
        ByteBuffer address = ByteBuffer.allocate(ADDRESS).order(ByteOrder.nativeOrder());
        address.putShort((short) CLibrary.AF_PACKET)
                .put(frame[12])
                .put(frame[13])
                .putInt(interfaceIndex);
        CLibrary.send(socket, frame, address.array());
    }

    /** What has left since the last call, in order. */
    List<Left> left() {
        List<Left> left = new ArrayList<>();
        while (CLibrary.awaitInput(socket, 0)) {
            int length = CLibrary.receive(socket, buffer, from);
            if (from.get(ValueLayout.JAVA_BYTE, 10) == OUTGOING) {
                byte[] frame = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                left.add(new Left(
                        from.get(ValueLayout.JAVA_INT, 4),
                        Headers.of(Arrays.copyOfRange(frame, ETHERNET_HEADER, frame.length))));
            }
        }
        return left;
    }

    @Override
    public void close() {
        CLibrary.close(socket);
        arena.close();
    }
}
