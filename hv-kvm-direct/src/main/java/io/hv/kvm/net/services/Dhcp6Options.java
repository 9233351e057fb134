package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of a message of DHCP of IPv6 (RFC 8415, 21), or of one of its options. */
final class Dhcp6Options {

    static final int CLIENT = 1;
    static final int SERVER = 2;
    static final int ASSOCIATION = 3;
    static final int TEMPORARY = 4;
    static final int ADDRESS = 5;
    static final int PREFERENCE = 7;
    static final int STATUS = 13;
    static final int RAPID_COMMIT = 14;
    static final int DNS = 23;
    static final int DOMAINS = 24;
    static final int PREFIXES = 25;
    static final int REFRESH = 32;
    static final int FULL_NAME = 39;

    /** More of one kind are not looked at. */
    static final int MOST = 8;

    private record Option(int code, Reader value) {}

    /**
     * Addresses that a machine keeps together (RFC 8415, 21.4).
     *
     * @param id its number for them
     * @param addresses those that it has, or would like
     */
    record Association(int id, List<IpAddress> addresses) {}

    private final List<Option> options = new ArrayList<>();

    /** Reads options up to the end; the reader is not good any more where they are broken. */
    static Dhcp6Options read(Reader reader) {
        Dhcp6Options read = new Dhcp6Options();
        while (reader.remaining() > 0) {
            int code = reader.u16();
            Reader value = reader.part(reader.u16());
            read.options.add(new Option(code, value));
        }
        return read;
    }

    private List<Reader> all(int code) {
        return options.stream()
                .filter(option -> option.code() == code)
                .limit(MOST)
                .map(option -> option.value().again())
                .toList();
    }

    Optional<Reader> first(int code) {
        return all(code).stream().findFirst();
    }

    boolean has(int code) {
        return first(code).isPresent();
    }

    /** The associations of addresses for a while. */
    List<Association> associations() {
        List<Association> found = new ArrayList<>();
        for (Reader value : all(ASSOCIATION)) {
            int id = value.i32();
            Dhcp6Options inner = read(value.skip(8));
            if (value.isGood()) {
                found.add(new Association(id, inner.addresses()));
            }
        }
        return found;
    }

    private List<IpAddress> addresses() {
        return all(ADDRESS).stream()
                .filter(value -> value.remaining() >= 24)
                .map(Reader::v6)
                .toList();
    }

    /** The numbers of associations of another kind. */
    List<Integer> ids(int code) {
        return all(code).stream()
                .filter(value -> value.remaining() >= 4)
                .map(Reader::i32)
                .toList();
    }

    /** The name that the machine says, without its domain (RFC 4704, 4). */
    Optional<String> said() {
        return first(FULL_NAME)
                .map(value -> value.skip(1))
                .map(value -> new String(value.bytes(value.u8()), StandardCharsets.US_ASCII))
                .flatMap(Names::said);
    }
}
