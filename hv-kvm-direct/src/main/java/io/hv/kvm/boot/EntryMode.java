package io.hv.kvm.boot;

/** The mode of the processor at a guest's first instruction. */
public enum EntryMode {
    /** Real mode, 16 bits. */
    REAL,
    /** Protected mode without paging, 32 bits. */
    PROTECTED,
    /** Long mode, 64 bits, the first 4 GiB mapped to themselves. */
    LONG
}
