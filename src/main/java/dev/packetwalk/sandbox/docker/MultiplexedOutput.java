package dev.packetwalk.sandbox.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The standard output of a process without a terminal, taken out of the engine's frames (Docker Engine API v1.41, "Stream
 * format": one byte for the stream, three of zero, four of length, big-endian). Its standard error goes to the log.
 */
final class MultiplexedOutput extends InputStream {
    private static final System.Logger LOG = System.getLogger(MultiplexedOutput.class.getName());
    private static final int STDERR = 2;
    private static final int HEADER = 8;
    private static final int LONGEST_REMARK = 4 << 10;

    private final EngineSocket socket;
    private final String name;
    private final byte[] header = new byte[HEADER];
    private long left;

    /** @param name of the process, for the log */
    MultiplexedOutput(EngineSocket socket, String name) {
        this.socket = socket;
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (left == 0) {
            if (!nextFrame()) {
                return -1;
            }
        }
        int count = socket.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the engine's stream of " + name + " ended within a frame");
        }
        left -= count;
        return count;
    }

    private boolean nextFrame() throws IOException {
        int first = socket.read(header, 0, 1);
        if (first < 0) {
            return false;
        }
        fill(header, 1, HEADER - 1);
        long size = ByteBuffer.wrap(header).getInt(4) & 0xffffffffL;
        if (header[0] == STDERR) {
            skipRemark(size);
        } else {
            left = size;
        }
        return true;
    }

    private void skipRemark(long size) throws IOException {
        byte[] chunk = new byte[LONGEST_REMARK];
        for (long rest = size; rest > 0; ) {
            int count = (int) Math.min(rest, chunk.length);
            fill(chunk, 0, count);
            rest -= count;
            String text = new String(chunk, 0, count, StandardCharsets.UTF_8).strip();
            LOG.log(System.Logger.Level.INFO, "{0} says: {1}", name, text);
        }
    }

    private void fill(byte[] buffer, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = socket.read(buffer, offset + done, length - done);
            if (count < 0) {
                throw new EOFException("the engine's stream of " + name + " ended within a frame");
            }
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
