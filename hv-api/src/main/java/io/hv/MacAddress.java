package io.hv;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A MAC address.
 *
 * @param bits its 48 bits, the first byte highest
 */
public record MacAddress(long bits) {

    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){5}");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long MADE_UP = 0x52_54_00_00_00_00L;
    private static final int RANDOM_BITS = 24;

    /** Rejects more than 48 bits with {@link IllegalArgumentException}. */
    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits: " + Long.toHexString(bits));
        }
    }

    /**
     * Reads six bytes in hexadecimal with colons between them.
     *
     * @throws IllegalArgumentException if the text is no MAC address
     */
    public static MacAddress parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not a MAC address: '" + text + "'; write for example 52:54:00:12:34:56");
        }
        long bits = 0;
        for (String each : text.split(":", -1)) {
            bits = bits << 8 | Integer.parseInt(each, 16);
        }
        return new MacAddress(bits);
    }

    /**
     * One that is made up: {@code 52:54:00}, as QEMU's machines have, which nobody is the maker of, and 24 bits at random. Two
     * of a few thousand may be the same.
     */
    public static MacAddress random() {
        return new MacAddress(MADE_UP | RANDOM.nextInt(1 << RANDOM_BITS));
    }

    /** Whether it stands for a group; an interface cannot have such a one. */
    public boolean isMulticast() {
        return (bits >>> 40 & 1) != 0;
    }

    /** Six bytes of two small hexadecimal digits, with colons between them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(String.format(Locale.ROOT, "%02x", bits >>> shift & 0xff))
                    .append(shift > 0 ? ":" : "");
        }
        return text.toString();
    }
}
