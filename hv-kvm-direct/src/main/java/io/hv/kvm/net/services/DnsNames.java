package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names as messages of the DNS have them (RFC 1035, 3.1), and those that stand for addresses (3.5; RFC 3596, 2.5). */
final class DnsNames {

    private static final int MOST_OF_LABEL = 63;
    private static final int MOST_BYTES = 255;
    private static final String V4 = ".in-addr.arpa";
    private static final String V6 = ".ip6.arpa";
    private static final Pattern V4_PARTS =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");
    private static final Pattern V6_DIGITS = Pattern.compile("[0-9a-f](\\.[0-9a-f]){31}");

    private DnsNames() {}

    /** A name of letters, digits, hyphens and underscores, as bytes. */
    static byte[] encode(String name) {
        Writer writer = new Writer();
        for (String label : name.split("\\.", -1)) {
            writer.u8(label.length()).ascii(label);
        }
        return writer.u8(0).toBytes();
    }

    /**
     * Reads a name that does not point to another one, and leaves the reader behind it; the reader is not good any more where
     * there is none.
     *
     * @return the name in small letters, the root's being empty; null where it is broken
     */
    static @Nullable String read(Reader reader) {
        StringBuilder name = new StringBuilder();
        int bytes = 1;
        for (int length = reader.u8(); length > 0; length = reader.u8()) {
            bytes += length + 1;
            if (length > MOST_OF_LABEL || bytes > MOST_BYTES) {
                return null;
            }
            String label = new String(reader.bytes(length), StandardCharsets.ISO_8859_1);
            // A dot within a label would make another name of it; no machine has such a one.
            name.append(name.length() == 0 ? "" : ".").append(label.replace('.', '\0'));
        }
        return reader.isGood() ? Names.small(name.toString()) : null;
    }

    /** The address that a name stands for. */
    static Optional<IpAddress> address(String name) {
        if (name.endsWith(V4)) {
            return v4(name.substring(0, name.length() - V4.length()));
        }
        return name.endsWith(V6) ? v6(name.substring(0, name.length() - V6.length())) : Optional.empty();
    }

    private static Optional<IpAddress> v4(String reversed) {
        Matcher parts = V4_PARTS.matcher(reversed);
        if (!parts.matches()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            int part = Integer.parseInt(parts.group(bytes.length - i));
            if (part > 0xff) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        return Optional.of(Addresses.of(bytes));
    }

    private static Optional<IpAddress> v6(String reversed) {
        if (!V6_DIGITS.matcher(reversed).matches()) {
            return Optional.empty();
        }
        List<String> digits = new ArrayList<>(List.of(reversed.split("\\.", -1)));
        Collections.reverse(digits);
        byte[] bytes = new byte[digits.size() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.get(2 * i) + digits.get(2 * i + 1), 16);
        }
        return Optional.of(Addresses.of(bytes));
    }

    /** Whether a name stands for addresses, one or many. */
    static boolean isReverse(String name) {
        return name.endsWith(V4) || name.endsWith(V6);
    }
}
