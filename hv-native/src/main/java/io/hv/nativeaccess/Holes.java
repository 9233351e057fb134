package io.hv.nativeaccess;

import java.io.IOException;

/**
 * Ranges of a file that need not be written to read as zeros, where its file system knows such. What it does not know it is
 * asked for once. Safe for any thread.
 */
public final class Holes {

    private final Fd file;
    private final Runnable unpunched;
    private volatile boolean punches = true;
    private volatile boolean zeroes = true;

    /**
     * Of a file that somebody else closes.
     *
     * @param unpunched is told when it turns out that space cannot be given back there
     */
    public Holes(Fd file, Runnable unpunched) {
        this.file = file;
        this.unpunched = unpunched;
    }

    /**
     * Gives the space of a range back; it then reads as zeros.
     *
     * @return false if that cannot be done, and nothing has happened
     * @throws IOException if it failed
     */
    public boolean punch(long offset, long length) throws IOException {
        if (!punches) {
            return false;
        }
        try {
            file.punchHole(offset, length);
            return true;
        } catch (NativeException e) {
            if (isUnsupported(e)) {
                punches = false;
                unpunched.run();
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
     * @throws IOException if it failed
     */
    public boolean zero(long offset, long length) throws IOException {
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
