package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkSpec;
import io.hv.kvm.net.Lease;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The host's station on a network, as the network's spec says: it answers ARP (RFC 826), the neighbours of IPv6 (RFC 4861),
 * echo requests, DHCP of both kinds (RFC 2131, RFC 8415) and questions for names (RFC 1035), and advertises prefixes. It has
 * no sockets and no threads; frames come in and go out.
 *
 * <p>Whatever is in a frame, nothing is thrown, the work is bounded, and so is what is remembered. Safe for any thread; frames
 * are sent by the thread that has brought in what they answer, without a lock.
 */
public final class Services implements AutoCloseable {

    private final Station station;
    private final FrameOut out;
    private final Leases v4;
    private final Leases v6;
    private final DnsServer dns;
    private final RouterAdvertiser routers;
    private final Dispatcher dispatcher;
    private final ServiceFrames frames;

    private final List<byte[]> waiting = new ArrayList<>();
    private boolean closed;

    /**
     * A station without anybody to ask for the names of others: they are refused.
     *
     * @param spec the network; its UUID, or else its name, decides the station's MAC address
     * @param clock by which leases end
     * @param out where its frames go
     * @param names what the program calls the machine with an interface; called while a frame is received, so it answers at
     *     once and throws nothing
     */
    public Services(NetworkSpec spec, InstantSource clock, FrameOut out, Function<MacAddress, Optional<String>> names) {
        this(spec, clock, out, names, Optional.empty());
    }

    /**
     * A station.
     *
     * @param spec the network; its UUID, or else its name, decides the station's MAC address
     * @param clock by which leases end
     * @param out where its frames go
     * @param names what the program calls the machine with an interface; called while a frame is received, so it answers at
     *     once and throws nothing
     * @param upstream who is asked for names that no machine of this network has; nobody for a network that leads nowhere
     */
    public Services(
            NetworkSpec spec,
            InstantSource clock,
            FrameOut out,
            Function<MacAddress, Optional<String>> names,
            Optional<UpstreamResolver> upstream) {
        this.station = new Station(spec);
        this.out = out;
        Names known = new Names(names);
        this.v4 = new Leases(new HandedOut(station.dhcp(false)), known, clock);
        this.v6 = new Leases(new HandedOut(station.dhcp(true)), known, clock);
        Sender sender = new Sender(station.mac(), waiting::add);
        Optional<UpstreamQuestions> others =
                upstream.map(resolver -> new UpstreamQuestions(resolver, clock, this::enter));
        this.dns = new DnsServer(station, new DnsZone(station, List.of(v4, v6)), others, sender);
        this.routers = new RouterAdvertiser(station, clock, sender);
        this.dispatcher = new Dispatcher(
                station,
                sender,
                routers,
                station.dhcp(false).map(network -> new DhcpServer(station, network, v4, sender)),
                new Dhcp6Server(station, v6, sender),
                dns);
        this.frames = new ServiceFrames(station);
    }

    /** The MAC address of the host on this network, always the same for a network's UUID. */
    public MacAddress mac() {
        return station.mac();
    }

    /**
     * Takes a frame that has come to the host's port, and sends what there is to answer. Its checksums have to be complete.
     *
     * @param frame its bytes, from its Ethernet header on, which are not kept
     */
    public void receive(byte[] frame) {
        enter(() -> dispatcher.receive(new Reader(frame, 0, frame.length)));
    }

    /**
     * Whether a frame is for a service that the host's kernel does not have: DHCP, router solicitations, names. For who has
     * given the kernel the station's addresses, and lets it answer for all else.
     *
     * @param frame its bytes, from its Ethernet header on, which are not kept
     */
    public boolean serves(byte[] frame) {
        return frames.has(frame);
    }

    /**
     * Does what is due by time: every 200 s or so all machines are told of IPv6's prefixes. To be called every few seconds;
     * calling it more often does no harm.
     */
    public void tick() {
        enter(() -> {
            dns.tick();
            if (!station.v6().isEmpty()) {
                routers.tick();
            }
        });
    }

    /** The addresses that machines have by DHCP now, the lowest first. */
    public List<Lease> leases() {
        synchronized (this) {
            return Stream.of(v4, v6)
                    .flatMap(each -> each.live(binding -> true).stream())
                    .map(Binding::toLease)
                    .sorted(Comparator.comparing(Lease::address, Comparator.<IpAddress>naturalOrder()))
                    .toList();
        }
    }

    /** From now on nothing is answered and nothing is sent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
    }

    private void enter(Runnable work) {
        if (Thread.holdsLock(this)) {
            // An answer that was there at once: whoever asked for it sends.
            work.run();
            return;
        }
        List<byte[]> ready;
        synchronized (this) {
            if (closed) {
                return;
            }
            work.run();
            ready = List.copyOf(waiting);
            waiting.clear();
        }
        ready.forEach(out::send);
    }
}
