package io.hv.kvm.dump;

import io.hv.kvm.memory.Region;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a core: into a new file beside the one that is wanted, whose name it takes when it is complete. Pages of zeros
 * become holes. For one thread.
 */
public final class CoreDump {

    /** A guest's RAM, which stands still. */
    public interface Ram {

        /** Its regions. */
        List<Region> regions();

        /** As {@link io.hv.kvm.memory.GuestMemory#nextData}. */
        long nextData(Region region, long address);

        /** Copies so many bytes from a physical address on. */
        void read(long address, byte[] into, int length);
    }

    /** Hears how far the work is; may throw to end it. */
    @FunctionalInterface
    public interface Progress {

        /** So much of RAM is done, 0 to 1. */
        void done(double fraction);
    }

    private static final int PAGE = 4096;
    private static final int CHUNK = 16 * PAGE;
    private static final byte[] ZEROS = new byte[PAGE];

    private final Ram ram;
    private final Progress progress;
    private final long total;
    private final byte[] chunk = new byte[CHUNK];
    private long done;

    private CoreDump(Ram ram, Progress progress) {
        this.ram = ram;
        this.progress = progress;
        this.total = ram.regions().stream().mapToLong(Region::size).sum();
    }

    /**
     * Writes it.
     *
     * @throws IOException if the file cannot be written; whatever is thrown, nothing is left then
     */
    public static void write(Path file, Ram ram, List<CpuDump> cpus, Progress progress) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        Path name = whole.getFileName();
        if (folder == null || name == null) {
            throw new IOException(file + " is no name for a file");
        }
        // Readable by the owner only, as all that createTempFile makes.
        Path part = Files.createTempFile(folder, name + ".", ".part");
        try {
            new CoreDump(ram, progress).write(part, cpus);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(Path part, List<CpuDump> cpus) throws IOException {
        CoreLayout layout = new CoreLayout(ram.regions(), cpus);
        try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
            file.setLength(layout.size());
            FileChannel channel = file.getChannel();
            write(channel, layout.head(), 0, layout.head().length, 0);
            for (Region region : ram.regions()) {
                region(channel, region, layout.offset(region));
            }
            channel.force(true);
        }
    }

    private void region(FileChannel channel, Region region, long offset) throws IOException {
        long start = done;
        for (long at = ram.nextData(region, region.address()); at < region.end(); at = ram.nextData(region, at)) {
            int length = (int) Math.min(CHUNK, region.end() - at);
            ram.read(at, chunk, length);
            pages(channel, length, offset + (at - region.address()));
            at += length;
            done = start + (at - region.address());
            progress.done((double) done / total);
            if (at == region.end()) {
                break;
            }
        }
        done = start + region.size();
        progress.done((double) done / total);
    }

    /** Writes the runs of pages that are not zeros. */
    private void pages(FileChannel channel, int length, long offset) throws IOException {
        int from = 0;
        for (int page = 0; page < length; page += PAGE) {
            if (Arrays.equals(chunk, page, page + PAGE, ZEROS, 0, PAGE)) {
                write(channel, chunk, from, page - from, offset + from);
                from = page + PAGE;
            }
        }
        write(channel, chunk, from, length - from, offset + from);
    }

    private static void write(FileChannel channel, byte[] bytes, int from, int length, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, Math.max(0, length));
        long at = offset;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }
}
