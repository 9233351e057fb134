package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whom a frame is for. What is for nobody here is dropped without a word. */
final class Dispatcher {

    /** That of a packet that no router has passed on (RFC 4861, 6.1.1, 7.1.1). */
    private static final int LINK_HOPS = 255;

    private final Station station;
    private final RouterAdvertiser routers;
    private final Optional<DhcpServer> dhcp;
    private final Dhcp6Server dhcp6;
    private final DnsServer dns;
    private final Arp arp;
    private final Ping ping;
    private final Neighbours neighbours;

    Dispatcher(
            Station station,
            Sender sender,
            RouterAdvertiser routers,
            Optional<DhcpServer> dhcp,
            Dhcp6Server dhcp6,
            DnsServer dns) {
        this.station = station;
        this.routers = routers;
        this.dhcp = dhcp;
        this.dhcp6 = dhcp6;
        this.dns = dns;
        this.arp = new Arp(station, sender);
        this.ping = new Ping(sender);
        this.neighbours = new Neighbours(station, sender);
    }

    void receive(Reader reader) {
        Ethernet frame = Ethernet.read(reader);
        boolean mine =
                frame.destination().equals(station.mac()) || frame.destination().isMulticast();
        boolean fromSomebody = !frame.source().isMulticast() && !frame.source().equals(station.mac());
        if (!reader.isGood() || !mine || !fromSomebody) {
            return;
        }
        switch (frame.type()) {
            case Ethernet.ARP -> arp.receive(frame);
            case Ethernet.IPV4 -> v4(IpPacket.readV4(frame.source(), reader));
            case Ethernet.IPV6 -> v6(IpPacket.readV6(frame.source(), reader));
            default -> {
                // Nothing that the host speaks.
            }
        }
    }

    private void v4(@Nullable IpPacket packet) {
        if (packet == null || isOthers(packet) || packet.source().equals(Addresses.EVERYBODY_V4)) {
            return;
        }
        if (packet.protocol() == IpPacket.ICMP && station.isOwn(packet.destination())) {
            ping.receiveV4(packet);
        } else if (packet.protocol() == IpPacket.UDP) {
            udp(Datagram.read(packet));
        }
    }

    /** Whether a packet comes from where no packet comes from, as the host itself or a group. */
    private boolean isOthers(IpPacket packet) {
        return packet.source().isMulticast() || packet.source().isLoopback() || station.isOwn(packet.source());
    }

    private void v6(@Nullable IpPacket packet) {
        if (packet == null || station.v6().isEmpty() || isOthers(packet)) {
            return;
        }
        if (packet.protocol() == IpPacket.ICMPV6) {
            icmpV6(packet);
        } else if (packet.protocol() == IpPacket.UDP) {
            udp(Datagram.read(packet));
        }
    }

    private void icmpV6(IpPacket packet) {
        if (!packet.isSummed()) {
            return;
        }
        int type = packet.payload().again().u8();
        boolean fromLink = packet.hops() == LINK_HOPS;
        if (type == Ping.REQUEST_V6 && station.isOwn(packet.destination())) {
            ping.receiveV6(packet);
        } else if (type == Neighbours.SOLICITATION && fromLink) {
            neighbours.solicited(packet);
        } else if (type == RouterAdvertiser.SOLICITATION && fromLink) {
            routers.solicited(packet);
        }
    }

    private void udp(@Nullable Datagram datagram) {
        if (datagram == null) {
            return;
        }
        IpAddress to = datagram.destination();
        boolean own = station.isOwn(to);
        switch (datagram.destinationPort()) {
            case DnsServer.PORT -> {
                if (own && !datagram.source().isUnspecified()) {
                    dns.receive(datagram);
                }
            }
            case DhcpServer.PORT -> {
                if (!to.isV6() && (own || to.equals(Addresses.EVERYBODY_V4))) {
                    dhcp.ifPresent(server -> server.receive(datagram));
                }
            }
            case Dhcp6Server.PORT -> {
                if ((own || to.equals(Addresses.ALL_DHCP_SERVERS))
                        && to.isV6()
                        && !datagram.source().isUnspecified()) {
                    dhcp6.receive(datagram);
                }
            }
            default -> {
                // Nobody listens.
            }
        }
    }
}
