package io.hv.kvm.boot.acpi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Terms of the ACPI machine language, each as its bytes (ACPI 6.5, 20.2). */
final class Aml {

    private static final int ZERO = 0x00;
    private static final int ONE = 0x01;
    private static final int NAME = 0x08;
    private static final int BYTE = 0x0a;
    private static final int WORD = 0x0b;
    private static final int DOUBLE_WORD = 0x0c;
    private static final int STRING = 0x0d;
    private static final int SCOPE = 0x10;
    private static final int BUFFER = 0x11;
    private static final int PACKAGE = 0x12;
    private static final int EXTENDED = 0x5b;
    private static final int DEVICE = 0x82;

    private static final int NAME_LENGTH = 4;
    private static final int SHORT_LENGTH_MAX = 0x3f;
    private static final int LETTER_BITS = 5;

    private Aml() {}

    /** One after the other. */
    static byte[] list(byte[]... terms) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (byte[] term : terms) {
            list.writeBytes(term);
        }
        return list.toByteArray();
    }

    /** A named value. */
    static byte[] name(String name, byte[] value) {
        return list(bytes(NAME), segment(name), value);
    }

    /** What lies in a scope below the root, such as {@code _SB_}. */
    static byte[] scope(String name, byte[]... terms) {
        return list(bytes(SCOPE), sized(list(bytes('\\'), segment(name), list(terms))));
    }

    /** A device and what it has. */
    static byte[] device(String name, byte[]... terms) {
        return list(bytes(EXTENDED, DEVICE), sized(list(segment(name), list(terms))));
    }

    /** A package. */
    static byte[] packageOf(byte[]... elements) {
        return list(bytes(PACKAGE), sized(list(bytes(elements.length), list(elements))));
    }

    /** A buffer with these bytes. */
    static byte[] buffer(byte[] content) {
        return list(bytes(BUFFER), sized(list(integer(content.length), content)));
    }

    /** A number of at most 32 bits, without sign. */
    static byte[] integer(int value) {
        if (value == ZERO || value == ONE) {
            return bytes(value);
        }
        if (value >>> 8 == 0) {
            return bytes(BYTE, value);
        }
        if (value >>> 16 == 0) {
            return bytes(WORD, value, value >>> 8);
        }
        return bytes(DOUBLE_WORD, value, value >>> 8, value >>> 16, value >>> 24);
    }

    /** A string. */
    static byte[] string(String text) {
        return list(bytes(STRING), text.getBytes(StandardCharsets.US_ASCII), bytes(0));
    }

    /** A plug and play id, three letters and four hexadecimal digits, as the number that stands for it. */
    static byte[] eisaId(String id) {
        int letters = 0;
        for (int i = 0; i < 3; i++) {
            letters = letters << LETTER_BITS | id.charAt(i) - '@';
        }
        return integer(Integer.reverseBytes(letters << Short.SIZE | Integer.parseInt(id.substring(3), 16)));
    }

    /** A name's four characters. */
    private static byte[] segment(String name) {
        if (name.length() != NAME_LENGTH) {
            throw new IllegalArgumentException("'" + name + "' has not four characters");
        }
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /** With its length before it, which counts itself. */
    private static byte[] sized(byte[] content) {
        if (content.length + 1 <= SHORT_LENGTH_MAX) {
            return list(bytes(content.length + 1), content);
        }
        int following = 1;
        while ((content.length + 1 + following) >>> (4 + Byte.SIZE * following) != 0) {
            following++;
        }
        int length = content.length + 1 + following;
        byte[] prefix = new byte[1 + following];
        prefix[0] = (byte) (following << 6 | (length & 0xf));
        for (int i = 1; i <= following; i++) {
            prefix[i] = (byte) (length >>> (4 + Byte.SIZE * (i - 1)));
        }
        return list(prefix, content);
    }

    /** The low eight bits of each. */
    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
