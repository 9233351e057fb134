package io.hv.image;

import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Writes what an overlay has into its backing file. */
final class Commit {

    private static final int PIECE = 1 << 20;

    private final Disk overlay;
    private final OpenOptions options;
    private final Course course;

    Commit(Disk overlay, OpenOptions options, Course course) {
        this.overlay = overlay;
        this.options = options;
        this.course = course;
    }

    /**
     * The backing file is sound, and has all of it for good, before this overlay forgets any.
     *
     * @return the backing file's path
     */
    Path run() {
        Disk below = overlay.backing().orElseThrow(() -> overlay.file().fault("backing_file", -1, "there is none"));
        refuse(overlay);
        Path path = below.file().path();
        String name = overlay.info().backingFile().orElseThrow();
        String format = below.info().format().id();
        OpenOptions open = OpenOptions.format(below.info().format())
                .backing(BackingPolicy.anywhere())
                .through(options.layer());
        if (!options.isLocked()) {
            open = open.unlocked();
        }
        below.close();
        Disk again = below;
        try {
            try (Disk base = ChainOpener.open(path, open.writable())) {
                copy(base);
                base.flush();
            }
        } finally {
            again = ChainOpener.open(path, open);
            overlay.rebase(name, format, again);
        }
        overlay.makeEmpty();
        return path;
    }

    /** Before anything is changed: a format whose overlays cannot be emptied. */
    static void refuse(Disk overlay) {
        if (overlay.info().format() != ImageFormat.QCOW2) {
            throw overlay.unsupported("a backing file that can be changed");
        }
    }

    private void copy(Disk base) {
        if (base.capacity() < overlay.capacity()) {
            base.resize(overlay.capacity());
        }
        ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        long size = overlay.capacity();
        for (long at = 0; at < size; ) {
            course.check("commit of " + overlay.file().path());
            Extent extent = overlay.ownExtent(at, Math.min(PIECE, size - at));
            if (extent.kind() == Extent.Kind.ZERO) {
                base.zero(at, extent.length());
            } else if (extent.kind() != Extent.Kind.ABSENT) {
                overlay.read(at, buffer.clear().limit((int) extent.length()));
                base.write(at, buffer.flip());
            }
            at = extent.end();
            course.done(at, size);
        }
    }
}
