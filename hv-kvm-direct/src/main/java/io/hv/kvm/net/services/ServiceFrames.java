package io.hv.kvm.net.services;

import io.hv.kvm.net.ether.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells what is for the host's services, where its kernel has the station's addresses and answers for them: DHCP, router
 * solicitations, and questions for names to the host itself. All else is the kernel's. Looks at a few bytes of a frame and
 * keeps nothing.
 */
final class ServiceFrames {

    private static final int TYPE = 12;
    private static final int IP = Ethernet.HEADER;
    private static final int V4_PROTOCOL = IP + 9;
    private static final int V4_FRAGMENT = IP + 6;
    private static final int V4_DESTINATION = IP + 16;
    private static final int V6_NEXT = IP + 6;
    private static final int V6_DESTINATION = IP + 24;
    private static final int V6_PAYLOAD = IP + 40;
    private static final int UDP_HEADER = 8;
    private static final int FRAGMENT = 0x3fff;

    private final List<byte[]> v4 = new ArrayList<>();
    private final List<byte[]> v6 = new ArrayList<>();

    ServiceFrames(Station station) {
        station.v4().forEach(each -> v4.add(each.address().bytes()));
        station.v6().forEach(each -> v6.add(each.address().bytes()));
        if (!v6.isEmpty()) {
            v6.add(station.linkLocal().bytes());
        }
    }

    boolean has(byte[] frame) {
        if (frame.length < IP + UDP_HEADER) {
            return false;
        }
        return switch (Octets.u16(frame, TYPE)) {
            case Ethernet.IPV4 -> hasV4(frame);
            case Ethernet.IPV6 -> hasV6(frame);
            default -> false;
        };
    }

    private boolean hasV4(byte[] frame) {
        int payload = IP + (frame[IP] & 0xf) * 4;
        if (frame.length < payload + UDP_HEADER
                || frame[V4_PROTOCOL] != IpPacket.UDP
                || (Octets.u16(frame, V4_FRAGMENT) & FRAGMENT) != 0) {
            return false;
        }
        int port = Octets.u16(frame, payload + 2);
        return port == DhcpServer.PORT || (port == DnsServer.PORT && isIn(v4, frame, V4_DESTINATION));
    }

    private boolean hasV6(byte[] frame) {
        if (v6.isEmpty() || frame.length < V6_PAYLOAD + UDP_HEADER) {
            return false;
        }
        if (frame[V6_NEXT] == IpPacket.ICMPV6) {
            return (frame[V6_PAYLOAD] & 0xff) == RouterAdvertiser.SOLICITATION;
        }
        int port = Octets.u16(frame, V6_PAYLOAD + 2);
        return frame[V6_NEXT] == IpPacket.UDP
                && (port == Dhcp6Server.PORT || (port == DnsServer.PORT && isIn(v6, frame, V6_DESTINATION)));
    }

    private static boolean isIn(List<byte[]> own, byte[] frame, int offset) {
        for (byte[] address : own) {
            if (Arrays.equals(address, 0, address.length, frame, offset, offset + address.length)) {
                return true;
            }
        }
        return false;
    }
}
