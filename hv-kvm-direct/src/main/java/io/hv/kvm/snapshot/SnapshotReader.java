package io.hv.kvm.snapshot;

import io.hv.kvm.bus.Bytes;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileStatus;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads a snapshot file, see {@link FileHeader}. What is read comes from anywhere: whatever is wrong with it ends in a
 * {@link StateFormatException}. For one thread; {@link #file()} for any.
 */
public final class SnapshotReader implements AutoCloseable {

    private static final int STEP = 1 << 20;
    private static final int PAGE = 4096;

    private final Fd file;
    private final FileHeader header;
    private boolean given;

    private SnapshotReader(Fd file, FileHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Opens one, and looks at its header.
     *
     * @throws NativeException if it cannot be opened or read
     * @throws StateFormatException if it is none, or is damaged
     */
    public static SnapshotReader open(Path path) {
        // Who opens a pipe for reading waits for a writer.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new StateFormatException("it is no regular file");
        }
        return of(Fd.openReadOnly(path));
    }

    /** Another reader of the very same file, whatever has its name now. */
    public SnapshotReader again() {
        return of(Fd.openReadOnly(Path.of("/proc/self/fd/" + file.number())));
    }

    private static SnapshotReader of(Fd file) {
        try {
            long length = file.length();
            byte[] first = read(file, 0, (int) Math.min(FileHeader.SIZE, length));
            return new SnapshotReader(file, FileHeader.decode(first, length));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The state.
     *
     * @throws StateFormatException if it is damaged, or of another kind
     */
    public <R extends Record> R state(Class<R> type) {
        byte[] bytes = read(file, header.stateStart(), (int) header.stateSize());
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        if ((int) sum.getValue() != header.stateSum()) {
            throw new StateFormatException("its state is damaged: the checksum is another");
        }
        return StateCodec.decode(bytes, type);
    }

    /** Whether it needs another file, its RAM being only what is not as there. */
    public boolean isDifference() {
        return header.difference();
    }

    /**
     * What it is known again by, whatever its name and times are: the SHA-256 of its header and its state, in which there are
     * checksums of all else.
     */
    public Bytes digest() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java without SHA-256", e);
        }
        digest.update(read(file, 0, FileHeader.SIZE));
        scan(header.stateStart(), header.stateSize(), digest::update);
        return Bytes.of(digest.digest());
    }

    /** What the kernel knows of the file. */
    public FileStatus status() {
        return file.status();
    }

    /** Where RAM begins in the file. */
    public long ramStart() {
        return header.ramStart();
    }

    /** How much RAM there is. */
    public long ramSize() {
        return header.ramSize();
    }

    /** The file, taken over by the caller. */
    public Fd file() {
        given = true;
        return file;
    }

    /**
     * Reads all RAM that is there.
     *
     * @param runs what is not zeros; of a difference, what differs: whole pages, such as are zeros too
     * @throws StateFormatException if it is not what was written
     */
    public void verifyRam(List<FileRun> runs) {
        requireIndex(runs);
        long at = 0;
        for (FileRun run : inOrder(runs)) {
            verifyZeros(at, run.offset());
            at = run.offset() + run.length();
            if (isZeros(run)) {
                verifyZeros(run.offset(), at);
            } else {
                verify(run);
            }
        }
        verifyZeros(at, header.ramSize());
    }

    private static List<FileRun> inOrder(List<FileRun> runs) {
        return runs.stream().sorted(Comparator.comparingLong(FileRun::offset)).toList();
    }

    private boolean isZeros(FileRun run) {
        return header.difference() && run.isZeros();
    }

    /**
     * Requires that an index of the RAM can be one, without reading any of it.
     *
     * @throws StateFormatException if it cannot
     */
    public void requireIndex(List<FileRun> runs) {
        long at = 0;
        for (FileRun run : inOrder(runs)) {
            if (run.offset() < at
                    || run.length() <= 0
                    || run.length() > header.ramSize() - run.offset()
                    || (!isZeros(run) && run.at() != header.ramStart() + run.offset())
                    || (header.difference() && (run.offset() | run.length()) % PAGE != 0)) {
                throw new StateFormatException("its index of the RAM is damaged at " + run);
            }
            at = run.offset() + run.length();
        }
    }

    /** A run's bytes, which must be what was written. */
    public void verify(FileRun run) {
        requireInside(run);
        CRC32C sum = new CRC32C();
        scan(run.at(), run.length(), sum::update);
        requireSum(run, sum);
    }

    private void requireInside(FileRun run) {
        if (run.length() <= 0 || run.at() < FileHeader.SIZE || run.length() > header.fileSize() - run.at()) {
            throw new StateFormatException("its index is damaged at " + run);
        }
    }

    private static void requireSum(FileRun run, CRC32C sum) {
        if ((int) sum.getValue() != run.sum()) {
            throw new StateFormatException(
                    "it is damaged: the " + run.length() + " bytes at " + run.at() + " have another checksum");
        }
    }

    /** Between runs there are holes, or what the file system has made of them. */
    private void verifyZeros(long from, long to) {
        long start = header.ramStart();
        for (long at = nextData(start + from, start + to); at < start + to; ) {
            long hole = nextHole(at, start + to);
            scan(at, hole - at, bytes -> {
                while (bytes.hasRemaining()) {
                    if (bytes.get() != 0) {
                        throw new StateFormatException("it is damaged: there is something where RAM was empty");
                    }
                }
            });
            at = nextData(hole, start + to);
        }
    }

    private long nextData(long from, long end) {
        long answer = file.nextData(from);
        if (answer == -Errno.ENXIO) {
            return end;
        }
        // Where a file system cannot tell, there may be data everywhere.
        return answer < 0 ? from : Math.min(answer, end);
    }

    private long nextHole(long from, long end) {
        long answer = file.nextHole(from);
        return answer < 0 ? end : Math.min(answer, end);
    }

    /** What is done with each piece. */
    @FunctionalInterface
    private interface Piece {
        void read(ByteBuffer bytes);
    }

    private void scan(long from, long length, Piece piece) {
        NativeMemory memory = NativeMemory.allocate((int) Math.min(STEP, Math.max(PAGE, length)));
        try {
            for (long done = 0; done < length; ) {
                int step = (int) Math.min(memory.size(), length - done);
                fill(file, from + done, memory, step);
                piece.read(memory.buffer().slice(0, step));
                done += step;
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Is given bytes. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Takes them.
         *
         * @param memory what they are in, from its beginning
         * @param length how many
         * @param done how many came before
         * @throws IOException if they cannot be taken
         */
        void take(NativeMemory memory, int length, long done) throws IOException;
    }

    /**
     * Hands out a run's bytes, which must be what was written: where they are not, that is known when all were handed out.
     *
     * @throws IOException what the sink throws
     */
    public void copy(FileRun run, Sink sink) throws IOException {
        requireInside(run);
        CRC32C sum = new CRC32C();
        NativeMemory memory = NativeMemory.allocate((int) Math.min(STEP, run.length()));
        try {
            for (long done = 0; done < run.length(); ) {
                int step = (int) Math.min(memory.size(), run.length() - done);
                fill(file, run.at() + done, memory, step);
                sum.update(memory.buffer().slice(0, step));
                sink.take(memory, step, done);
                done += step;
            }
            requireSum(run, sum);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Some bytes of the file. */
    public byte[] read(long from, int length) {
        return read(file, from, length);
    }

    private static byte[] read(Fd file, long from, int length) {
        byte[] bytes = new byte[length];
        NativeMemory memory = NativeMemory.allocate(Math.max(1, length));
        try {
            fill(file, from, memory, length);
            memory.buffer().get(0, bytes);
            return bytes;
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static void fill(Fd file, long from, NativeMemory memory, int length) {
        IoVector vector = new IoVector(1);
        for (int done = 0; done < length; ) {
            vector.clear();
            boolean unused = vector.add(memory.address() + done, length - done);
            long result = file.readAt(vector, from + done);
            if (result == 0) {
                throw new StateFormatException("it is cut off at " + (from + done));
            }
            if (result < 0 && result != -Errno.EINTR) {
                throw new NativeException("pread(" + file + ")", (int) -result);
            }
            done += (int) Math.max(0, result);
        }
    }

    @Override
    public void close() {
        if (!given) {
            file.close();
        }
    }
}
