package io.hv.image;

import io.hv.ClosedException;
import io.hv.Job;
import io.hv.image.file.StorageLayer;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/**
 * A disk image: a disk's bytes, in a file of one format, perhaps over backing files.
 *
 * <p>Safe for any thread; accesses to ranges that overlap have no order but that of their calls. An interrupt of a calling
 * thread does not disturb the file. What was written is in the file for good after {@link #flush}: when the process or the
 * machine ends before that, the image is sound, with the bytes of before or of after.
 *
 * <p>Every method throws {@link ImageException} where the image is damaged or its file fails, {@link ClosedException} after
 * {@link #close}, and {@link IllegalArgumentException} for a range that is not on the disk.
 */
public final class Image implements AutoCloseable {

    private final OpenDisk open;

    private Image(OpenDisk open) {
        this.open = open;
    }

    /** Opens an image for reading, by {@linkplain OpenOptions#probe() its first bytes}. */
    public static Image open(Path file) {
        return open(file, OpenOptions.probe());
    }

    /**
     * Opens an image. One that is refused is left as it was.
     *
     * @throws ImageException if it is damaged, names a file that the policy refuses, is not there, or is in use: a writer
     *     is alone, and the message names who has it
     */
    public static Image open(Path file, OpenOptions options) {
        return new Image(new OpenDisk(ChainOpener.open(file, options), options, false));
    }

    /** Makes an image and opens it for writing; its backing file, if any, may lie in the image's own folder. */
    public static Image create(Path file, CreateOptions options) {
        return create(file, options, BackingPolicy.ownFolder());
    }

    /**
     * Makes an image and opens it for writing.
     *
     * @throws ImageException if the file is there already, or the options do not fit each other
     */
    public static Image create(Path file, CreateOptions options, BackingPolicy policy) {
        return create(file, options, policy, StorageLayer.NONE);
    }

    static Image create(Path file, CreateOptions options, BackingPolicy policy, StorageLayer layer) {
        OpenOptions open =
                OpenOptions.format(options.format()).writable().backing(policy).through(layer);
        Disk disk = new Creation(file, options, policy).run(open);
        return new Image(new OpenDisk(disk, open, true));
    }

    /** The image's file, as it was opened. */
    public Path file() {
        return open.path();
    }

    /** Its format. */
    public ImageFormat format() {
        return open.get(disk -> disk.info().format());
    }

    /** Whether it was opened for writing. */
    public boolean isWritable() {
        return open.options().isWritable();
    }

    /**
     * Whether any range of it can be written any number of times, as a machine does, if it was opened for writing. Not so are
     * streamOptimized VMDK images, of which each grain is written once, and VMDK images that have parts of access RDONLY or of
     * type ZERO.
     */
    public boolean isRandomlyWritable() {
        return open.get(Disk::isRandomlyWritable);
    }

    /** The disk's size, in bytes. */
    public long capacity() {
        return open.get(Disk::capacity);
    }

    /** What it says of itself. */
    public ImageInfo info() {
        return open.get(ImageInfo::of);
    }

    /** Every file that it reads: its own first, then others of its own, then those of the images below it. */
    public List<Path> files() {
        return open.get(Disk::files);
    }

    /** This image, its backing file, that one's, and so on; this image alone where it was opened without. */
    public List<ChainLink> chain() {
        return open.get(ChainLink::all);
    }

    /** Fills the rest of the buffer from an offset of the disk. */
    public void read(long offset, ByteBuffer into) {
        open.read(disk -> checked(disk, offset, into.remaining()).read(offset, into));
    }

    /** Writes the rest of the buffer at an offset of the disk. */
    public void write(long offset, ByteBuffer from) {
        open.write("write", disk -> checked(disk, offset, from.remaining()).write(offset, from));
    }

    /** Makes a range read as zeros, with as little room taken as the format can. */
    public void zero(long offset, long length) {
        open.write("zero", disk -> checked(disk, offset, length).zero(offset, length));
    }

