package io.hv.image;

import io.hv.image.file.ImageFile;
import io.hv.image.file.Journal;
import io.hv.image.file.OpenFiles;
import io.hv.image.file.Storage;
import io.hv.image.file.StorageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Images whose files fail, are slow, or lose their power when a test says so: for tests of code that uses images. It is the
 * files that fail, below the format: what the image makes of it, an {@link ImageException} or an image that is sound all the
 * same, is what really happens. Nothing happens by chance but by a seed.
 *
 * <pre>{@code
 * FaultyImage faults = new FaultyImage();
 * try (Image image = faults.create(folder.resolve("disk.qcow2"), CreateOptions.of(QCOW2, 1 << 20))) {
 *     new MyJournal(image).append("one");              // the code under test, which flushes
 * }
 * for (int moment = 0; moment <= faults.moments(); moment++) {
 *     Path after = Files.createDirectory(folder.resolve("cut" + moment));
 *     faults.cutPower(moment, 42, after);              // what a machine would find that lost its power there
 *     try (Image image = Image.open(after.resolve("disk.qcow2"), OpenOptions.format(QCOW2).writable())) {
 *         new MyJournal(image).recover();
 *     }
 * }
 *
 * faults.failAfter(3);                                 // the fourth operation from now on fails
 * faults.pace(access -> clock.advance(access.operation() == FLUSH ? 20 : 1));
 * }</pre>
 *
 * <p>All that is written through it is kept in memory, to be played again. Safe for any thread.
 */
public final class FaultyImage {

    /** What is done to a file. */
    public enum Operation {
        /** Bytes are read. */
        READ,
        /** Bytes are written. */
        WRITE,
        /** The file is made longer or shorter. */
        RESIZE,
        /** What was written is forced to the disk; of a new file, that its folder has it, too. */
        FLUSH
    }

    /**
     * An operation on one of an image's files.
     *
     * @param file as it was opened
     * @param operation what is done
     * @param offset in bytes of the file; of {@link Operation#RESIZE} the new size
     * @param length in bytes
     */
    public record Access(Path file, Operation operation, long offset, long length) {}

    private final FaultPlan plan = new FaultPlan();
    private final AtomicInteger moments = new AtomicInteger();
    private final Map<Path, Journal> journals = new LinkedHashMap<>();

    /** Without any fault so far. */
    public FaultyImage() {}

    /** As {@link Image#create(Path, CreateOptions)}. */
    public Image create(Path file, CreateOptions options) {
        forget(file);
        options.dataFile().ifPresent(name -> forget(file.resolveSibling(name)));
        return Image.create(file, options, BackingPolicy.ownFolder(), layer());
    }

    /** As {@link Image#open(Path, OpenOptions)}; backing files and data files have these faults too. */
    public Image open(Path file, OpenOptions options) {
        return Image.open(file, options.through(layer()));
    }

    /**
     * For a conversion whose target has these faults:
     * {@code source.convert(target, faults.onTarget(target, ConvertOptions.to(QCOW2)))}. The source has them where it was
     * opened here.
     */
    public ConvertOptions onTarget(Path target, ConvertOptions how) {
        forget(target);
        how.dataFile().ifPresent(name -> forget(target.resolveSibling(name)));
        return how.through(layer());
    }

    private StorageLayer layer() {
        return (path, storage) -> new FaultyStorage(path, recorded(path, storage), plan);
    }

    private Storage recorded(Path path, Storage storage) {
        if (Files.isDirectory(path)) {
            // It is forced, and has nothing to be played again.
            return storage;
        }
        try {
            return journal(key(path)).over(storage);
        } catch (IOException e) {
            throw new ImageException(path, "file", -1, "its size cannot be read", "", e);
        }
    }

    private synchronized Journal journal(Path key) {
        return journals.computeIfAbsent(key, each -> new Journal(moments));
    }

    /** A file that is gone has nothing in common with a new one of its name. */
    private void forget(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path key = key(file);
            synchronized (this) {
                Journal unused = journals.remove(key);
            }
        } catch (IOException e) {
            throw new ImageException(file, "file", -1, "its folder cannot be found: " + e, "", e);
        }
    }

    /** However its folder is spelled. */
    private static Path key(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        return folder == null || name == null ? file : folder.toRealPath().resolve(name);
    }

    /** How many operations there were. */
    public long operations() {
        return plan.operations();
    }

    /** One operation fails with an I/O error, without having done anything: after so many more that go well. */
    public FaultyImage failAfter(long operations) {
        plan.fail(operations);
        return this;
    }

    /** All operations fail after so many more: the disk is gone. */
    public FaultyImage failAllAfter(long operations) {
        plan.failAll(operations);
        return this;
    }

    /**
     * Whatever touches a sector of a file fails.
     *
     * @param file as it is opened; of a backing file or a data file its real path
     * @param sector of 512 bytes of the file, not of the disk
     */
    public FaultyImage failSector(Path file, long sector) {
        plan.failSector(file, sector);
        return this;
    }

    /**
     * A write is torn: its first sectors are written, and it fails.
     *
     * @param writes after so many more that go well
     * @param sectors of 512 bytes, which are written
     */
    public FaultyImage tearWriteAfter(long writes, int sectors) {
        plan.tear(writes, sectors);
        return this;
    }

    /** A flush is lost after so many more: it is told to have been done, and a loss of power finds that it was not. */
    public FaultyImage loseFlushAfter(long flushes) {
        plan.loseFlush(flushes);
        return this;
    }

    /**
     * Is called before each operation, on the thread that does it, which goes on when it returns: to count, to move a test's
     * clock, or to hold the operation up. Replaces the one before.
     */
    public FaultyImage pace(Consumer<Access> pacing) {
        plan.pace(pacing);
        return this;
    }

    /** From now on nothing goes wrong, and nothing is paced. */
    public FaultyImage heal() {
        plan.heal();
        return this;
    }

    /** How many moments there were so far at which the power can be lost: one before each change and each flush. */
    public int moments() {
        return moments.get();
    }

    /**
     * Writes the files as they would be had the power been lost at a moment: with all that was flushed before it, and of what
     * was not, by the seed, whichever sectors the disk had got to. The images are to be closed; what was done to them later
     * than that moment does not count.
     *
     * @param moment 0 to {@link #moments}
     * @param folder where they are written, under their own names, which must not be there
     * @return the files: those of all images that were made or opened, and are still there
     */
    public List<Path> cutPower(int moment, long seed, Path folder) {
        if (moment < 0 || moment > moments()) {
            throw new IllegalArgumentException("moment " + moment + ", and there were " + moments());
        }
        Random random = new Random(seed);
        List<Path> written = new ArrayList<>();
        for (Map.Entry<Path, Journal> each : copy().entrySet()) {
            if (!Files.exists(each.getKey())) {
                continue;
            }
            Path target = folder.resolve(String.valueOf(each.getKey().getFileName()));
            try (ImageFile now = OpenFiles.open(each.getKey(), false, false);
                    ImageFile file = OpenFiles.create(target)) {
                each.getValue().cut(moment, random, now.storage(), file.storage());
            } catch (IOException e) {
                throw new ImageException(target, "file", -1, "cannot be written: " + e, "", e);
            }
            written.add(target);
        }
        return written;
    }

    private synchronized Map<Path, Journal> copy() {
        return new LinkedHashMap<>(journals);
    }
}
