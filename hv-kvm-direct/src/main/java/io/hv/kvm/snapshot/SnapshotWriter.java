package io.hv.kvm.snapshot;

import io.hv.kvm.memory.FrozenDifference;
import io.hv.kvm.memory.FrozenView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.zip.CRC32C;

/**
 * Writes a snapshot file, see {@link FileHeader}: RAM, then whatever else is large, then the state, and the header last. It
 * has another name until it is complete and on the disk; closed before that, it is gone. For one thread.
 */
public final class SnapshotWriter implements AutoCloseable {

    /** So much is written in one call. */
    private static final int STEP = 1 << 20;

    private final PartFile part;
    private final FileChannel out;
    private final DoubleConsumer progress;
    private long end = FileHeader.SIZE;
    private long ramSize;
    private boolean difference;

    private SnapshotWriter(PartFile part, DoubleConsumer progress) {
        this.part = part;
        this.out = part.channel();
        this.progress = progress;
    }

    /**
     * Begins.
     *
     * @param file what it will be called, in the place of what has that name
     * @param progress is told of the fraction of RAM that is done; what it throws ends the writing
     */
    public static SnapshotWriter begin(Path file, DoubleConsumer progress) throws IOException {
        return new SnapshotWriter(PartFile.create(file), progress);
    }

    /**
     * Writes the guest's RAM, first of all.
     *
     * @return what is not zeros
     */
    public List<FileRun> ram(FrozenView view) throws IOException {
        ramSize = view.size();
        List<FileRun> runs = new ArrayList<>();
        long[] done = {0};
        try {
            view.data((offset, length) -> {
                for (long at = offset; at < offset + length; at += STEP) {
                    int step = (int) Math.min(STEP, offset + length - at);
                    runs.add(run(at, FileHeader.SIZE + at, view.bytes(at, step)));
                    done[0] += step;
                    progress.accept(Math.min(1, (double) done[0] / ramSize));
                }
            });
        } catch (Unwritable e) {
            throw e.reason;
        }
        end = FileHeader.SIZE + ramSize;
        return runs;
    }

    /**
     * Writes what of the guest's RAM is not as in another file, first of all.
     *
     * @return it, by ascending offset; what has become zeros too
     */
    public List<FileRun> difference(FrozenDifference ram) throws IOException {
        difference = true;
        ramSize = ram.size();
        List<FileRun> runs = new ArrayList<>();
        try {
            ram.tell(
                    (offset, length) ->
                            runs.add(run(offset, FileHeader.SIZE + offset, ram.bytes(offset, (int) length))),
                    (offset, length) -> runs.add(FileRun.zeros(offset, length)),
                    passed -> progress.accept((double) passed / ramSize));
        } catch (Unwritable e) {
            throw e.reason;
        }
        end = FileHeader.SIZE + ramSize;
        return runs;
    }

    /** Carries an exception through a callback. */
    private static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient IOException reason;

        Unwritable(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private FileRun run(long offset, long at, ByteBuffer bytes) {
        try {
            return write(offset, at, bytes);
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    /** Writes what lies elsewhere, for example on a disk, behind what was written so far. */
    public FileRun append(long offset, ByteBuffer bytes) throws IOException {
        FileRun run = write(offset, end, bytes);
        end += run.length();
        return run;
    }

    private FileRun write(long offset, long at, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate());
        all(bytes, at);
        return new FileRun(offset, length, at, (int) sum.getValue());
    }

    private void all(ByteBuffer bytes, long at) throws IOException {
        for (long place = at; bytes.hasRemaining(); ) {
            place += out.write(bytes, place);
        }
    }

    /**
     * Writes the state, and gives the file its name.
     *
     * @throws StateFormatException if the state cannot be written
     */
    public void finish(Record state) throws IOException {
        byte[] bytes = StateCodec.encode(state);
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        all(ByteBuffer.wrap(bytes), end);
        FileHeader header = new FileHeader(
                difference, end + bytes.length, FileHeader.SIZE, ramSize, end, bytes.length, (int) sum.getValue());
        all(header.encode(), 0);
        progress.accept(1);
        part.complete();
    }

    /** Removes what is not complete. */
    @Override
    public void close() throws IOException {
        part.close();
    }
}
