package io.hv.kvm.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** RAM in arrays of the Java heap. */
final class HeapBacking implements Backing {

    private final int chunkShift;
    private final ByteBuffer[] chunks;

    HeapBacking(List<Region> regions, int chunkShift) {
        long size = Backing.fileSize(regions);
        this.chunkShift = chunkShift;
        this.chunks = new ByteBuffer[Math.toIntExact(((size - 1) >>> chunkShift) + 1)];
        for (int i = 0; i < chunks.length; i++) {
            long left = size - ((long) i << chunkShift);
            chunks[i] =
                    ByteBuffer.allocate((int) Math.min(left, 1L << chunkShift)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Override
    public int chunkShift() {
        return chunkShift;
    }

    @Override
    public ByteBuffer[] chunks() {
        return chunks;
    }

    @Override
    public long hostAddress() {
        throw new UnsupportedOperationException("RAM on the Java heap has no address that a vCPU could use");
    }

    @Override
    public long nextData(long offset, long end) {
        return offset;
    }

    @Override
    public FrozenMemory freeze() {
        throw new UnsupportedOperationException("RAM on the Java heap cannot be frozen");
    }

    @Override
    public void release(long offset, long length) {
        byte[] zeros = new byte[DirtyBitmap.PAGE_SIZE];
        for (long at = offset; at < offset + length; at += zeros.length) {
            chunks[(int) (at >>> chunkShift)].put((int) (at & ((1L << chunkShift) - 1)), zeros);
        }
    }

    @Override
    public long ownPages() {
        return 0;
    }

    @Override
    public void close() {
        // The collector takes the arrays.
    }
}
