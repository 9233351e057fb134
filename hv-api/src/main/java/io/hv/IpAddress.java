package io.hv;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address: a number, never a name, and without a zone. Addresses are ordered by their numbers, those of
 * IPv4 first. Immutable.
 */
public final class IpAddress implements Comparable<IpAddress> {

    private static final Pattern V4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");
    private static final int V4_BYTES = 4;
    private static final int GROUPS = 8;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads four decimal numbers with dots between them, or IPv6's text (RFC 4291, 2.2). Nobody is asked for a name.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static IpAddress parse(String text) {
        if (V4.matcher(text).matches()) {
            return new IpAddress(v4(text));
        }
        if (V6.matcher(text).matches()) {
            try {
                // With a colon in it, and such a beginning, the JDK takes it for an address or refuses it.
                byte[] read = InetAddress.getByName(text).getAddress();
                return new IpAddress(read.length == V4_BYTES ? mapped(read) : read);
            } catch (UnknownHostException e) {
                throw noAddress(text, e);
            }
        }
        throw noAddress(text, null);
    }

    private static IllegalArgumentException noAddress(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "not an IP address: '" + text + "'; write for example 192.168.7.1 or fd00:7::1", cause);
    }

    private static byte[] v4(String text) {
        byte[] bytes = new byte[V4_BYTES];
        String[] parts = text.split("\\.", -1);
        for (int i = 0; i < V4_BYTES; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > 0xff) {
                throw noAddress(text, null);
            }
            bytes[i] = (byte) part;
        }
        return bytes;
    }

    /** The JDK makes an IPv4 address of what IPv6 writes as {@code ::ffff:1.2.3.4}. */
    private static byte[] mapped(byte[] v4) {
        byte[] bytes = new byte[2 * GROUPS];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(v4, 0, bytes, 12, V4_BYTES);
        return bytes;
    }

    /** Whether it is an IPv6 address; else it is one of IPv4. */
    public boolean isV6() {
        return bytes.length != V4_BYTES;
    }

    /** How many bits it has: 32 or 128. */
    public int bits() {
        return bytes.length * 8;
    }

    /** Its bytes, the first one first: 4 or 16. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether it stands for a group of machines (RFC 5771, RFC 4291 2.7). */
    public boolean isMulticast() {
        return isV6() ? bytes[0] == (byte) 0xff : (bytes[0] & 0xf0) == 0xe0;
    }

    /** Whether it stands for the machine itself (RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
    public boolean isLoopback() {
        return isV6() ? number().equals(BigInteger.ONE) : bytes[0] == 127;
    }

    /** Whether all its bits are 0, so that it stands for no machine. */
    public boolean isUnspecified() {
        return number().signum() == 0;
    }

    /**
     * Whether it begins with the same bits as another one of its kind.
     *
     * @param prefix how many bits, 0 to {@link #bits()}
     * @throws IllegalArgumentException if the prefix is another number
     */
    public boolean isInNetwork(IpAddress other, int prefix) {
        if (prefix < 0 || prefix > bits()) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits of " + this + "; 0 to " + bits());
        }
        return bits() == other.bits()
                && number().shiftRight(bits() - prefix).equals(other.number().shiftRight(bits() - prefix));
    }

    /** Its number, 0 or more. */
    BigInteger number() {
        return new BigInteger(1, bytes);
    }

    @Override
    public int compareTo(IpAddress other) {
        int kind = Integer.compare(bits(), other.bits());
        return kind != 0 ? kind : number().compareTo(other.number());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** As it is usually written; of IPv6 that is RFC 5952's form. */
    @Override
    public String toString() {
        return isV6() ? v6Text() : decimal(0);
    }

    private String decimal(int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + V4_BYTES; i++) {
            text.append(i == from ? "" : ".").append(bytes[i] & 0xff);
        }
        return text.toString();
    }

    private String v6Text() {
        if (Arrays.equals(bytes, 0, 12, mapped(new byte[V4_BYTES]), 0, 12)) {
            return "::ffff:" + decimal(12);
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zeros(i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length < 2 ? groups(0, GROUPS) : groups(0, start) + "::" + groups(start + length, GROUPS);
    }

    /** How many groups from one on are 0. */
    private int zeros(int from) {
        int count = 0;
        while (from + count < GROUPS && group(from + count) == 0) {
            count++;
        }
        return count;
    }

    private int group(int index) {
        return ((bytes[2 * index] & 0xff) << 8) | (bytes[2 * index + 1] & 0xff);
    }

    private String groups(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toString(group(i), 16));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
