package io.hv.kvm.net.services;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a machine says by DHCP of IPv6 (RFC 8415, 8).
 *
 * @param type what kind of message it is
 * @param transaction its number, by which the machine knows the answer
 * @param options what else it says
 */
record Dhcp6Message(int type, int transaction, Dhcp6Options options) {

    static final int SOLICIT = 1;
    static final int ADVERTISE = 2;
    static final int REQUEST = 3;
    static final int CONFIRM = 4;
    static final int RENEW = 5;
    static final int REBIND = 6;
    static final int REPLY = 7;
    static final int RELEASE = 8;
    static final int DECLINE = 9;
    static final int INFORMATION_REQUEST = 11;

    /** RFC 8415, 11.1. */
    private static final int MOST_OF_ID = 130;

    /** The message; null where it is broken. */
    static @Nullable Dhcp6Message read(Reader reader) {
        int type = reader.u8();
        int transaction = reader.u8() << 16 | reader.u16();
        Dhcp6Options options = Dhcp6Options.read(reader);
        return reader.isGood() ? new Dhcp6Message(type, transaction, options) : null;
    }

    /** The identifier that the machine has, in hexadecimal. */
    Optional<String> client() {
        return options.first(Dhcp6Options.CLIENT)
                .filter(id -> id.remaining() > 2 && id.remaining() <= MOST_OF_ID)
                .map(id -> HexFormat.of().formatHex(id.rest()));
    }

    /** Whether it is for a certain server. */
    boolean isFor(byte[] server) {
        return options.first(Dhcp6Options.SERVER)
                .filter(id -> Arrays.equals(id.rest(), server))
                .isPresent();
    }

    boolean namesServer() {
        return options.first(Dhcp6Options.SERVER).isPresent();
    }
}
