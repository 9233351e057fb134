package io.hv.xml.domain;

import java.util.Locale;

/** Forms of whole numbers, each with its range. */
final class Numbers {

    /** Enough for everything that the schema has no bound for. */
    static final long ANY = Long.MAX_VALUE;

    static final long UINT = 0xffff_ffffL;

    private Numbers() {}

    /** Digits, with a sign where the range has negative numbers. */
    static Form<Long> decimal(long least, long most) {
        return new Form<>(
                text -> within(least, most, number(text, 10)),
                value -> Long.toString(within(least, most, value)),
                false);
    }

    /** {@code 0x} and at least so many digits; read as C does it, so that also {@code 10} and {@code 012} are numbers. */
    static Form<Long> hex(int digits, long most) {
        String form = "0x%0" + digits + "x";
        return new Form<>(
                text -> within(0, most, number(text, 0)),
                value -> String.format(Locale.ROOT, form, within(0, most, value)),
                false);
    }

    /** The same, where {@code -1} stands for any. */
    static Form<Long> hexOrAny(int digits, long most) {
        Form<Long> hex = hex(digits, most);
        return new Form<>(
                text -> text.equals("-1") ? -1L : hex.parse(text),
                value -> value == -1 ? "-1" : hex.format(value),
                false);
    }

    /** Written in decimal digits, read as C does it. */
    static Form<Long> likeC(long least, long most) {
        return new Form<>(
                text -> within(least, most, number(text, 0)),
                value -> Long.toString(within(least, most, value)),
                false);
    }

    /** Rights of a file, in three octal digits behind a {@code 0}. */
    static Form<Long> mode() {
        return new Form<>(
                text -> within(0, 0777, number(text, 8)),
                value -> String.format(Locale.ROOT, "0%03o", within(0, 0777, value)),
                false);
    }

    private static long number(String text, int base) {
        try {
            if (base == 0 && (text.startsWith("0x") || text.startsWith("0X"))) {
                return Long.parseLong(unsigned(text.substring(2)), 16);
            }
            if (base == 0 && text.length() > 1 && text.startsWith("0")) {
                return Long.parseLong(unsigned(text.substring(1)), 8);
            }
            return Long.parseLong(text, base == 0 ? 10 : base);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number is wanted", e);
        }
    }

    private static String unsigned(String digits) {
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new IllegalArgumentException("a whole number is wanted");
        }
        return digits;
    }

    private static long within(long least, long most, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("a number of " + least + " to " + most + " is wanted, not " + value);
        }
        return value;
    }
}
