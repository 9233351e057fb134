package io.hv.kvm.net.services;

/** A machine on a network, for tests: its interface and its addresses, and what it sends. */
record Machine(String mac, String v4, String v6) {

    static final String EVERYBODY = "ff:ff:ff:ff:ff:ff";

    static final Machine ONE = new Machine("52:54:00:aa:00:01", "192.168.7.50", "fe80::5054:ff:feaa:1");
    static final Machine TWO = new Machine("52:54:00:aa:00:02", "192.168.7.51", "fe80::5054:ff:feaa:2");

    static Machine number(int number) {
        String mac = String.format("52:54:00:%02x:%02x:%02x", number >>> 16, number >>> 8 & 0xff, number & 0xff);
        return new Machine(mac, "192.168.7.50", "fe80::" + Integer.toHexString(number + 1));
    }

    byte[] arp(String wanted) {
        byte[] request =
                Wire.join(Wire.hex("0001 0800 06 04 0001"), Wire.mac(mac), Wire.ip(v4), new byte[6], Wire.ip(wanted));
        return Wire.ethernet(EVERYBODY, mac, 0x0806, request);
    }

    /** A packet of either kind, by the kind of its destination. */
    byte[] packet(String toMac, String to, int protocol, int hops, byte[] payload) {
        boolean isV6 = to.indexOf(':') >= 0;
        return Wire.ethernet(
                toMac, mac, isV6 ? 0x86dd : 0x0800, Wire.packet(isV6 ? v6 : v4, to, protocol, hops, payload));
    }

    byte[] udp(String toMac, String to, int fromPort, int toPort, byte[] payload) {
        return packet(toMac, to, Wire.UDP, 64, Wire.udp(fromPort, toPort, payload));
    }

    byte[] dhcp(byte[] message) {
        return Wire.ethernet(
                EVERYBODY,
                mac,
                0x0800,
                Wire.packet("0.0.0.0", "255.255.255.255", Wire.UDP, 64, Wire.udp(68, 67, message)));
    }

    /** A message of DHCP: the fixed fields, then options in hexadecimal. */
    byte[] dhcpMessage(int flags, String address, String... options) {
        return Wire.join(
                Wire.hex("01 01 06 00 12345678 0000"),
                Wire.u16(flags),
                Wire.ip(address),
                new byte[12],
                Wire.mac(mac),
                new byte[10 + 64 + 128],
                Wire.hex("63825363"),
                Wire.hex(options),
                Wire.hex("ff"));
    }

    byte[] dhcp6(byte[] message) {
        return udp("33:33:00:01:00:02", "ff02::1:2", 546, 547, message);
    }
}
