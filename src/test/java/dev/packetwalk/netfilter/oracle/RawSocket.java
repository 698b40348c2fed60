package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** A raw IP socket (raw(7)) through which the host itself sends packets with headers of our making. */
final class RawSocket implements AutoCloseable {
    private static final int IPPROTO_RAW = 255;
    private static final int SOL_IP = 0;
    private static final int SO_MARK = 36;
    private static final int IP_NODEFRAG = 22;
    private static final int IP_HDRINCL = 3;

    /** EPERM when a rule drops; EINVAL, ENETUNREACH, EHOSTUNREACH when no route is found, also a second time behind OUTPUT. */
    private static final Set<Integer> NO_WAY = Set.of(1, 22, 101, 113);

    private final boolean v6;
    private final int socket;

    private RawSocket(boolean v6, int socket) {
        this.v6 = v6;
        this.socket = socket;
    }

    /** A socket in the calling thread's namespace; its packets set out with that mark, and fragments are not put together. */
    static RawSocket open(boolean v6, int mark) {
        int socket = CLibrary.socket(v6 ? CLibrary.AF_INET6 : CLibrary.AF_INET, CLibrary.SOCK_RAW, IPPROTO_RAW);
        CLibrary.option(socket, CLibrary.SOL_SOCKET, SO_MARK, mark);
        if (!v6) {
            CLibrary.option(socket, SOL_IP, IP_HDRINCL, 1);
            CLibrary.option(socket, SOL_IP, IP_NODEFRAG, 1);
        }
        return new RawSocket(v6, socket);
    }

    /** Sends; that there is no way, or that a rule drops the packet, is no error here. */
    void send(Address destination, byte[] datagram) {
        ByteBuffer address = ByteBuffer.allocate(v6 ? 28 : 16).order(ByteOrder.nativeOrder());
        address.putShort((short) (v6 ? CLibrary.AF_INET6 : CLibrary.AF_INET));
        address.order(ByteOrder.BIG_ENDIAN);
        if (v6) {
            address.putLong(8, destination.high()).putLong(16, destination.low());
        } else {
            address.putInt(4, (int) destination.low());
        }
        try {
            CLibrary.send(socket, datagram, address.array());
        } catch (CLibrary.CallFailedException e) {
            if (!NO_WAY.contains(e.errno)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        CLibrary.close(socket);
    }
}
