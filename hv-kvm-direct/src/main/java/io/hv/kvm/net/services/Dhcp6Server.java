package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.kvm.net.services.Dhcp6Options.Association;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Hands out addresses of IPv6 (RFC 8415), and tells who has got one otherwise whom to ask for names. A machine is its MAC
 * address and the identifiers that it says. No prefixes and no temporary addresses are handed out.
 */
final class Dhcp6Server {

    static final int PORT = 547;

    private static final int CLIENT_PORT = 546;
    private static final int DUID_OF_UUID = 4;
    /** The highest one, at which a machine does not wait for other servers. */
    private static final byte PREFERENCE = (byte) 255;

    private static final long REFRESH = 86_400;

    private final Station station;
    private final Leases leases;
    private final Sender sender;
    private final byte[] id;

    Dhcp6Server(Station station, Leases leases, Sender sender) {
        this.station = station;
        this.leases = leases;
        this.sender = sender;
        UUID uuid = station.uuid();
        this.id = new Writer()
                .u16(DUID_OF_UUID)
                .u64(uuid.getMostSignificantBits())
                .u64(uuid.getLeastSignificantBits())
                .toBytes();
    }

    /** What a message is about. */
    private final class Exchange {

        final Datagram datagram;
        final Dhcp6Message asked;
        final String client;
        final Optional<String> said;

        Exchange(Datagram datagram, Dhcp6Message asked, String client) {
            this.datagram = datagram;
            this.asked = asked;
            this.client = client;
            this.said = asked.options().said();
        }

        Client client(Association association) {
            return new Client(datagram.mac(), client + "/" + association.id());
        }

        Dhcp6Reply reply(int type) {
            return new Dhcp6Reply(type, asked, id);
        }

        List<Association> associations() {
            return asked.options().associations();
        }
    }

    void receive(Datagram datagram) {
        Dhcp6Message asked = Dhcp6Message.read(datagram.payload());
        if (asked == null) {
            return;
        }
        Optional<String> client = asked.client();
        Exchange exchange = new Exchange(datagram, asked, client.orElse(""));
        if (asked.type() == Dhcp6Message.INFORMATION_REQUEST) {
            inform(exchange);
        } else if (client.isPresent() && isRightlyAddressed(asked)) {
            answer(exchange);
        }
    }

    /** RFC 8415, 16: which messages name a server, and which must not. */
    private boolean isRightlyAddressed(Dhcp6Message asked) {
        return switch (asked.type()) {
            case Dhcp6Message.SOLICIT, Dhcp6Message.CONFIRM, Dhcp6Message.REBIND -> !asked.namesServer();
            default -> asked.isFor(id);
        };
    }

    private void answer(Exchange exchange) {
        boolean unicast = !exchange.datagram.destination().isMulticast();
        switch (exchange.asked.type()) {
            case Dhcp6Message.SOLICIT -> solicit(exchange, unicast);
            case Dhcp6Message.CONFIRM -> confirm(exchange, unicast);
            case Dhcp6Message.REBIND -> renew(exchange, unicast);
            case Dhcp6Message.REQUEST, Dhcp6Message.RENEW, Dhcp6Message.RELEASE, Dhcp6Message.DECLINE -> {
                if (unicast) {
                    send(exchange, exchange.reply(Dhcp6Message.REPLY).status(Dhcp6Reply.USE_MULTICAST));
                } else {
                    change(exchange);
                }
            }
            default -> {
                // Servers' and relays' words.
            }
        }
    }

    private void change(Exchange exchange) {
        switch (exchange.asked.type()) {
            case Dhcp6Message.REQUEST -> request(exchange);
            case Dhcp6Message.RENEW -> renew(exchange, false);
            case Dhcp6Message.RELEASE -> giveBack(exchange, leases::release);
            default -> giveBack(exchange, leases::decline);
        }
    }

    private void solicit(Exchange exchange, boolean unicast) {
        if (unicast) {
            return;
        }
        boolean rapid = exchange.asked.options().has(Dhcp6Options.RAPID_COMMIT);
        Dhcp6Reply reply = exchange.reply(rapid ? Dhcp6Message.REPLY : Dhcp6Message.ADVERTISE);
        if (rapid) {
            reply.option(Dhcp6Options.RAPID_COMMIT);
        } else {
            reply.option(Dhcp6Options.PREFERENCE, PREFERENCE);
        }
        for (Association each : exchange.associations()) {
            Optional<IpAddress> wanted = each.addresses().stream().findFirst();
            Optional<IpAddress> address =
                    rapid ? bind(exchange, each) : leases.offer(exchange.client(each), exchange.said, wanted);
            tell(reply, each, address, Dhcp6Reply.NO_ADDRESSES, List.of());
        }
        finish(exchange, reply);
    }

