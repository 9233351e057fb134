package io.hv.xml.value;

import io.hv.ByteSize;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a size is counted in. {@code K} and {@code KiB} are 1,024 bytes, {@code KB} are 1,000, and so on to {@code E}; case
 * does not matter.
 *
 * @param name as it is written
 * @param bytes how many bytes it is
 */
public record SizeUnit(String name, long bytes) {

    /** A byte. */
    public static final SizeUnit BYTE = new SizeUnit("b", 1);

    /** 1,024 bytes. */
    public static final SizeUnit KIB = new SizeUnit("KiB", 1L << 10);

    /** 1,024² bytes. */
    public static final SizeUnit MIB = new SizeUnit("MiB", 1L << 20);

    /** 1,024³ bytes. */
    public static final SizeUnit GIB = new SizeUnit("GiB", 1L << 30);

    private static final Pattern BYTES = Pattern.compile("b|bytes?");
    private static final Pattern SCALED = Pattern.compile("[kmgtpe](i?b)?");

    /** Rejects a unit of less than a byte with {@link IllegalArgumentException}. */
    public SizeUnit {
        if (bytes < 1) {
            throw new IllegalArgumentException("a unit has a byte or more: " + bytes);
        }
    }

    /**
     * Reads the name of a unit.
     *
     * @throws IllegalArgumentException if libvirt knows none of that name
     */
    public static SizeUnit parse(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        if (BYTES.matcher(small).matches()) {
            return new SizeUnit(name, 1);
        }
        if (!SCALED.matcher(small).matches()) {
            throw new IllegalArgumentException("not a unit of sizes: '" + name + "'; write for example KiB");
        }
        long base = small.length() == 2 ? 1000 : 1024;
        long bytes = base;
        for (int power = "kmgtpe".indexOf(small.charAt(0)); power > 0; power--) {
            bytes *= base;
        }
        return new SizeUnit(name, bytes);
    }

    /**
     * So many of it.
     *
     * @throws IllegalArgumentException if that is negative, or more than 2^63 - 1 bytes
     */
    public ByteSize times(long count) {
        if (count < 0 || count > Long.MAX_VALUE / bytes) {
            throw new IllegalArgumentException("a size of 0 to 2^63 - 1 bytes is wanted, not " + count + " " + name);
        }
        return new ByteSize(count * bytes);
    }

    /** Whether a size is a whole number of it. */
    public boolean divides(ByteSize size) {
        return size.bytes() % bytes == 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
