package io.hv.kvm.storage;

import io.hv.kvm.storage.Layers.Run;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks through what overlays show in another way than the file below them. For one thread; nobody writes meanwhile. */
final class Extents {

    private final Layers layers;
    private final boolean ends;
    private final long capacity;
    private final Run run = new Run();
    private long at;

    /**
     * From the disk's beginning.
     *
     * @param ends whether what lies beyond the end of a layer counts too; else only what was written
     */
    Extents(Layers layers, boolean ends) {
        this.layers = layers;
        this.ends = ends;
        this.capacity = layers.capacity();
        run.set(Run.ZEROS, 0);
    }

    /** The next one, or null at the end. */
    @Nullable
    Extent next() throws IOException {
        while (at < capacity) {
            if (at >= run.end()) {
                layers.find(at, capacity, false, run);
            }
            boolean counts = run.owner() == Run.ZEROS ? ends : !layers.isBase(run);
            if (counts) {
                return part();
            }
            at = run.end();
        }
        return null;
    }

    /** Who has the last one. */
    Run run() {
        return run;
    }

    /** Up to the next change between bytes and holes. */
    private Extent part() throws IOException {
        long from = at;
        at = run.end();
        if (run.owner() == Run.ZEROS) {
            return new Extent(from, at - from, true);
        }
        Fd file = layers.file(run);
        long data = checked(file, file.nextData(from));
        if (data > from) {
            // A file system may have larger blocks than these: only whole ones of ours are left out.
            long stop = Math.min(at, data & -BlockMap.BLOCK);
            if (stop > from) {
                at = stop;
                return new Extent(from, at - from, true);
            }
        }
        long hole = checked(file, file.nextHole(from));
        at = Math.min(at, BlockMap.blocks(hole) << BlockMap.SHIFT);
        return new Extent(from, at - from, false);
    }

    private static long checked(Fd file, long found) throws IOException {
        if (found == -Errno.ENXIO) {
            return Long.MAX_VALUE & -BlockMap.BLOCK;
        }
        if (found < 0) {
            throw new IOException(file + ": " + Errno.describe((int) -found));
        }
        return found;
    }
}
