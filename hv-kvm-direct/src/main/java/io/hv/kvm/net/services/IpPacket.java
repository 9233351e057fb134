package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.kvm.net.ether.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A whole packet of IPv4 (RFC 791) or IPv6 (RFC 8200). Fragments and IPv6's extension headers are not taken.
 *
 * @param mac the interface that sent it
 * @param source the sender's address
 * @param destination who it is for
 * @param protocol what it carries
 * @param hops how many routers it may still pass
 * @param payload what it carries
 */
record IpPacket(MacAddress mac, IpAddress source, IpAddress destination, int protocol, int hops, Reader payload) {

    static final int ICMP = 1;
    static final int UDP = 17;
    static final int ICMPV6 = 58;

    private static final int V4_HEADER = 20;
    private static final int FRAGMENT = 0x3fff;

    /** The packet of IPv4 in a frame; null where there is no sound and whole one. */
    static @Nullable IpPacket readV4(MacAddress mac, Reader reader) {
        Reader all = reader.again();
        int first = reader.u8();
        int header = (first & 0xf) * 4;
        int length = reader.skip(1).u16();
        if (first >>> 4 != 4 || header < V4_HEADER || length < header || length > all.remaining()) {
            return null;
        }
        if (Checksum.of(all.again().part(header).sum()) != 0) {
            return null;
        }
        int fragment = reader.skip(2).u16();
        int hops = reader.u8();
        int protocol = reader.u8();
        reader.skip(2);
        if ((fragment & FRAGMENT) != 0) {
            return null;
        }
        Reader payload = all.skip(header).part(length - header);
        return new IpPacket(mac, reader.v4(), reader.v4(), protocol, hops, payload);
    }

    /** The packet of IPv6 in a frame; null where there is no sound one. */
    static @Nullable IpPacket readV6(MacAddress mac, Reader reader) {
        int version = reader.i32() >>> 28;
        int length = reader.u16();
        int next = reader.u8();
        int hops = reader.u8();
        IpAddress source = reader.v6();
        IpAddress destination = reader.v6();
        Reader payload = reader.part(length);
        return version == 6 && reader.isGood() ? new IpPacket(mac, source, destination, next, hops, payload) : null;
    }

    /** Whether the checksum in the payload, which is over addresses too, is right. */
    boolean isSummed() {
        int length = payload.remaining();
        return Checksum.of(PseudoHeader.sum(source, destination, protocol, length) + payload.sum()) == 0;
    }
}
