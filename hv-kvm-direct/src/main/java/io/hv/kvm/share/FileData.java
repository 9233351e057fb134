package io.hv.kvm.share;

import io.hv.kvm.memory.ExtentCursor;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.IoVector;

/** Moves bytes between a file and guest memory, without a stop on the heap. For one thread at a time. */
final class FileData {

    private static final int PIECES = 512;

    private final IoVector vector = new IoVector(PIECES);
    private final ExtentCursor cursor = new ExtentCursor();

    /**
     * Reads, or writes.
     *
     * @return how many bytes: fewer than there are pieces for at the end of the file, and where something fails behind them
     * @throws FsError if the first call fails
     */
    int move(Fd file, GuestMemory memory, Pieces pieces, long offset, boolean read) {
        int done = 0;
        long total = pieces.total();
        cursor.begin(memory, pieces, read);
        while (done < total) {
            long bytes = cursor.next(vector, total - done);
            long moved = all(file, offset + done, bytes, read, done > 0);
            done += (int) moved;
            if (moved < bytes) {
                break;
            }
        }
        return done;
    }

    private long all(Fd file, long offset, long bytes, boolean read, boolean some) {
        long done = 0;
        while (done < bytes) {
            long result = read ? file.readAt(vector, offset + done) : file.writeAt(vector, offset + done);
            if (result == -Errno.EINTR) {
                continue;
            }
            if (result < 0 && done == 0 && !some) {
                throw new FsError((int) -result);
            }
            if (result <= 0) {
                break;
            }
            done += result;
            vector.advance(result);
        }
        return done;
    }
}
