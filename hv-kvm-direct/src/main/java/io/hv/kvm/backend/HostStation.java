package io.hv.kvm.backend;

import io.hv.MacAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.backend.Release;
import io.hv.kvm.net.Lease;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.QueuedStation;
import io.hv.kvm.net.ether.SwitchPort;
import io.hv.kvm.net.gateway.Gateway;
import io.hv.kvm.net.gateway.GatewayException;
import io.hv.kvm.net.services.JvmResolver;
import io.hv.kvm.net.services.Services;
import io.hv.kvm.net.services.UpstreamResolver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The host's own station on a network that gives it addresses, at a port of its own. Where packets are passed on the addresses
 * are the kernel's, and all frames but those for services go to it; both have one MAC address. Safe for any thread.
 */
final class HostStation implements AutoCloseable {

    private static final int WAITING = 1 << 18;
    private static final int WAITING_FOR_THE_KERNEL = 1 << 20;
    private static final Duration TICK = Duration.ofSeconds(5);

    private final EthernetSwitch fabric;
    private final Optional<JvmResolver> resolver;
    private final Services services;
    private final Optional<Gateway> gateway;
    private final QueuedStation station;
    private final SwitchPort port;

    private HostStation(NetworkSpec spec, EthernetSwitch fabric, Function<MacAddress, Optional<String>> names)
            throws GatewayException {
        boolean routed = spec.mode() == NetworkMode.NAT || spec.mode() == NetworkMode.ROUTED;
        this.fabric = fabric;
        this.resolver = routed ? Optional.of(new JvmResolver()) : Optional.empty();
        this.services = new Services(
                spec, InstantSource.system(), this::send, names, resolver.map(UpstreamResolver.class::cast));
        this.gateway = routed
                ? Optional.of(Gateway.open(spec, services.mac(), spec.mtu().orElse(SwitchNetwork.MTU)))
                : Optional.empty();
        try {
            this.station = new QueuedStation(
                    "hv/net/" + spec.name() + "/host",
                    routed ? WAITING_FOR_THE_KERNEL : WAITING,
                    this::receive,
                    this::overrun);
            this.port = station.plugInto(fabric, "host");
        } catch (RuntimeException | Error e) {
            gateway.ifPresent(Gateway::close);
            throw e;
        }
    }

    /**
     * Begins.
     *
     * @param names which machine has an interface
     * @throws GatewayException if it is to pass packets on, and cannot
     */
    static HostStation start(NetworkSpec spec, EthernetSwitch fabric, Function<MacAddress, Optional<String>> names)
            throws GatewayException {
        HostStation host = new HostStation(spec, fabric, names);
        try {
            if (host.gateway.isPresent()) {
                host.gateway.get().start("hv/net/" + spec.name() + "/tap-in", host.port::send);
            }
            host.tick();
            return host;
        } catch (GatewayException | RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    /** The first comes when there is no guest yet, and costs nothing. */
    private void tick() {
        services.tick();
        fabric.later(TICK, this::tick);
    }

    private void receive(byte[] frame) {
        if (gateway.isEmpty() || services.serves(frame)) {
            services.receive(frame);
        } else if (!gateway.get().write(frame)) {
            overrun();
        }
    }

    private void send(byte[] frame) {
        port.send(Frame.of(frame.clone()));
    }

    private void overrun() {
        port.overrun();
    }

    List<Lease> leases() {
        return services.leases();
    }

    Optional<String> gatewayDevice() {
        return gateway.map(Gateway::device);
    }

    @Override
    public void close() {
        Release release = new Release();
        release.step(services::close);
        release.step(port::close);
        release.step(station::close);
        gateway.ifPresent(each -> release.step(each::close));
        resolver.ifPresent(each -> release.step(each::close));
        release.end();
    }
}
