package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a machine says by DHCP (RFC 2131, 2).
 *
 * @param transaction its number, by which it knows the answer
 * @param flags whether it cannot be reached by its address yet
 * @param address the address that it has; 0 where it has none
 * @param mac its interface
 * @param options what else it says
 */
record DhcpMessage(int transaction, int flags, IpAddress address, MacAddress mac, DhcpOptions options) {

    static final int DISCOVER = 1;
    static final int OFFER = 2;
    static final int REQUEST = 3;
    static final int DECLINE = 4;
    static final int ACK = 5;
    static final int NAK = 6;
    static final int RELEASE = 7;
    static final int INFORM = 8;

    static final int BROADCAST = 0x8000;
    static final int REPLY = 2;
    static final int ETHERNET = 0x0106;
    static final int COOKIE = 0x63825363;

    private static final int ASK = 1;
    private static final int SERVER_NAME = 64;
    private static final int FILE = 128;

    /** The message of a machine itself; null where it is none, or has come by a relay. */
    static @Nullable DhcpMessage read(Reader reader) {
        int operation = reader.u8();
        int hardware = reader.u16();
        int transaction = reader.skip(1).i32();
        int flags = reader.skip(2).u16();
        IpAddress address = reader.v4();
        IpAddress relay = reader.skip(8).v4();
        MacAddress mac = reader.mac();
        Reader serverName = reader.skip(10).part(SERVER_NAME);
        Reader file = reader.part(FILE);
        boolean isDhcp = reader.i32() == COOKIE;
        if (operation != ASK || hardware != ETHERNET || !isDhcp || !reader.isGood() || !relay.isUnspecified()) {
            return null;
        }
        DhcpOptions options = new DhcpOptions();
        options.read(reader);
        int overload = options.number(DhcpOptions.OVERLOAD);
        if (overload == 1 || overload == 3) {
            options.read(file);
        }
        if (overload == 2 || overload == 3) {
            options.read(serverName);
        }
        return new DhcpMessage(transaction, flags, address, mac, options);
    }
}