    /**
     * Gives back the room of a range whose bytes are of no use any more. It then reads as zeros, or as before: whole
     * clusters of qcow2 as zeros, but in version 2 over a backing file; whole blocks of dynamic VHDX images as zeros; raw
     * images and fixed VHDs as zeros where hv-native is on the class path; what the other formats have stays.
     */
    public void discard(long offset, long length) {
        open.write("discard", disk -> checked(disk, offset, length).discard(offset, length));
    }

    /** All that was written before is in the files for good: the image's, its data file's, and a new file's folder. */
    public void flush() {
        open.flush();
    }

    /** Brings what was written towards the disk, and promises nothing: a flush that follows takes less long. */
    void settle() {
        open.read(Disk::settle);
    }

    /** How the whole disk is stored; see {@link #map(long, long)}. */
    public Stream<Extent> map() {
        return map(0, capacity());
    }

    /**
     * How a range is stored: extents that touch each other and differ, in order. It looks while it is consumed; what is
     * written meanwhile may be in it or not.
     */
    public Stream<Extent> map(long offset, long length) {
        open.read(disk -> checked(disk, offset, length));
        return ExtentStream.of(offset, length, (at, rest) -> open.get(disk -> disk.extent(at, rest)));
    }

    /** Makes the disk that large; what is added reads as zeros. What is cut off is lost. */
    public void resize(long capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("a capacity of " + capacity);
        }
        open.write("resize", disk -> disk.resize(capacity));
    }

    /**
     * Refuses what {@link #resize} would refuse, and changes nothing: for who has to know now what is to be done later.
     *
     * @throws ImageException if the image cannot be made that large
     */
    public void checkResize(long capacity) {
        open.write("resize", disk -> disk.checkResize(capacity));
    }

    /**
     * Writes all that this overlay has into its backing file, whose capacity grows where it must, and empties this one.
     * Others that have the same backing file are spoiled by that. Nobody else may have it open.
     *
     * <p>Differencing images of VHD, VDI and VHDX, which are only read here, are committed although they were opened for
     * reading. They stay as they are, and of no more use: their parent has all of it then.
     *
     * <p>Where that fails or is ended half-way, this overlay has all that it had and reads as before; the backing file has some
     * of it.
     *
     * @throws io.hv.InterruptedOperationException if this thread is interrupted
     */
    public void commit() {
        commit(Image::unheard);
    }

    /**
     * The same, and tells how far it is.
     *
     * @param progress is told how much is done, 0 to 1, rising; on this thread
     */
    public void commit(DoubleConsumer progress) {
        Path unused = commit(Course.told(progress));
    }

    /**
     * The same, on a thread of its own. {@link #close} waits for it.
     *
     * @return the backing file's path
     */
    public Job<Path> startCommit() {
        checkCommit();
        return ImageJob.start("commit of " + this, "committing", this::commit);
    }

    /** What is only read as an overlay need not be written for a commit. */
    private void checkCommit() {
        if (open.get(Disk::isOverlay)) {
            open.checkWritable("commit");
        }
    }

    private Path commit(Course course) {
        checkCommit();
        return open.alone(disk -> new Commit(disk, open.options(), course).run());
    }

    /**
     * Puts another backing file below this overlay, or none, and copies into it what would read differently then.
     * Of an overlay that was opened {@linkplain OpenOptions#withoutBacking without} its backing file nothing is copied: for
     * one that was moved or renamed. Where that fails or is ended half-way, the overlay has its backing file of before, and
     * reads as before.
     *
     * @param name as it will stand in the image; empty for none
     * @param format its format; of no meaning where there is none
     * @throws io.hv.InterruptedOperationException if this thread is interrupted
     */
    public void rebase(String name, ImageFormat format) {
        rebase(name, format, Image::unheard);
    }

    /**
     * The same, and tells how far it is.
     *
     * @param progress is told how much is done, 0 to 1, rising; on this thread
     */
    public void rebase(String name, ImageFormat format, DoubleConsumer progress) {
        Path unused = rebase(name, format, Course.told(progress));
    }

    /**
     * The same, on a thread of its own. {@link #close} waits for it.
     *
     * @return this image's path
     */
    public Job<Path> startRebase(String name, ImageFormat format) {
        open.checkWritable("rebase");
        return ImageJob.start("rebase of " + this, "rebasing", course -> rebase(name, format, course));
    }

    private Path rebase(String name, ImageFormat format, Course course) {
        open.alter("rebase", disk -> new Rebase(disk, open.options(), course).run(name, format));
        return file();
    }

    /** Looks for damage. A raw image has no place for any. */
    public CheckReport check() {
        return open.get(disk -> disk.check(false, false));
    }

    /**
     * Looks for damage and mends what can be mended: leaks are given back, reference counts rebuilt. Entries that point
     * nowhere stay as they are.
     *
     * @return what was found before it was mended; {@link #check} says what is left
     */
    public CheckReport repair() {
        return open.replace("repair", disk -> disk.check(true, true));
    }

    /**
     * Looks for damage and gives back what is leaked. Where there is worse than leaks, nothing is changed: what seems to be
     * leaked may be what is missing elsewhere.
     *
     * @return what was found before it was mended
     */
    public CheckReport repairLeaks() {
        return open.replace("repair", disk -> disk.check(true, false));
    }

    /** The internal snapshots, oldest first. */
    public List<SnapshotInfo> snapshots() {
        return open.get(Disk::snapshots);
    }

    /** Keeps the disk as it is now, inside the image. */
    public SnapshotInfo createSnapshot(String name) {
        return open.replace("snapshot", disk -> disk.createSnapshot(name));
    }

    /**
     * Makes the disk what it was; what was written since is lost.
     *
     * @param idOrName an id, or else a name
     */
    public void applySnapshot(String idOrName) {
        open.alter("snapshot", disk -> disk.applySnapshot(idOrName));
    }

    /** Deletes a snapshot. */
    public void deleteSnapshot(String idOrName) {
        open.alter("snapshot", disk -> disk.deleteSnapshot(idOrName));
    }

    /**
     * Where two disks differ first; empty where they do not. A disk that is shorter is taken to be followed by zeros.
     *
     * @return an offset in bytes
     */
    public Optional<Long> firstDifference(Image other) {
        return firstDifference(other, Image::unheard);
    }

    /**
     * The same, and tells how far it is.
     *
     * @param progress is told how much is done, 0 to 1, rising; on this thread
     */
    public Optional<Long> firstDifference(Image other, DoubleConsumer progress) {
        return new Comparison(this, other, progress).firstDifference();
    }

    /**
     * Copies this disk into a new image. What reads as zeros takes no room in it.
     *
     * @throws io.hv.OperationCancelledException if the options said so; the new file is deleted
     * @throws io.hv.InterruptedOperationException if this thread is interrupted; the new file is deleted
     */
    public void convert(Path target, ConvertOptions how) {
        Conversion.run(this, target, how);
    }

    /**
     * The same, on a thread of its own. When this image is closed meanwhile, it fails, and the new file is deleted.
     *
     * @param how its listener and its condition of an end are asked too
     * @return the new image's path
     */
    public Job<Path> startConvert(Path target, ConvertOptions how) {
        return ImageJob.start("conversion of " + this, "converting", course -> {
            convert(target, how.on(course));
            return target;
        });
    }

    /** Writes a cluster compressed: for a conversion. */
    void writeCompressed(long offset, ByteBuffer from) {
        open.write("write", disk -> checked(disk, offset, from.remaining()).writeCompressed(offset, from));
    }

    int clusterSize() {
        return open.get(Disk::clusterSize);
    }

    boolean isSequential() {
        return open.get(Disk::isSequential);
    }

    /** Flushes what was written, and ends it. Idempotent. */
    @Override
    public void close() {
        open.close();
    }

    private static Disk checked(Disk disk, long offset, long length) {
        long capacity = disk.capacity();
        if (offset < 0 || length < 0 || offset > capacity - length) {
            throw new IllegalArgumentException(
                    length + " bytes at " + offset + " are not on a disk of " + capacity + " bytes");
        }
        return disk;
    }

    /** How far it is, where nobody asked. */
    private static void unheard(double done) {}

    @Override
    public String toString() {
        return file().toString();
    }
}
