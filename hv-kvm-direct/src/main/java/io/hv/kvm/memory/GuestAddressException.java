package io.hv.kvm.memory;

/** An access to guest physical addresses that are not all RAM of one region. Nothing was read or written. */
public final class GuestAddressException extends RuntimeException {

    private final long address;
    private final long length;

    /** For an access of {@code length} bytes at {@code address}; both are shown as unsigned numbers. */
    public GuestAddressException(long address, long length) {
        super("no RAM at guest physical 0x" + Long.toHexString(address) + " for " + Long.toUnsignedString(length)
                + " bytes");
        this.address = address;
        this.length = length;
    }

    /** The first guest physical address of the access. */
    public long address() {
        return address;
    }

    /** The number of bytes of the access. */
    public long length() {
        return length;
    }
}
