package io.hv.kvm.pci;

/** A capability that is read as registers of four bytes, in whatever pieces the guest reads it. */
abstract class WordCapability implements PciCapability {

    /** A register; {@code at} is a multiple of 4, counted from the capability's start. */
    abstract int word(int at);

    @Override
    public final int read(int offset, int size) {
        int register = offset & ~3;
        long both = Integer.toUnsignedLong(word(register))
                | Integer.toUnsignedLong(word(register + Integer.BYTES)) << Integer.SIZE;
        return (int) (both >>> (Byte.SIZE * (offset - register)));
    }
}
