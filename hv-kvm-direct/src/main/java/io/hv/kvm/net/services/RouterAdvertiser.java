package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells machines of the network's prefixes, whom to ask for names, and, where the host passes packets on, that it does
 * (RFC 4861, 6.2; RFC 8106).
 */
final class RouterAdvertiser {

    static final int SOLICITATION = 133;

    /** How often all are told without having asked. */
    static final Duration EVERY = Duration.ofSeconds(200);

    private static final int ADVERTISEMENT = 134;
    private static final int HOPS = 64;
    private static final int MANAGED = 0x80;
    private static final int OTHER = 0x40;
    private static final int LIFETIME = 1800;

    private static final int SOURCE_LINK_ADDRESS = 0x0101;
    private static final int PREFIX = 0x0304;
    private static final int MTU = 0x0501;
    private static final int DNS = 25;
    private static final int DOMAINS = 31;

    private static final int MOST_PREFIXES = 16;
    private static final int ON_LINK = 0x80;
    private static final int AUTONOMOUS = 0x40;
    private static final int AUTONOMOUS_PREFIX = 64;
    private static final long VALID = Duration.ofDays(30).toSeconds();
    private static final long PREFERRED = Duration.ofDays(7).toSeconds();

    private final Station station;
    private final InstantSource clock;
    private final Sender sender;
    private @Nullable Instant last;

    RouterAdvertiser(Station station, InstantSource clock, Sender sender) {
        this.station = station;
        this.clock = clock;
        this.sender = sender;
    }

    /** Tells all, if the time has come. */
    void tick() {
        Instant now = clock.instant();
        // A clock that was set back does not keep them waiting.
        if (last == null || now.isBefore(last) || !now.isBefore(last.plus(EVERY))) {
            last = now;
            send(Addresses.group(Addresses.ALL_NODES), Addresses.ALL_NODES);
        }
    }

    /** Answers a solicitation whose checksum is right and that no router has passed on, to the interface it came from. */
    void solicited(IpPacket packet) {
        Reader reader = packet.payload().again();
        if (reader.u16() == SOLICITATION << 8 && reader.skip(6).isGood()) {
            send(packet.mac(), packet.source().isUnspecified() ? Addresses.ALL_NODES : packet.source());
        }
    }

    private void send(MacAddress mac, IpAddress to) {
        int managed = station.dhcp(true).isPresent() ? MANAGED : 0;
        Writer message = new Writer().u8(ADVERTISEMENT).u8(0).u16(0);
        message.u8(HOPS)
                .u8(managed | OTHER)
                .u16(station.isRouter() ? LIFETIME : 0)
                .u64(0);
        message.u16(SOURCE_LINK_ADDRESS).mac(station.mac());
        station.mtu().ifPresent(mtu -> message.u16(MTU).u16(0).u32(mtu));
        station.v6().stream().limit(MOST_PREFIXES).forEach(network -> prefix(message, network));
        dns(message);
        station.domain().ifPresent(domain -> domains(message, domain));
        sender.icmpV6(mac, station.linkLocal(), to, message.toBytes());
    }

    private static void prefix(Writer message, NetworkAddress network) {
        int flags = ON_LINK | (network.prefix() == AUTONOMOUS_PREFIX ? AUTONOMOUS : 0);
        message.u16(PREFIX)
                .u8(network.prefix())
                .u8(flags)
                .u32(VALID)
                .u32(PREFERRED)
                .u32(0);
        message.address(Addresses.first(network.address(), network.prefix()));
    }

    private void dns(Writer message) {
        List<IpAddress> servers = station.dnsServersV6();
        message.u8(DNS).u8(1 + 2 * servers.size()).u16(0).u32(LIFETIME);
        servers.forEach(message::address);
    }

    private static void domains(Writer message, String domain) {
        byte[] name = DnsNames.encode(domain);
        int units = (name.length + 7) / 8;
        message.u8(DOMAINS).u8(1 + units).u16(0).u32(LIFETIME);
        message.bytes(name).zeros(units * 8 - name.length);
    }
}
