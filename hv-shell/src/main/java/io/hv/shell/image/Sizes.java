package io.hv.shell.image;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes as {@code qemu-img} reads and writes them: powers of 1024, bytes where there is no suffix. */
final class Sizes implements ITypeConverter<Long> {

    /** The unit of everything that QEMU calls a size. */
    static final int SECTOR = 512;

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([bkmgtpe]?)", Pattern.CASE_INSENSITIVE);
    private static final String SUFFIXES = "bkmgtpe";
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int DIGITS = 3;

    @Override
    public Long convert(String text) {
        return parse(text);
    }

    /** In bytes; a fraction of a byte is cut off. */
    static long parse(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw unreadable(text);
        }
        int power = Math.max(0, SUFFIXES.indexOf(parts.group(2).toLowerCase(Locale.ROOT)));
        BigDecimal number = new BigDecimal(parts.group(1));
        if (power == 0 && parts.group(1).contains(".")) {
            throw unreadable(text);
        }
        BigInteger bytes =
                number.multiply(BigDecimal.valueOf(1L << (10 * power))).toBigInteger();
        if (bytes.bitLength() >= Long.SIZE) {
            throw new TypeConversionException("'" + text + "' is larger than any disk");
        }
        return bytes.longValue();
    }

    private static TypeConversionException unreadable(String text) {
        return new TypeConversionException("'" + text
                + "' is no size: a number of bytes, or with k, M, G, T, P or E behind it, of powers of 1024");
    }

    /** Whole sectors. */
    static long roundUp(long bytes) {
        long rest = bytes % SECTOR;
        return rest == 0 ? bytes : bytes - rest + SECTOR;
    }

    /** In the unit in which it is a number below 1000, with three digits. */
    static String text(long bytes) {
        int power = 0;
        double number = bytes;
        while (number >= 1000 && power < UNITS.length - 1) {
            number /= 1024;
            power++;
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + " " + UNITS[power];
    }
}
