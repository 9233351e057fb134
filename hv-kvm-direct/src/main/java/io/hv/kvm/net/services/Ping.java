package io.hv.kvm.net.services;

import io.hv.kvm.net.ether.Checksum;

/** Answers echo requests to the host's own addresses (RFC 792, RFC 4443 4.1). */
final class Ping {

    static final int REQUEST_V6 = 128;

    private static final int REQUEST_V4 = 8;
    private static final int REPLY_V4 = 0;
    private static final int REPLY_V6 = 129;
    private static final int HEADER = 4;

    private final Sender sender;

    Ping(Sender sender) {
        this.sender = sender;
    }

    /** Takes a message of ICMP to an address of the host's. */
    void receiveV4(IpPacket packet) {
        if (Checksum.of(packet.payload().sum()) == 0 && isRequest(packet, REQUEST_V4)) {
            sender.icmp(packet.mac(), packet.destination(), packet.source(), reply(packet, REPLY_V4));
        }
    }

    /** Takes a message of ICMPv6 whose checksum is right, to an address of the host's. */
    void receiveV6(IpPacket packet) {
        if (isRequest(packet, REQUEST_V6)) {
            sender.icmpV6(packet.mac(), packet.destination(), packet.source(), reply(packet, REPLY_V6));
        }
    }

    private static boolean isRequest(IpPacket packet, int type) {
        Reader reader = packet.payload().again();
        return reader.u16() == type << 8
                && reader.skip(6).isGood()
                && !packet.source().isMulticast()
                && !packet.source().isUnspecified();
    }

    private static byte[] reply(IpPacket packet, int type) {
        byte[] rest = packet.payload().again().skip(HEADER).rest();
        return new Writer().u8(type).u8(0).u16(0).bytes(rest).toBytes();
    }
}
