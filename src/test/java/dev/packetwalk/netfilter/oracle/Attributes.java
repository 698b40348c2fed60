package dev.packetwalk.netfilter.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The attributes of a netlink message; numbers of nf_tables are big-endian. */
record Attributes(Map<Integer, ByteBuffer> values) {
    private static final int TYPE_MASK = 0x3fff;

    static Attributes of(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate().order(ByteOrder.nativeOrder());
        Map<Integer, ByteBuffer> values = new HashMap<>();
        while (in.remaining() >= 4) {
            int start = in.position();
            int size = in.getShort(start) & 0xffff;
            int type = in.getShort(start + 2) & TYPE_MASK;
            values.put(type, in.slice(start + 4, size - 4).order(ByteOrder.BIG_ENDIAN));
            in.position(Math.min(in.limit(), start + Netlink.align(size)));
        }
        return new Attributes(values);
    }

    boolean has(int type) {
        return values.containsKey(type);
    }

    Optional<String> text(int type) {
        return bytes(type).map(bytes -> new String(bytes, 0, bytes.length - 1, StandardCharsets.ISO_8859_1));
    }

    OptionalInt number(int type) {
        ByteBuffer value = values.get(type);
        if (value == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                switch (value.remaining()) {
                    case 1 -> value.get(0) & 0xff;
                    case 2 -> value.getShort(0) & 0xffff;
                    default -> value.getInt(0);
                });
    }

    OptionalLong longNumber(int type) {
        ByteBuffer value = values.get(type);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value.getLong(0));
    }

    Optional<byte[]> bytes(int type) {
        return Optional.ofNullable(values.get(type)).map(value -> {
            byte[] bytes = new byte[value.remaining()];
            value.get(0, bytes);
            return bytes;
        });
    }

    Attributes nested(int type) {
        ByteBuffer value = values.get(type);
        return value == null ? new Attributes(Map.of()) : of(value);
    }
}
