package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;

/** Tells who asks which interface has the host's addresses of IPv6 (RFC 4861, 7.2.4). */
final class Neighbours {

    static final int SOLICITATION = 135;

    private static final int ADVERTISEMENT = 136;
    private static final long ROUTER = 1L << 31;
    private static final long SOLICITED = 1L << 30;
    private static final long OVERRIDE = 1L << 29;
    private static final int TARGET_LINK_ADDRESS = 0x0201;

    private final Station station;
    private final Sender sender;

    Neighbours(Station station, Sender sender) {
        this.station = station;
        this.sender = sender;
    }

    /** Takes a solicitation whose checksum is right and that no router has passed on. */
    void solicited(IpPacket packet) {
        Reader reader = packet.payload().again();
        int typeAndCode = reader.u16();
        IpAddress target = reader.skip(6).v6();
        if (reader.isGood() && typeAndCode == SOLICITATION << 8 && station.isOwn(target)) {
            answer(packet, target);
        }
    }

    /** Who has no address yet wants to have this one: it cannot be told by itself that it is in use (RFC 4862, 5.4). */
    private void answer(IpPacket packet, IpAddress target) {
        boolean anonymous = packet.source().isUnspecified();
        long flags = (station.isRouter() ? ROUTER : 0) | OVERRIDE | (anonymous ? 0 : SOLICITED);
        Writer message = new Writer().u8(ADVERTISEMENT).u8(0).u16(0).u32(flags).address(target);
        message.u16(TARGET_LINK_ADDRESS).mac(station.mac());
        IpAddress to = anonymous ? Addresses.ALL_NODES : packet.source();
        MacAddress mac = anonymous ? Addresses.group(to) : packet.mac();
        sender.icmpV6(mac, target, to, message.toBytes());
    }
}
