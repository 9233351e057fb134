package io.hv.kvm.storage;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranges of a file that need not be written to read as zeros, where its file system knows such. What it does not know it is
 * asked for once. Safe for any thread.
 */
final class Holes {

    private static final Logger LOG = LoggerFactory.getLogger(Holes.class);

    private final Fd file;
    private volatile boolean punches = true;
    private volatile boolean zeroes = true;

    Holes(Fd file) {
        this.file = file;
    }

    /**
     * Gives the space of a range back; it then reads as zeros.
     *
     * @return false if that cannot be done, and nothing has happened
     */
    boolean punch(long offset, long length) throws IOException {
        if (!punches) {
            return false;
        }
        try {
            file.punchHole(offset, length);
            return true;
        } catch (NativeException e) {
            if (isUnsupported(e)) {
                punches = false;
                LOG.info("{}: space cannot be given back there, so that what a guest discards stays", file);
            } else if (!isUnaligned(e)) {
                throw new IOException(e.getMessage(), e);
            }
            return false;
        }
    }

    /**
     * Makes a range read as zeros, and keeps its space.
     *
     * @return false if that cannot be done but by writing, and nothing has happened
     */
    boolean zero(long offset, long length) throws IOException {
        if (!zeroes) {
            return false;
        }
        try {
            file.zeroRange(offset, length);
            return true;
        } catch (NativeException e) {
            if (isUnsupported(e)) {
                zeroes = false;
            } else if (!isUnaligned(e)) {
                throw new IOException(e.getMessage(), e);
            }
            return false;
        }
    }

    private static boolean isUnsupported(NativeException e) {
        return e.errno() == Errno.EOPNOTSUPP || e.errno() == Errno.ENOSYS || e.errno() == Errno.ENODEV;
    }

    /** A block device takes only ranges of whole blocks of its own. */
    private static boolean isUnaligned(NativeException e) {
        return e.errno() == Errno.EINVAL;
    }
}
