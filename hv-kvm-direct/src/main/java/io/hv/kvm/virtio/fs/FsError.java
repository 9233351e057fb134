package io.hv.kvm.virtio.fs;

/** Why a folder does not do what a guest asks: a number of Linux's, for the guest. Has no stack, since a guest can cause many. */
public final class FsError extends RuntimeException {

    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** Bad file descriptor. */
    public static final int EBADF = 9;

    /** Invalid cross-device link. */
    public static final int EXDEV = 18;

    /** Not a directory. */
    public static final int ENOTDIR = 20;

    /** Is a directory. */
    public static final int EISDIR = 21;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** Too many open files in system. */
    public static final int ENFILE = 23;

    /** Read-only file system. */
    public static final int EROFS = 30;

    /** File name too long. */
    public static final int ENAMETOOLONG = 36;

    /** Function not implemented. */
    public static final int ENOSYS = 38;

    /** Too many levels of symbolic links. */
    public static final int ELOOP = 40;

    /** Protocol error. */
    public static final int EPROTO = 71;

    /** Operation not supported. */
    public static final int EOPNOTSUPP = 95;

    /** Stale file handle. */
    public static final int ESTALE = 116;

    private static final long serialVersionUID = 1;
    private static final int MOST = 511;

    private final int number;

    /**
     * With this number.
     *
     * @param number 1 to 511
     */
    public FsError(int number) {
        super("errno " + number, null, false, false);
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException("an error has a number of 1 to " + MOST + ", not " + number);
        }
        this.number = number;
    }

    /** The number, positive. */
    public int number() {
        return number;
    }
}