    private void request(Exchange exchange) {
        Dhcp6Reply reply = exchange.reply(Dhcp6Message.REPLY);
        for (Association each : exchange.associations()) {
            if (each.addresses().stream().allMatch(station::isNear)) {
                tell(reply, each, bind(exchange, each), Dhcp6Reply.NO_ADDRESSES, List.of());
            } else {
                reply.refused(each.id(), Dhcp6Reply.NOT_ON_LINK, List.of());
            }
        }
        finish(exchange, reply);
    }

    private void renew(Exchange exchange, boolean unicast) {
        if (unicast) {
            return;
        }
        Dhcp6Reply reply = exchange.reply(Dhcp6Message.REPLY);
        for (Association each : exchange.associations()) {
            tell(reply, each, bind(exchange, each), Dhcp6Reply.NO_BINDING, each.addresses());
        }
        finish(exchange, reply);
    }

    /** Gives an association one of the addresses that it names, or else another one. */
    private Optional<IpAddress> bind(Exchange exchange, Association association) {
        Client client = exchange.client(association);
        return association.addresses().stream()
                .filter(address -> leases.bind(client, exchange.said, address))
                .findFirst()
                .or(() -> leases.offer(client, exchange.said, Optional.empty())
                        .filter(address -> leases.bind(client, exchange.said, address)));
    }

    private static void tell(
            Dhcp6Reply reply,
            Association association,
            Optional<IpAddress> address,
            int status,
            List<IpAddress> listed) {
        if (address.isPresent()) {
            reply.granted(association.id(), address.get(), listed, Leases.TIME.toSeconds());
        } else {
            reply.refused(association.id(), status, listed);
        }
    }

    private void confirm(Exchange exchange, boolean unicast) {
        List<IpAddress> all = exchange.associations().stream()
                .flatMap(each -> each.addresses().stream())
                .toList();
        if (!unicast && !all.isEmpty()) {
            boolean near = all.stream().allMatch(station::isNear);
            int status = near ? Dhcp6Reply.SUCCESS : Dhcp6Reply.NOT_ON_LINK;
            send(exchange, exchange.reply(Dhcp6Message.REPLY).status(status));
        }
    }

    /** How an address is given back. */
    private interface GiveBack {
        boolean test(Client client, IpAddress address);
    }

    private void giveBack(Exchange exchange, GiveBack how) {
        Dhcp6Reply reply = exchange.reply(Dhcp6Message.REPLY).status(Dhcp6Reply.SUCCESS);
        for (Association each : exchange.associations()) {
            boolean had = false;
            for (IpAddress address : each.addresses()) {
                had |= how.test(exchange.client(each), address);
            }
            if (!had) {
                reply.refused(each.id(), Dhcp6Reply.NO_BINDING, List.of());
            }
        }
        send(exchange, reply);
    }

    private void inform(Exchange exchange) {
        Dhcp6Message asked = exchange.asked;
        boolean forAnother = asked.namesServer() && !asked.isFor(id);
        boolean asksForAddresses = asked.options().has(Dhcp6Options.ASSOCIATION)
                || asked.options().has(Dhcp6Options.TEMPORARY)
                || asked.options().has(Dhcp6Options.PREFIXES);
        if (!forAnother && !asksForAddresses && exchange.datagram.destination().isMulticast()) {
            Dhcp6Reply reply = exchange.reply(Dhcp6Message.REPLY);
            reply.option(Dhcp6Options.REFRESH, new Writer().u32(REFRESH).toBytes());
            finish(exchange, reply);
        }
    }

    private void finish(Exchange exchange, Dhcp6Reply reply) {
        Dhcp6Options options = exchange.asked.options();
        options.ids(Dhcp6Options.TEMPORARY)
                .forEach(each -> reply.nothing(Dhcp6Options.TEMPORARY, each, Dhcp6Reply.NO_ADDRESSES));
        options.ids(Dhcp6Options.PREFIXES)
                .forEach(each -> reply.nothing(Dhcp6Options.PREFIXES, each, Dhcp6Reply.NO_PREFIXES));
        reply.addresses(Dhcp6Options.DNS, station.dnsServersV6());
        station.domain().ifPresent(domain -> reply.option(Dhcp6Options.DOMAINS, DnsNames.encode(domain)));
        send(exchange, reply);
    }

    private void send(Exchange exchange, Dhcp6Reply reply) {
        Datagram asked = exchange.datagram;
        sender.udp(asked.mac(), station.linkLocal(), PORT, asked.source(), CLIENT_PORT, reply.toBytes());
    }
}
