package io.hv.kvm.gdb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads what a packet is made of, from left to right: numbers in hexadecimal and what is between them. */
final class Words {

    private static final HexFormat HEX = HexFormat.of();

    private final String text;
    private int at;

    Words(String text, int from) {
        this.text = text;
        this.at = from;
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static String hex(String words) {
        return HEX.formatHex(words.getBytes(StandardCharsets.UTF_8));
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** Takes a character, if it is the next. */
    boolean take(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        if (there) {
            at++;
        }
        return there;
    }

    /** Takes a character. */
    void skip(char expected) {
        if (!take(expected)) {
            throw GdbError.invalid("'" + expected + "' is missing");
        }
    }

    /** The next character. */
    char next() {
        if (atEnd()) {
            throw GdbError.invalid("it ends too early");
        }
        return text.charAt(at++);
    }

    /** An unsigned number of 1 to 16 digits. */
    long number() {
        int from = at;
        while (at < text.length() && HexFormat.isHexDigit(text.charAt(at))) {
            at++;
        }
        if (at == from || at - from > 16) {
            throw GdbError.invalid("a number is missing, or too long");
        }
        return HexFormat.fromHexDigitsToLong(text, from, at);
    }

    /** A number from 0 to {@code most}. */
    int small(int most) {
        long value = number();
        if (value < 0 || value > most) {
            throw GdbError.invalid(Long.toHexString(value) + " is more than " + Integer.toHexString(most));
        }
        return (int) value;
    }

    /** A thread: -1 for all, 0 for any, else its number. */
    int thread() {
        if (take('-')) {
            skip('1');
            return -1;
        }
        return small(Integer.MAX_VALUE);
    }

    /** What is left. */
    String rest() {
        String left = text.substring(at);
        at = text.length();
        return left;
    }

    /** What is left, as bytes in hexadecimal. */
    byte[] bytes() {
        try {
            return HEX.parseHex(rest());
        } catch (IllegalArgumentException e) {
            throw GdbError.invalid("these are no bytes in hexadecimal");
        }
    }

    /** What is left, as bytes as they are. */
    byte[] binary() {
        return rest().getBytes(StandardCharsets.ISO_8859_1);
    }
}
