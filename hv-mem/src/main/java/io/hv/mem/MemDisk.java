package io.hv.mem;

import io.hv.ByteSize;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.HostFailureException;
import io.hv.HostPath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;

/**
 * A disk of a run on {@code mem:}. Its file is real, and so is its size, or it is a volume of a pool; no guest reads or writes
 * it, but what a test says that one does is counted. Safe for any thread.
 */
final class MemDisk {

    private final DiskSpec spec;
    private final MemFolders folders;
    private ByteSize capacity;
    private long reads;
    private long readBytes;
    private long writes;
    private long writtenBytes;

    /** Throws {@link io.hv.NotFoundException} without its file, or the volume that it is. */
    MemDisk(DiskSpec spec, MemFolders folders) {
        this.spec = spec;
        this.folders = folders;
        this.capacity = folders.capacity(spec);
    }

    synchronized ByteSize capacity() {
        return capacity;
    }

    synchronized void resize(ByteSize wanted) {
        if (!folders.resize(spec.source(), wanted)) {
            resizeFile(wanted);
        }
        capacity = wanted;
    }

    private void resizeFile(ByteSize wanted) {
        HostPath path = spec.source().file().orElseThrow();
        try (RandomAccessFile file = new RandomAccessFile(path.path(), "rw")) {
            file.setLength(wanted.bytes());
        } catch (IOException e) {
            throw new HostFailureException(
                    "the disk's file " + path + " cannot be resized: " + e.getMessage(),
                    "see who may write it, and how much space there is",
                    "ftruncate",
                    0,
                    e);
        }
    }

    synchronized void read(ByteSize bytes) {
        reads++;
        readBytes += bytes.bytes();
    }

    synchronized void write(ByteSize bytes) {
        writes++;
        writtenBytes += bytes.bytes();
    }

    boolean isReadOnly() {
        return spec.isReadOnly();
    }

    /** Its guest neither flushes nor discards, and nothing takes time. */
    synchronized DiskStatistics statistics() {
        return DiskStatistics.of(reads, readBytes, writes, writtenBytes)
                .flushes(0)
                .discards(0, 0)
                .busy(Duration.ZERO);
    }
}
