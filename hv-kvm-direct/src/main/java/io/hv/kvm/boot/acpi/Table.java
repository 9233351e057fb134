package io.hv.kvm.boot.acpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A system description table: its header, then what is its own (ACPI 6.5, 5.2.6). */
final class Table {

    static final int HEADER_SIZE = 36;

    private static final int CHECKSUM = 9;
    private static final int OEM_REVISION = 1;
    private static final int CREATOR_REVISION = 1;

    private Table() {}

    /**
     * A whole table, summed up.
     *
     * @param signature four characters
     */
    static byte[] of(String signature, int revision, byte[] body) {
        byte[] bytes = new byte[HEADER_SIZE + body.length];
        ByteBuffer table = over(bytes);
        table.put(ascii(signature, 4)).putInt(bytes.length).put((byte) revision);
        table.put((byte) 0).put(ascii("HV", 6)).put(ascii("HV", 8)).putInt(OEM_REVISION);
        table.put(ascii("HV", 4)).putInt(CREATOR_REVISION).put(body);
        bytes[CHECKSUM] = checksum(bytes, bytes.length);
        return bytes;
    }

    /** What makes the first bytes, the checksum's own being 0, sum to 0. */
    static byte checksum(byte[] bytes, int length) {
        byte sum = 0;
        for (int i = 0; i < length; i++) {
            sum += bytes[i];
        }
        return (byte) -sum;
    }

    /** Writes into these bytes, little-endian. */
    static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Padded by spaces. */
    static byte[] ascii(String text, int length) {
        return (text + " ".repeat(length - text.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
