package io.hv.image.spi;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a disk reads as where it has nothing itself. */
public final class Fill {

    private Fill() {}

    /** Fills the buffer from the image below, if there is one; where it is shorter, it goes on with zeros. */
    public static void from(@Nullable Disk below, long offset, ByteBuffer into) {
        if (below != null) {
            int limit = into.limit();
            long there = Math.max(0, Math.min(into.remaining(), below.capacity() - offset));
            if (there > 0) {
                into.limit(into.position() + (int) there);
                below.read(offset, into);
                into.limit(limit);
            }
        }
        zeros(into);
    }

    /** Fills the buffer with zeros. */
    public static void zeros(ByteBuffer into) {
        while (into.remaining() >= Long.BYTES) {
            into.putLong(0);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }
}
