package io.hv.image.spi;

import io.hv.image.CheckReport;
import io.hv.image.Extent;
import io.hv.image.ImageException;
import io.hv.image.ImageInfo;
import io.hv.image.SnapshotInfo;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An opened image of one format. Safe for any thread. Ranges that it is given lie within the capacity; whoever calls has
 * seen to that, and that it is writable. Offsets and lengths are in bytes of the disk.
 */
public interface Disk extends AutoCloseable {

    /** Its file. */
    ImageFile file();

    /** The disk's size. */
    long capacity();

    /** What it says of itself. */
    ImageInfo info();

    /** Fills the buffer. */
    void read(long offset, ByteBuffer into);

    /** Writes all of the buffer. */
    void write(long offset, ByteBuffer from);

    /** Makes a range read as zeros, and takes as little room for it as it can. */
    void zero(long offset, long length);

    /** Gives a range's room back where that is possible: it then reads as zeros, or as before. */
    void discard(long offset, long length);

    /** How a range begins: what is there, and how far. Looks into the backing files too. */
    Extent extent(long offset, long length);

    /** The same of this image alone: what it does not have itself is absent, whatever its backing file has. */
    default Extent ownExtent(long offset, long length) {
        return extent(offset, length);
    }

    /** What a range is of which this image says {@code own}: where that is nothing, what the image below says. */
    default Extent orBelow(Extent own) {
        Disk below = backing().orElse(null);
        if (own.kind() != Extent.Kind.ABSENT || below == null || own.offset() >= below.capacity()) {
            return own;
        }
        Extent there = below.extent(own.offset(), Math.min(own.length(), below.capacity() - own.offset()));
        return there.kind() == Extent.Kind.ABSENT
                ? new Extent(own.offset(), there.length(), Extent.Kind.ABSENT, 0, -1)
                : new Extent(own.offset(), there.length(), there.kind(), there.depth() + 1, there.hostOffset());
    }

    /** All that was written reaches the disk. */
    void flush();

    /** Some of what was written reaches the disk, so that {@link #flush} has less to do; promises nothing. */
    default void settle() {
        file().settle();
    }

    /** The image below it. */
    default Optional<Disk> backing() {
        return Optional.empty();
    }

    /** The files that make up the image: {@link #file} first. */
    default List<Path> ownFiles() {
        return List.of(file().path());
    }

    /** A file beside them that has the disk's bytes and nothing of the format. */
    default Optional<Path> dataFile() {
        return Optional.empty();
    }

    /** Every file that it reads: its own first, and those of the images below it last. */
    default List<Path> files() {
        Stream<Path> own = Stream.concat(ownFiles().stream(), dataFile().stream());
        return Stream.concat(own, backing().stream().flatMap(below -> below.files().stream()))
                .toList();
    }

    /** The smallest range that can be written without a copy; 1 where there is none. */
    default int clusterSize() {
        return 1;
    }

    /** Whether what is written should come in the order of its offsets, for readers of the file that do not seek. */
    default boolean isSequential() {
        return false;
    }

    /** Whether any range of it can be written any number of times. */
    default boolean isRandomlyWritable() {
        return !isSequential();
    }

    /** Makes the disk that large. */
    default void resize(long capacity) {
        throw unsupported("resize");
    }

    /** Throws what {@link #resize} would, and changes nothing. */
    default void checkResize(long capacity) {
        throw unsupported("resize");
    }

    /** Writes one cluster, or the last part of the disk, compressed; in an image that has nothing there yet. */
    default void writeCompressed(long offset, ByteBuffer from) {
        throw unsupported("compressed clusters");
    }

    /** Looks for damage, and mends what it can where asked to; leaks alone only where there is nothing worse. */
    default CheckReport check(boolean repairLeaks, boolean repairAll) {
        throw unsupported("check");
    }

    /** The internal snapshots. */
    default List<SnapshotInfo> snapshots() {
        return List.of();
    }

    /** Makes an internal snapshot. */
    default SnapshotInfo createSnapshot(String name) {
        throw unsupported("internal snapshots");
    }

    /** Goes back to one. */
    default void applySnapshot(String idOrName) {
        throw unsupported("internal snapshots");
    }

    /** Deletes one. */
    default void deleteSnapshot(String idOrName) {
        throw unsupported("internal snapshots");
    }

    /**
     * Whether it is one that lies over another image and is written: {@link #makeEmpty} and {@link #rebase} are for those.
     * Others may lie over an image, too, and are only read.
     */
    default boolean isOverlay() {
        return false;
    }

    /** Reads from another disk where it has nothing itself, and changes nothing in its file. The one before is closed. */
    default void attach(Disk below) {
        throw unsupported("a backing file");
    }

    /** Names another backing file, or none, and reads from that. The one before is closed. */
    default void rebase(@Nullable String name, @Nullable String format, @Nullable Disk disk) {
        throw unsupported("a backing file");
    }

    /** Forgets all that it has: everything is read from the backing file. */
    default void makeEmpty() {
        throw unsupported("a backing file");
    }

    /** Ends it, and its backing file's. What was written is there for others, but was perhaps not forced. */
    @Override
    void close();

    /** For what a format does not have. */
    default ImageException unsupported(String what) {
        return new ImageException(
                file().path(),
                what,
                -1,
                "an image of format " + info().format() + " has no such thing",
                "",
                ImageException.Reason.UNSUPPORTED,
                null);
    }
}
