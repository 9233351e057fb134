package io.hv.kvm.storage;

/** What a machine does with an image. */
public enum DiskUse {
    /** It reads and writes it. No other machine of this process may open it meanwhile. */
    WRITE,
    /** It reads it; so may others. */
    READ,
    /** It reads it, and so may others; what it writes is gone when its disk is closed. */
    THROW_AWAY
}
