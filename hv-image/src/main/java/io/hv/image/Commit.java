package io.hv.image;

import io.hv.image.file.OpenFiles;
import io.hv.image.spi.Disk;
import java.io.IOException;
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
     * The backing file is sound, and has all of it for good, before this overlay forgets any. What children know it by stays:
     * at any moment this one is its child, and reads as before.
     *
     * @return the backing file's path
     */
    Path run() {
        Disk below = overlay.backing().orElseThrow(() -> overlay.file().fault("backing_file", -1, "there is none"));
        Path path = below.file().path();
        ImageFormat format = below.info().format();
        OpenOptions open = OpenOptions.format(format).backing(policy()).through(options.layer());
        if (!options.isLocked()) {
            open = open.unlocked();
        }
        // A child of another format knows it by its name alone, and those of its own are to be told.
        OpenOptions write = overlay.info().format() == format ? open.keepingIdentity() : open.writable();
        Object key = key(path);
        below.close();
        try (Disk base = ChainOpener.open(path, write)) {
            if (!key.equals(key(path))) {
                throw base.file().fault("file", -1, "it was replaced by another while it was opened for writing");
            }
            if (!base.isRandomlyWritable()) {
                throw base.file().fault("backing_file", -1, "it cannot be written anywhere and again");
            }
            copy(base);
            base.flush();
        } finally {
            overlay.attach(ChainOpener.open(path, open));
        }
        if (overlay.isOverlay()) {
            overlay.makeEmpty();
        }
        return path;
    }

    /** As for the whole chain: what was allowed to the overlay is allowed to what lies below it. */
    private BackingPolicy policy() {
        Path folder = overlay.file().path().toAbsolutePath().getParent();
        BackingPolicy same =
                options.backing().depth(Math.max(0, options.backing().depth() - 1));
        return folder == null ? same : same.allow(folder);
    }

    private static Object key(Path path) {
        try {
            return OpenFiles.key(path);
        } catch (IOException e) {
            throw new ImageException(path, "file", -1, "cannot be found: " + e, "", e);
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
