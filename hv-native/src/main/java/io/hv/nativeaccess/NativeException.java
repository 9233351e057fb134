package io.hv.nativeaccess;

/** A system call that failed. */
public final class NativeException extends RuntimeException {

    private final String call;
    private final int errno;

    /**
     * Names the call and the reason.
     *
     * @param call what was called, for example {@code ioctl(KVM_CREATE_VM)}
     * @param errno the error number it left
     */
    public NativeException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.call = call;
        this.errno = errno;
    }

    /** What was called. */
    public String call() {
        return call;
    }

    /** The error number, as in {@link Errno}. */
    public int errno() {
        return errno;
    }

    /** The error's symbol, for example {@code ENOMEM}. */
    public String errnoName() {
        return Errno.name(errno);
    }
}
