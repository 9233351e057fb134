package io.hv.kvm.boot.smbios;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One structure while it is written: a header, the formatted part in order, then the strings that it names (DSP0134 3.6,
 * 6.1).
 */
final class Structure {

    private static final int HEADER_SIZE = 4;

    private final int type;
    private final int handle;
    private final ByteArrayOutputStream formatted = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private int stringCount;

    Structure(int type, int handle) {
        this.type = type;
        this.handle = handle;
    }

    Structure bytes(int... values) {
        for (int value : values) {
            formatted.write(value);
        }
        return this;
    }

    Structure word(int value) {
        return number(value, Short.BYTES);
    }

    Structure dword(long value) {
        return number(value, Integer.BYTES);
    }

    Structure qword(long value) {
        return number(value, Long.BYTES);
    }

    /** The number of a string, which is not empty; what would end or garble it becomes a question mark. */
    Structure string(String text) {
        byte[] bytes = text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        strings.writeBytes(bytes);
        strings.write(0);
        return bytes(++stringCount);
    }

    /** As SMBIOS has it from 2.6 on: the first three fields little-endian (DSP0134 3.6, 7.2.1). */
    Structure uuid(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        dword(high >>> 32).word((int) (high >>> 16)).word((int) high);
        return qword(Long.reverseBytes(uuid.getLeastSignificantBits()));
    }

    byte[] toBytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(type);
        all.write(HEADER_SIZE + formatted.size());
        all.write(handle);
        all.write(handle >>> 8);
        all.writeBytes(formatted.toByteArray());
        all.writeBytes(strings.toByteArray());
        all.write(0);
        if (stringCount == 0) {
            all.write(0);
        }
        return all.toByteArray();
    }

    private Structure number(long value, int size) {
        for (int i = 0; i < size; i++) {
            formatted.write((int) (value >>> (Byte.SIZE * i)));
        }
        return this;
    }
}
