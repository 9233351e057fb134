package io.hv.image.seed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as ECMA-119 has them. */
final class IsoBytes {

    static final int SECTOR = 2048;

    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'00'", Locale.ROOT);

    private IsoBytes() {}

    /** Little-endian, then big-endian (7.2.3). */
    static void putBoth16(ByteBuffer to, int value) {
        to.order(ByteOrder.LITTLE_ENDIAN).putShort((short) value);
        to.order(ByteOrder.BIG_ENDIAN).putShort((short) value);
    }

    /** Little-endian, then big-endian (7.3.3). */
    static void putBoth32(ByteBuffer to, long value) {
        to.order(ByteOrder.LITTLE_ENDIAN).putInt((int) value);
        to.order(ByteOrder.BIG_ENDIAN).putInt((int) value);
    }

    /** Seven bytes (9.1.5). */
    static void putTime(ByteBuffer to, Instant time) {
        OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
        to.put((byte) (utc.getYear() - 1900))
                .put((byte) utc.getMonthValue())
                .put((byte) utc.getDayOfMonth())
                .put((byte) utc.getHour())
                .put((byte) utc.getMinute())
                .put((byte) utc.getSecond())
                .put((byte) 0);
    }

    /** Sixteen digits (8.4.26.1), without the zone behind them. */
    static String digits(Instant time) {
        return LONG.format(time.atOffset(ZoneOffset.UTC));
    }

    static long sectors(long bytes) {
        return (bytes + SECTOR - 1) / SECTOR;
    }
}
