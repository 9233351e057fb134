package io.hv.bench;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * Reads and writes of 4 KiB at random places of an image, by its API, beside the same in a raw file by a FileChannel. Both in
 * the page cache, and where there is data: what either would have to allocate is not looked at here.
 */
final class RandomAccessBench {

    private static final int BLOCK = 4096;
    private static final int ACCESSES = 20_000;
    private static final int WARM_UP = 10;
    private static final int MIB_BLOCKS = (1 << 20) / BLOCK;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
    private long seed;

    private RandomAccessBench(long seed) {
        this.seed = seed;
    }

    /** How a block is reached. */
    private interface Access {
        void go(long offset, ByteBuffer block, boolean write) throws IOException;
    }

    static Comparison measure(Setting setting, Path qcow2, Path raw) {
        RandomAccessBench bench = new RandomAccessBench(setting.options().seed);
        try (Image image =
                        Image.open(qcow2, OpenOptions.format(ImageFormat.QCOW2).writable());
                FileChannel file = FileChannel.open(raw, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Access own = (offset, block, write) -> {
                if (write) {
                    image.write(offset, block);
                } else {
                    image.read(offset, block);
                }
            };
            Access peer = (offset, block, write) -> {
                int unused = write ? file.write(block, offset) : file.read(block, offset);
            };
            for (int i = 0; i < WARM_UP; i++) {
                long[] unused = bench.turn(own);
                long[] unusedToo = bench.turn(peer);
            }
            return Comparison.of(
                    Pairs.take(
                            setting.options().pairs,
                            setting.options().seed,
                            () -> bench.turn(own),
                            () -> bench.turn(peer)),
                    ACCESSES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long[] turn(Access access) {
        Random random = new Random(seed++);
        long start = System.nanoTime();
        try {
            for (int i = 0; i < ACCESSES; i++) {
                int mib = random.nextInt(ImageContent.DATA_MIB / 2) * 3 + random.nextInt(2);
                long offset = ((long) mib * MIB_BLOCKS + random.nextInt(MIB_BLOCKS)) * BLOCK;
                buffer.clear();
                access.go(offset, buffer, (i & 1) != 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new long[] {System.nanoTime() - start};
    }
}
