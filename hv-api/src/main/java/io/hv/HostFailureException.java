package io.hv;

import org.jspecify.annotations.Nullable;

/** The host failed: the kernel, a library or a daemon below refused an operation. */
public class HostFailureException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int code;

    /**
     * With the operation below and its code.
     *
     * @param operation what was tried, for example {@code ioctl KVM_CREATE_VM}
     * @param code errno on kvm:///, libvirt's error number on libvirt, 0 where there is none
     */
    public HostFailureException(String message, String remedy, String operation, int code, @Nullable Throwable cause) {
        super(message, remedy, cause);
        this.operation = operation;
        this.code = code;
    }

    /** What was tried, for example {@code ioctl KVM_CREATE_VM}. */
    public String operation() {
        return operation;
    }

    /** The errno, or libvirt's error number; 0 where there is none. */
    public int code() {
        return code;
    }
}
