package io.hv.kvm.virtio.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The configuration space (struct virtio_blk_config).
 *
 * <pre>
 *  0 capacity in sectors 8    12 seg_max 4            20 blk_size 4         32 writeback 1   34 num_queues 2
 * 36 max_discard_sectors 4    40 max_discard_seg 4    44 discard_sector_alignment 4
 * 48 max_write_zeroes_sectors 4    52 max_write_zeroes_seg 4    56 write_zeroes_may_unmap 1
 * </pre>
 */
final class BlockConfig {

    static final int SIZE = 60;
    static final int SECTOR = 512;

    /** Ranges of one discard or write-zeroes request. */
    static final int MOST_SEGMENTS = 16;

    /** Sectors of one such range: 32 MiB, which some file systems can only be given as zeros that are written. */
    static final int MOST_SECTORS = 1 << 16;

    private final byte[] bytes = new byte[SIZE];
    private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    BlockConfig(long capacity, int queues, int queueSize) {
        capacity(capacity);
        fields.putInt(12, Math.max(1, queueSize - 2)).putInt(20, SECTOR).putShort(34, (short) queues);
        fields.putInt(36, MOST_SECTORS).putInt(40, MOST_SEGMENTS).putInt(44, 1);
        fields.putInt(48, MOST_SECTORS).putInt(52, MOST_SEGMENTS).put(56, (byte) 1);
    }

    void capacity(long capacity) {
        fields.putLong(0, capacity / SECTOR);
    }

    int read(int offset) {
        return bytes[offset] & 0xff;
    }
}
