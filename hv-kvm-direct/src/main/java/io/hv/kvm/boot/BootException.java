package io.hv.kvm.boot;

import org.jspecify.annotations.Nullable;

/** Something cannot be booted: a file is malformed, or does not fit this machine. */
public final class BootException extends RuntimeException {

    private final String what;
    private final String why;
    private final String remedy;

    /** With the thing at fault, the reason, and what its owner can do. */
    public BootException(String what, String why, String remedy) {
        this(what, why, remedy, null);
    }

    /** As above, for a failure that another exception told. */
    public BootException(String what, String why, String remedy, @Nullable Throwable cause) {
        super(what + ": " + why + "; " + remedy, cause);
        this.what = what;
        this.why = why;
        this.remedy = remedy;
    }

    /** The thing at fault: a file by its name, or a part of the boot. */
    public String what() {
        return what;
    }

    /** What is wrong with it. */
    public String why() {
        return why;
    }

    /** What its owner can do. */
    public String remedy() {
        return remedy;
    }

    /** A number as addresses are written. */
    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
