package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.kvm.net.ether.Checksum;
import java.util.function.Consumer;

/** Puts what services say into packets and frames, from the host's interface. */
final class Sender {

    private static final int V4_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int CHECKSUM_OF_UDP = 6;
    private static final int CHECKSUM_OF_ICMP = 2;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int HOPS = 64;
    /** By which the receiver sees that no router has passed it on (RFC 4861). */
    private static final int LINK_HOPS = 255;

    private final MacAddress own;
    private final Consumer<byte[]> frames;

    Sender(MacAddress own, Consumer<byte[]> frames) {
        this.own = own;
        this.frames = frames;
    }

    /** Sends a frame of any type. */
    void frame(MacAddress to, int type, byte[] payload) {
        frames.accept(Ethernet.header(to, own, type).bytes(payload).toBytes());
    }

    /** Answers a datagram from the address and the port that it was sent to. */
    void answer(Datagram asked, byte[] payload) {
        udp(asked.mac(), asked.destination(), asked.destinationPort(), asked.source(), asked.sourcePort(), payload);
    }

    void udp(MacAddress mac, IpAddress from, int fromPort, IpAddress to, int toPort, byte[] payload) {
        int length = UDP_HEADER + payload.length;
        Writer writer = ip(mac, from, to, IpPacket.UDP, HOPS, length);
        int start = writer.size();
        writer.u16(fromPort).u16(toPort).u16(length).u16(0).bytes(payload);
        int checksum = Checksum.of(PseudoHeader.sum(from, to, IpPacket.UDP, length) + writer.sum(start));
        writer.set16(start + CHECKSUM_OF_UDP, checksum == 0 ? 0xffff : checksum);
        frames.accept(writer.toBytes());
    }

    /** Sends a message of ICMP whose checksum is still to be put in. */
    void icmp(MacAddress mac, IpAddress from, IpAddress to, byte[] message) {
        Writer writer = ip(mac, from, to, IpPacket.ICMP, HOPS, message.length);
        int start = writer.size();
        writer.bytes(message);
        writer.set16(start + CHECKSUM_OF_ICMP, Checksum.of(writer.sum(start)));
        frames.accept(writer.toBytes());
    }

    /** Sends a message of ICMPv6 whose checksum is still to be put in. */
    void icmpV6(MacAddress mac, IpAddress from, IpAddress to, byte[] message) {
        Writer writer = ip(mac, from, to, IpPacket.ICMPV6, LINK_HOPS, message.length);
        int start = writer.size();
        writer.bytes(message);
        long header = PseudoHeader.sum(from, to, IpPacket.ICMPV6, message.length);
        writer.set16(start + CHECKSUM_OF_ICMP, Checksum.of(header + writer.sum(start)));
        frames.accept(writer.toBytes());
    }

    private Writer ip(MacAddress mac, IpAddress from, IpAddress to, int protocol, int hops, int length) {
        return from.isV6() ? v6(mac, from, to, protocol, hops, length) : v4(mac, from, to, protocol, hops, length);
    }

    private Writer v4(MacAddress mac, IpAddress from, IpAddress to, int protocol, int hops, int length) {
        Writer writer = Ethernet.header(mac, own, Ethernet.IPV4);
        int start = writer.size();
        writer.u16(0x4500).u16(V4_HEADER + length).u16(0).u16(DO_NOT_FRAGMENT);
        writer.u8(hops).u8(protocol).u16(0).address(from).address(to);
        return writer.set16(start + 10, Checksum.of(writer.sum(start)));
    }

    private Writer v6(MacAddress mac, IpAddress from, IpAddress to, int protocol, int hops, int length) {
        Writer writer = Ethernet.header(mac, own, Ethernet.IPV6);
        writer.u32(6L << 28).u16(length).u8(protocol).u8(hops).address(from).address(to);
        return writer;
    }
}
