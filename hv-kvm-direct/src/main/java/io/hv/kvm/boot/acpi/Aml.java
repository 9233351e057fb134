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
    private static final int TWO_NAMES = 0x2e;
    private static final int MORE_NAMES = 0x2f;
    private static final int EXTENDED = 0x5b;
    private static final int REGION = 0x80;
    private static final int FIELD = 0x81;
    private static final int DEVICE = 0x82;
    private static final int METHOD = 0x14;
    private static final int STORE = 0x70;
    private static final int AND = 0x7b;
    private static final int OR = 0x7d;
    private static final int CREATE_DWORD_FIELD = 0x8a;
    private static final int NOTIFY = 0x86;
    private static final int NOT = 0x92;
    private static final int EQUAL = 0x93;
    private static final int IF = 0xa0;
    private static final int RETURN = 0xa4;

    /** A method that one thread at a time runs, as one must be that creates names. */
    private static final int SERIALIZED = 1 << 3;

    /** Of an operation region: ports; and of its fields: four bytes at once, without a lock. */
    private static final int PORTS = 1;

    private static final int DOUBLE_WORD_ACCESS = 3;

    /** Methods' local variables and arguments. */
    static final byte[] LOCAL_0 = bytes(0x60);

    static final byte[] LOCAL_1 = bytes(0x61);

    /** A result that nobody wants. */
    static final byte[] NOWHERE = bytes(ZERO);

    static final byte[] ARGUMENT_0 = bytes(0x68);
    static final byte[] ARGUMENT_1 = bytes(0x69);
    static final byte[] ARGUMENT_3 = bytes(0x6b);

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

    /** A method that one thread at a time runs. */
    static byte[] method(String name, int arguments, byte[]... terms) {
        return list(bytes(METHOD), sized(list(segment(name), bytes(SERIALIZED | arguments), list(terms))));
    }

    /** What is only done under a condition. */
    static byte[] when(byte[] condition, byte[]... terms) {
        return list(bytes(IF), sized(list(condition, list(terms))));
    }

    /** Whether two are equal. */
    static byte[] equal(byte[] one, byte[] other) {
        return list(bytes(EQUAL), one, other);
    }

    /** Whether two are not equal. */
    static byte[] differs(byte[] one, byte[] other) {
        return list(bytes(NOT), equal(one, other));
    }

    /** The bits that both have, put into the target. */
    static byte[] and(byte[] one, byte[] other, byte[] target) {
        return list(bytes(AND), one, other, target);
    }

    /** The bits that one of them has, put into the target. */
    static byte[] or(byte[] one, byte[] other, byte[] target) {
        return list(bytes(OR), one, other, target);
    }

    /** A copy. */
    static byte[] store(byte[] value, byte[] target) {
        return list(bytes(STORE), value, target);
    }

    /** A name for four bytes of a buffer. */
    static byte[] field32(byte[] buffer, int offset, byte[] name) {
        return list(bytes(CREATE_DWORD_FIELD), buffer, integer(offset), name);
    }

    /** Tells the driver of a device that something has happened to it. */
    static byte[] notify(byte[] device, int what) {
        return list(bytes(NOTIFY), device, integer(what));
    }

    /** A name in a scope below the root. */
    static byte[] path(String scope, String name) {
        return list(bytes('\\', TWO_NAMES), segment(scope), segment(name));
    }

    /** A name two scopes below the root. */
    static byte[] path(String scope, String within, String name) {
        return list(bytes('\\', MORE_NAMES, 3), segment(scope), segment(within), segment(name));
    }

    /** Ports as an operation region, all of them in fields of four bytes with these names, one after the other. */
    static byte[] portFields(String region, int port, String... fields) {
        byte[][] named = new byte[fields.length][];
        for (int i = 0; i < fields.length; i++) {
            named[i] = list(segment(fields[i]), bytes(Integer.SIZE));
        }
        return list(
                bytes(EXTENDED, REGION),
                segment(region),
                bytes(PORTS),
                integer(port),
                integer(fields.length * Integer.BYTES),
                bytes(EXTENDED, FIELD),
                sized(list(segment(region), bytes(DOUBLE_WORD_ACCESS), list(named))));
    }

    /** The end of a method, and its value. */
    static byte[] returns(byte[] value) {
        return list(bytes(RETURN), value);
    }

    /** A name's four characters. */
    static byte[] segment(String name) {
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
