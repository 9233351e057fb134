package io.hv.kvm.storage;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.IoVector;
import java.io.IOException;

/** Reads and writes of files that do all they were asked for, or throw. */
final class FileIo {

    private FileIo() {}

    /** Until all of the vector is done: a call may do less than it was asked for. */
    static void all(Fd file, IoVector vector, long offset, long bytes, boolean read) throws IOException {
        for (long done = 0; done < bytes; ) {
            long result = read ? file.readAt(vector, offset + done) : file.writeAt(vector, offset + done);
            if (result == -Errno.EINTR) {
                continue;
            }
            if (result < 0) {
                throw new IOException(file + ": " + Errno.describe((int) -result));
            }
            if (result == 0) {
                throw new IOException(file + " has ended before its capacity: somebody has cut it off");
            }
            done += result;
            vector.advance(result);
        }
    }
}
