package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import java.util.Optional;

/**
 * Hands out addresses of IPv4 (RFC 2131). It takes itself for the only server of its network, so it refuses what it does not
 * know of, and a machine that had an address before this server began keeps it. A machine is its MAC address, whatever else
 * it says it is.
 */
final class DhcpServer {

    static final int PORT = 67;

    private static final int CLIENT_PORT = 68;

    private final Station station;
    private final NetworkAddress network;
    private final Leases leases;
    private final Sender sender;

    DhcpServer(Station station, NetworkAddress network, Leases leases, Sender sender) {
        this.station = station;
        this.network = network;
        this.leases = leases;
        this.sender = sender;
    }

    void receive(Datagram datagram) {
        DhcpMessage message = DhcpMessage.read(datagram.payload());
        if (message == null || !message.mac().equals(datagram.mac())) {
            return;
        }
        switch (message.options().number(DhcpOptions.TYPE)) {
            case DhcpMessage.DISCOVER -> discover(message);
            case DhcpMessage.REQUEST -> request(message);
            case DhcpMessage.DECLINE -> decline(message);
            case DhcpMessage.RELEASE -> release(message);
            case DhcpMessage.INFORM -> inform(message);
            default -> {
                // Another server's words, or nobody's.
            }
        }
    }

    private void discover(DhcpMessage asked) {
        DhcpOptions options = asked.options();
        leases.offer(Client.of(asked.mac()), options.said(), options.address(DhcpOptions.WANTED))
                .ifPresent(address -> grant(asked, DhcpMessage.OFFER, Addresses.NOBODY_V4, address));
    }

    private void request(DhcpMessage asked) {
        DhcpOptions options = asked.options();
        Client client = Client.of(asked.mac());
        if (isForAnother(options)) {
            leases.withdraw(client);
            return;
        }
        Optional<IpAddress> wanted =
                asked.address().isUnspecified() ? options.address(DhcpOptions.WANTED) : Optional.of(asked.address());
        if (wanted.isEmpty()) {
            return;
        }
        if (leases.bind(client, options.said(), wanted.get())) {
            grant(asked, DhcpMessage.ACK, asked.address(), wanted.get());
        } else {
            refuse(asked);
        }
    }

    private boolean isForAnother(DhcpOptions options) {
        return options.bytes(DhcpOptions.SERVER).isPresent()
                && !options.address(DhcpOptions.SERVER).equals(Optional.of(network.address()));
    }

    private void decline(DhcpMessage asked) {
        if (!isForAnother(asked.options())) {
            asked.options()
                    .address(DhcpOptions.WANTED)
                    .ifPresent(address -> leases.decline(Client.of(asked.mac()), address));
        }
    }

    private void release(DhcpMessage asked) {
        if (!isForAnother(asked.options())) {
            leases.release(Client.of(asked.mac()), asked.address());
        }
    }

    private void inform(DhcpMessage asked) {
        if (!asked.address().isUnspecified() && station.isNear(asked.address())) {
            DhcpReply reply = reply(asked, DhcpMessage.ACK, asked.address(), Addresses.NOBODY_V4);
            tell(reply, asked, asked.address());
            send(asked, asked.address(), reply);
        }
    }

    private void grant(DhcpMessage asked, int type, IpAddress client, IpAddress yours) {
        long seconds = Leases.TIME.toSeconds();
        DhcpReply reply = reply(asked, type, client, yours);
        reply.seconds(DhcpOptions.TIME, seconds);
        reply.seconds(DhcpOptions.RENEW, seconds / 2).seconds(DhcpOptions.REBIND, seconds * 7 / 8);
        tell(reply, asked, yours);
        send(asked, client.isUnspecified() ? yours : client, reply);
    }

    private void refuse(DhcpMessage asked) {
        DhcpReply reply = reply(asked, DhcpMessage.NAK, Addresses.NOBODY_V4, Addresses.NOBODY_V4);
        sendToAll(reply);
    }

    private DhcpReply reply(DhcpMessage asked, int type, IpAddress client, IpAddress yours) {
        DhcpReply reply = new DhcpReply(asked, type, client, yours).option(DhcpOptions.SERVER, network.address());
        // RFC 6842, 3.
        asked.options().bytes(DhcpOptions.CLIENT).ifPresent(id -> reply.option(DhcpOptions.CLIENT, id));
        return reply;
    }

    /** What a machine has to know beside its address. */
    private void tell(DhcpReply reply, DhcpMessage asked, IpAddress its) {
        IpAddress own = network.address();
        reply.option(DhcpOptions.MASK, Addresses.mask(own.bits(), network.prefix()));
        reply.option(DhcpOptions.BROADCAST, Addresses.last(own, network.prefix()));
        if (station.isRouter()) {
            reply.option(DhcpOptions.ROUTER, own);
        }
        reply.option(DhcpOptions.DNS, own);
        station.mtu()
                .ifPresent(mtu ->
                        reply.option(DhcpOptions.MTU, new Writer().u16(mtu).toBytes()));
        leases.trustedName(asked.mac(), asked.options().said(), its)
                .ifPresent(name -> reply.text(DhcpOptions.HOST_NAME, name));
        station.domain().ifPresent(domain -> reply.text(DhcpOptions.DOMAIN, domain));
    }

    private void send(DhcpMessage asked, IpAddress to, DhcpReply reply) {
        if (asked.address().isUnspecified() && (asked.flags() & DhcpMessage.BROADCAST) != 0) {
            sendToAll(reply);
        } else {
            send(asked.mac(), to, reply);
        }
    }

    private void sendToAll(DhcpReply reply) {
        send(Addresses.EVERYBODY, Addresses.EVERYBODY_V4, reply);
    }

    private void send(MacAddress mac, IpAddress to, DhcpReply reply) {
        sender.udp(mac, network.address(), PORT, to, CLIENT_PORT, reply.toBytes());
    }
}
