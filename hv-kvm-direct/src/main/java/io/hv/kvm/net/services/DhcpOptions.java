package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The options of a message of DHCP (RFC 2132). One that comes in several pieces is put together (RFC 3396). */
final class DhcpOptions {

    static final int MASK = 1;
    static final int ROUTER = 3;
    static final int DNS = 6;
    static final int HOST_NAME = 12;
    static final int DOMAIN = 15;
    static final int MTU = 26;
    static final int BROADCAST = 28;
    static final int WANTED = 50;
    static final int TIME = 51;
    static final int OVERLOAD = 52;
    static final int TYPE = 53;
    static final int SERVER = 54;
    static final int MOST_BYTES = 57;
    static final int RENEW = 58;
    static final int REBIND = 59;
    static final int CLIENT = 61;
    static final int FULL_NAME = 81;
    static final int END = 255;

    private static final int PAD = 0;
    /** RFC 4702: flags and two codes stand before the name. */
    private static final int NAME_IN_FULL_NAME = 3;

    private static final int ENCODED_AS_DNS = 4;

    private final Map<Integer, byte[]> options = new HashMap<>();

    /** Reads options up to their end; what is broken ends them too. */
    void read(Reader reader) {
        while (reader.remaining() > 0) {
            int code = reader.u8();
            if (code == END) {
                return;
            }
            if (code != PAD) {
                byte[] value = reader.bytes(reader.u8());
                if (!reader.isGood()) {
                    return;
                }
                options.merge(
                        code, value, (a, b) -> new Writer().bytes(a).bytes(b).toBytes());
            }
        }
    }

    Optional<byte[]> bytes(int code) {
        return Optional.ofNullable(options.get(code));
    }

    /** A number of one or two bytes; -1 where there is none. */
    int number(int code) {
        byte[] value = options.get(code);
        if (value == null || value.length == 0 || value.length > 2) {
            return -1;
        }
        Reader reader = new Reader(value, 0, value.length);
        return value.length == 1 ? reader.u8() : reader.u16();
    }

    Optional<IpAddress> address(int code) {
        return bytes(code).filter(value -> value.length == 4).map(Addresses::of);
    }

    /** The name that the machine says, without its domain. */
    Optional<String> said() {
        return bytes(HOST_NAME)
                .map(name -> new String(name, StandardCharsets.US_ASCII))
                .or(() -> bytes(FULL_NAME).flatMap(DhcpOptions::fullName))
                .flatMap(Names::said);
    }

    private static Optional<String> fullName(byte[] value) {
        Reader reader = new Reader(value, 0, value.length);
        boolean encoded = (reader.u8() & ENCODED_AS_DNS) != 0;
        reader.skip(NAME_IN_FULL_NAME - 1);
        byte[] name = encoded ? reader.bytes(reader.u8()) : reader.rest();
        return reader.isGood() ? Optional.of(new String(name, StandardCharsets.US_ASCII)) : Optional.empty();
    }
}
