package io.hv.image.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** Identifiers as Microsoft lays them out: the first three parts with the low byte first, the rest as it is written. */
public final class Guid {

    /** None. */
    public static final UUID NONE = new UUID(0, 0);

    private Guid() {}

    /** Reads 16 bytes. */
    public static UUID get(ByteBuffer from, int at) {
        ByteBuffer low = from.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long high =
                Integer.toUnsignedLong(low.getInt(at)) << 32 | (long) low.getChar(at + 4) << 16 | low.getChar(at + 6);
        return new UUID(high, low.order(ByteOrder.BIG_ENDIAN).getLong(at + 8));
    }

    /** Writes 16 bytes. */
    public static void put(ByteBuffer into, int at, UUID guid) {
        long high = guid.getMostSignificantBits();
        ByteBuffer low = into.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        low.putInt(at, (int) (high >>> 32))
                .putChar(at + 4, (char) (high >>> 16))
                .putChar(at + 6, (char) high);
        Object unused = low.order(ByteOrder.BIG_ENDIAN).putLong(at + 8, guid.getLeastSignificantBits());
    }
}
