package io.hv.image.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Locks by the bytes that QEMU's own image locking uses, so that the two see each other: of each permission in use the
 * byte 100 + n is locked, of each that others may not have the byte 200 + n. QEMU locks them all shared and then looks
 * whether somebody else has the counterpart; the JDK cannot look, so a writer takes them exclusively, which comes to the
 * same. Released when the file is closed.
 */
final class QemuLock {

    private static final int USED = 100;
    private static final int UNSHARED = 200;
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int RESIZE = 3;

    private QemuLock() {}

    /** The byte that another process holds; or -1, and then the lock is taken. */
    static long take(FileStorage file, Path path, boolean writable) throws IOException {
        long[] bytes = writable
                ? new long[] {UNSHARED + WRITE, USED + WRITE, UNSHARED + RESIZE, USED + RESIZE}
                : new long[] {USED + READ, UNSHARED + WRITE};
        for (long each : bytes) {
            if (file.tryLock(each, !writable) == null) {
                return each;
            }
        }
        if (!writable && ProcLocks.has(path, USED + WRITE)) {
            return USED + WRITE;
        }
        return writable && file.tryLock(USED + READ, true) == null ? USED + READ : -1;
    }
}
