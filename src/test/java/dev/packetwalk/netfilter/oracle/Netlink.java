package dev.packetwalk.netfilter.oracle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A netlink socket of nf_tables (linux/netlink.h, linux/netfilter/nfnetlink.h), in the namespace of the thread that opened it. */
final class Netlink implements AutoCloseable {
    private static final int NETLINK_NETFILTER = 12;
    private static final int SOL_NETLINK = 270;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int MESSAGE_HEADER = 16;
    private static final int NETFILTER_HEADER = 4;
    private static final int NF_TABLES = 10;
    private static final int CONNTRACK = 1;
    private static final int DELETE_FLOWS = 2;
    private static final int REQUEST_DUMP = 0x301;
    private static final int REQUEST_ACK = 0x5;
    private static final int DONE = 3;
    private static final int ERROR = 2;
    private static final int RECEIVE_BUFFER = 8 << 20;
    private static final byte[] ANY_ADDRESS = ByteBuffer.allocate(12)
            .order(ByteOrder.nativeOrder())
            .putShort((short) CLibrary.AF_NETLINK)
            .array();

    private final int socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(1 << 16);
    private final MemorySegment address = arena.allocate(12);

    private Netlink(int socket) {
        this.socket = socket;
    }

    /**
     * One message of nf_tables.
     *
     * @param kind of {@code enum nf_tables_msg_types}
     * @param family an AF_ number
     * @param attributes what follows both headers
     */
    record Message(int kind, int family, Attributes attributes) {}

    static Netlink open() {
        int socket = CLibrary.socket(CLibrary.AF_NETLINK, CLibrary.SOCK_RAW, NETLINK_NETFILTER);
        CLibrary.bind(socket, ANY_ADDRESS);
        return new Netlink(socket);
    }

    /** A socket that gets what is sent to a group. */
    static Netlink listening(int group) {
        Netlink netlink = open();
        CLibrary.option(netlink.socket, CLibrary.SOL_SOCKET, CLibrary.SO_RCVBUFFORCE, RECEIVE_BUFFER);
        CLibrary.option(netlink.socket, SOL_NETLINK, ADD_MEMBERSHIP, group);
        return netlink;
    }

    /** Messages that are there or come within the time; empty when none come. */
    List<Message> receive(int milliseconds) {
        if (!CLibrary.awaitInput(socket, milliseconds)) {
            return List.of();
        }
        List<Message> messages = new ArrayList<>();
        read(messages);
        return messages;
    }

    /** All answers to a request for everything of one kind. */
    List<Message> dump(int kind, int family) {
        request(NF_TABLES << 8 | kind, REQUEST_DUMP, family);
        return answers();
    }

    /** Has connection tracking forget everything. */
    void flushFlows() {
        request(CONNTRACK << 8 | DELETE_FLOWS, REQUEST_ACK, 0);
        answers();
    }

    private void request(int type, int flags, int family) {
        ByteBuffer request =
                ByteBuffer.allocate(MESSAGE_HEADER + NETFILTER_HEADER).order(ByteOrder.nativeOrder());
        request.putInt(request.capacity())
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(1)
                .putInt(0)
                .put((byte) family);
        CLibrary.send(socket, request.array(), ANY_ADDRESS);
    }

    private List<Message> answers() {
        List<Message> messages = new ArrayList<>();
        boolean more = true;
        while (more) {
            if (!CLibrary.awaitInput(socket, 5_000)) {
                throw new IllegalStateException("netlink does not answer");
            }
            more = read(messages);
        }
        return messages;
    }

    /** Reads one datagram; false behind the last one of a dump, and at an acknowledgement. */
    private boolean read(List<Message> messages) {
        int length = CLibrary.receive(socket, buffer, address);
        ByteBuffer bytes = ByteBuffer.wrap(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE))
                .order(ByteOrder.nativeOrder());
        while (bytes.remaining() >= MESSAGE_HEADER) {
            int start = bytes.position();
            int size = bytes.getInt(start);
            int type = bytes.getShort(start + 4) & 0xffff;
            if (type == DONE) {
                return false;
            }
            if (type == ERROR) {
                int error = bytes.getInt(start + MESSAGE_HEADER);
                if (error != 0) {
                    throw new IllegalStateException("netlink error " + error);
                }
                return false;
            }
            int headers = MESSAGE_HEADER + NETFILTER_HEADER;
            messages.add(new Message(
                    type & 0xff,
                    bytes.get(start + MESSAGE_HEADER),
                    Attributes.of(bytes.slice(start + headers, size - headers))));
            bytes.position(Math.min(bytes.limit(), start + align(size)));
        }
        return true;
    }

    static int align(int size) {
        return size + 3 & ~3;
    }

    @Override
    public void close() {
        CLibrary.close(socket);
        arena.close();
    }
}
