package io.hv;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size in bytes, at most {@link Long#MAX_VALUE}.
 *
 * @param bytes the size, 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,19})\\s*([KMGTkmgt]i?[Bb]?|[Bb]?)");

    /** Rejects a negative size with {@link IllegalArgumentException}. */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    /** A size in bytes. */
    public static ByteSize bytes(long count) {
        return new ByteSize(count);
    }

    /** A size in units of 1,024 bytes. */
    public static ByteSize kib(long count) {
        return scaled(count, 10);
    }

    /** A size in units of 1,024² bytes. */
    public static ByteSize mib(long count) {
        return scaled(count, 20);
    }

    /** A size in units of 1,024³ bytes. */
    public static ByteSize gib(long count) {
        return scaled(count, 30);
    }

    /**
     * Reads libvirt's notation: a whole number and a unit. {@code K}, {@code KiB}, {@code M}, ... are powers of 1,024;
     * {@code KB}, {@code MB}, ... are powers of 1,000; none is bytes. Case does not matter.
     *
     * @throws IllegalArgumentException if the text is no size, or too large
     */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size: '" + text + "'; write for example 256MiB");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : "BKMGT".indexOf(unit.charAt(0));
        long base = unit.length() == 2 && power > 0 && unit.charAt(1) == 'B' ? 1000 : 1024;
        try {
            long bytes = Long.parseLong(matcher.group(1));
            for (int i = 0; i < power; i++) {
                bytes = Math.multiplyExact(bytes, base);
            }
            return new ByteSize(bytes);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("a size of more than 2^63 - 1 bytes: '" + text + "'", e);
        }
    }

    private static ByteSize scaled(long count, int shift) {
        return new ByteSize(Math.multiplyExact(count, 1L << shift));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** In the largest binary unit that divides it, for example {@code 256 MiB}; {@link #parse} reads it back. */
    @Override
    public String toString() {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int power = 0;
        long rest = bytes;
        while (rest != 0 && rest % 1024 == 0 && power < units.length - 1) {
            rest /= 1024;
            power++;
        }
        return rest + " " + units[power];
    }
}
