package io.hv.kvm.backend;

import io.hv.MacAddress;
import io.hv.NetworkSpec;
import io.hv.kvm.net.Lease;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.QueuedStation;
import io.hv.kvm.net.ether.SwitchPort;
import io.hv.kvm.net.services.Services;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The host's own station on a network that gives it addresses, at a port of its own. Safe for any thread. */
final class HostStation implements AutoCloseable {

    private static final int WAITING = 1 << 18;
    private static final Duration TICK = Duration.ofSeconds(5);

    private final EthernetSwitch fabric;
    private final Services services;
    private final QueuedStation station;
    private final SwitchPort port;

    /**
     * Begins.
     *
     * @param names which machine has an interface
     */
    HostStation(NetworkSpec spec, EthernetSwitch fabric, Function<MacAddress, Optional<String>> names) {
        this.fabric = fabric;
        this.services = new Services(spec, InstantSource.system(), this::send, names);
        this.station = new QueuedStation(
                "hv/net/" + spec.name() + "/host",
                WAITING,
                frame -> services.receive(frame, 0, frame.length),
                this::overrun);
        this.port = station.plugInto(fabric, "host");
        tick();
    }

    /** The first comes when there is no guest yet, and costs nothing. */
    private void tick() {
        services.tick();
        fabric.later(TICK, this::tick);
    }

    private void send(byte[] frame, int offset, int length) {
        Frame whole = new Frame(length);
        System.arraycopy(frame, offset, whole.bytes(), 0, length);
        whole.begin(length);
        port.send(whole);
    }

    private void overrun() {
        port.overrun();
    }

    List<Lease> leases() {
        return services.leases();
    }

    @Override
    public void close() {
        services.close();
        port.close();
        station.close();
    }
}
