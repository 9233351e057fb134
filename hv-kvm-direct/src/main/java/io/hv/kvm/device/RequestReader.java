package io.hv.kvm.device;

/**
 * Reads what a driver says, from the first byte on, wherever in the guest's memory it lies; numbers are little-endian. Each
 * byte is read once, and may be anything. Reading more than there is is the driver's fault, and ends the request by
 * DEVICE_NEEDS_RESET: a device need not check.
 */
public interface RequestReader {

    /** How many bytes are left. */
    long remaining();

    /** One byte, without sign. */
    int readByte();

    /** Two bytes, without sign. */
    int readShort();

    /** Four bytes. */
    int readInt();

    /** Eight bytes. */
    long readLong();

    /** {@code length} bytes, into {@code target} from index {@code from}. */
    void read(byte[] target, int from, int length);

    /** Passes over some. */
    void skip(long bytes);
}
