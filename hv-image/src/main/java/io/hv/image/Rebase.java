package io.hv.image;

import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Puts another backing file below an overlay; what would read differently then is copied into the overlay before. */
final class Rebase {

    private static final int PIECE = 1 << 20;

    private final Disk overlay;
    private final OpenOptions options;
    private final Course course;

    Rebase(Disk overlay, OpenOptions options, Course course) {
        this.overlay = overlay;
        this.options = options;
        this.course = course;
    }

    void run(String name, ImageFormat format) {
        if (!overlay.isOverlay()) {
            throw overlay.unsupported("a backing file that can be changed");
        }
        if (name.isEmpty()) {
            keepDifferences(null);
            overlay.rebase(null, null, null);
            return;
        }
        Disk below = ChainOpener.openBelow(overlay.file().path(), options, name, format)
                .orElse(null);
        boolean good = false;
        try {
            keepDifferences(below);
            overlay.rebase(name, format.id(), below);
            good = true;
        } finally {
            if (!good && below != null) {
                below.close();
            }
        }
    }

    /** Where it has nothing of its own. */
    private void keepDifferences(@Nullable Disk below) {
        if (!options.isWithBacking()) {
            return;
        }
        int step = Math.max(overlay.clusterSize(), PIECE);
        long size = overlay.capacity();
        for (long at = 0; at < size; ) {
            course.check("rebase of " + overlay.file().path());
            Extent extent = overlay.ownExtent(at, Math.min(step, size - at));
            if (extent.kind() == Extent.Kind.ABSENT) {
                keep(extent, below);
            }
            at = extent.end();
            course.done(at, size);
        }
        overlay.flush();
    }

    private void keep(Extent extent, @Nullable Disk below) {
        ByteBuffer old = ByteBuffer.allocate((int) extent.length());
        overlay.read(extent.offset(), old);
        ByteBuffer other = ByteBuffer.allocate((int) extent.length());
        if (below != null && below.capacity() > extent.offset()) {
            other.limit((int) Math.min(extent.length(), below.capacity() - extent.offset()));
            below.read(extent.offset(), other);
        }
        old.clear();
        other.clear();
        int cluster = overlay.clusterSize();
        for (int from = 0; from < old.capacity(); ) {
            int rest = cluster - (int) ((extent.offset() + from) % cluster);
            int length = Math.min(rest, old.capacity() - from);
            if (!old.slice(from, length).equals(other.slice(from, length))) {
                keep(extent.offset() + from, old.slice(from, length));
            }
            from += length;
        }
    }

    /** One cluster, or the part of it that is the disk's. */
    private void keep(long offset, ByteBuffer bytes) {
        if (Zeros.are(bytes, 0, bytes.limit())) {
            overlay.zero(offset, bytes.limit());
        } else {
            overlay.write(offset, bytes);
        }
    }
}
