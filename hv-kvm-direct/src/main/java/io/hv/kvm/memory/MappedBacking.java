package io.hv.kvm.memory;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.Memfd;
import java.nio.ByteBuffer;
import java.util.List;

/** RAM that vCPUs can run in: a memfd, mapped as one run of addresses that stays where it is. */
final class MappedBacking implements Backing {

    private final Fd file;
    private final Mapping mapping;
    private final ByteBuffer[] chunks;

    MappedBacking(List<Region> regions, String name) {
        long size = Backing.fileSize(regions);
        this.file = Memfd.create(name, size);
        try {
            this.mapping = Mapping.shared(file, size);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        this.chunks = new ByteBuffer[Math.toIntExact(((size - 1) >>> CHUNK_SHIFT) + 1)];
        for (int i = 0; i < chunks.length; i++) {
            long offset = (long) i << CHUNK_SHIFT;
            chunks[i] = mapping.view(offset, (int) Math.min(size - offset, 1L << CHUNK_SHIFT));
        }
    }

    @Override
    public int chunkShift() {
        return CHUNK_SHIFT;
    }

    @Override
    public ByteBuffer[] chunks() {
        return chunks;
    }

    @Override
    public long hostAddress() {
        return mapping.address();
    }

    /** The file tells, since the mapping is shared: what the guest writes is in the file. */
    @Override
    public long nextData(long offset, long end) {
        long next = file.nextData(offset);
        if (next == -Errno.ENXIO) {
            return end;
        }
        // Whatever else it answers means only that it does not know.
        return next < offset ? offset : Math.min(next, end);
    }

    @Override
    public void close() {
        mapping.close();
        file.close();
    }
}
