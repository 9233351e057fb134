package io.hv.kvm.device;

/**
 * Writes an answer into the room that a driver gives, from the first byte on; numbers are little-endian. Writing more than
 * there is room for is the driver's fault, and ends the request by DEVICE_NEEDS_RESET: a device need not check.
 */
public interface RequestWriter {

    /** For how many bytes there is room. */
    long remaining();

    /** How many bytes were written. */
    long written();

    /** One byte, the low eight bits. */
    void writeByte(int value);

    /** Two bytes, the low sixteen bits. */
    void writeShort(int value);

    /** Four bytes. */
    void writeInt(int value);

    /** Eight bytes. */
    void writeLong(long value);

    /** {@code length} bytes of {@code source} from index {@code from}. */
    void write(byte[] source, int from, int length);
}
