package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.kvm.net.ether.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A datagram of UDP (RFC 768).
 *
 * @param mac the interface that sent it
 * @param source the sender's address
 * @param sourcePort the sender's port
 * @param destination who it is for
 * @param destinationPort which service it is for
 * @param payload what it carries
 */
record Datagram(
        MacAddress mac, IpAddress source, int sourcePort, IpAddress destination, int destinationPort, Reader payload) {

    private static final int HEADER = 8;

    /** The datagram in a packet; null where there is no sound one. Only IPv4 has some without a checksum. */
    static @Nullable Datagram read(IpPacket packet) {
        Reader reader = packet.payload().again();
        int sourcePort = reader.u16();
        int destinationPort = reader.u16();
        int length = reader.u16();
        int checksum = reader.u16();
        if (length < HEADER || length > packet.payload().remaining()) {
            return null;
        }
        boolean unsummed = checksum == 0 && !packet.source().isV6();
        if (!unsummed && (checksum == 0 || !isSummed(packet, length))) {
            return null;
        }
        Reader payload = reader.part(length - HEADER);
        return new Datagram(packet.mac(), packet.source(), sourcePort, packet.destination(), destinationPort, payload);
    }

    private static boolean isSummed(IpPacket packet, int length) {
        long header = PseudoHeader.sum(packet.source(), packet.destination(), IpPacket.UDP, length);
        return Checksum.of(header + packet.payload().again().part(length).sum()) == 0;
    }
}
