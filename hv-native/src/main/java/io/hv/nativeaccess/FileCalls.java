package io.hv.nativeaccess;

/** More calls on a file that is open, for who tells a guest of what fails: that is an error number, negated. */
public final class FileCalls {

    private static final int SYS_FSYNC = 74;

    private FileCalls() {}

    /** Waits until what was written is on the disk: its bytes alone, or all that is known of it too. */
    public static int sync(Fd file, boolean bytesOnly) {
        return result(bytesOnly ? Libc.fdatasync(file.number()) : (int) Libc.syscall(SYS_FSYNC, file.number(), 0, 0));
    }

    /** Cuts it off, or lengthens it by zeros. */
    public static int resize(Fd file, long length) {
        return result(Libc.ftruncate(file.number(), length));
    }

    /** Makes room, or a hole, by the modes of fallocate(2). */
    public static int allocate(Fd file, int mode, long offset, long length) {
        return result(Libc.fallocate(file.number(), mode, offset, length));
    }

    /** Goes to a place, by the ways of lseek(2): 0 from the beginning, 3 to data, 4 to a hole. */
    public static long seek(Fd file, long offset, int whence) {
        long result = Libc.lseek(file.number(), offset, whence);
        return result == -1 ? -Libc.errno() : result;
    }

    private static int result(int result) {
        return result == -1 ? -Libc.errno() : result;
    }
}
