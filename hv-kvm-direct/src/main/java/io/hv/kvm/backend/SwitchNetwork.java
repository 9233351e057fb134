package io.hv.kvm.backend;

import io.hv.AlreadyExistsException;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.MacAddress;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import io.hv.backend.Release;
import io.hv.backend.RunningNetwork;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.net.FrameHandler;
import io.hv.kvm.net.Lease;
import io.hv.kvm.net.NetworkCapture;
import io.hv.kvm.net.NetworkPort;
import io.hv.kvm.net.ProgramPort;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.FrameSink;
import io.hv.kvm.net.ether.SwitchPort;
import io.hv.kvm.net.gateway.GatewayException;
import io.hv.kvm.net.tap.BridgeUplink;
import io.hv.nativeaccess.NativeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A network while it is active: a switch, and who is connected to it. Safe for any thread. */
final class SwitchNetwork implements RunningNetwork, KvmNetwork {

    /** What Ethernet carries where nothing else is said. */
    static final int MTU = 1500;

    private final NetworkSpec spec;
    private final Consumer<SwitchNetwork> ended;
    private final EthernetSwitch fabric;
    private final Optional<HostStation> host;
    private final Optional<BridgeUplink> uplink;

    // Under this object's monitor.
    private final Map<String, PortView> ports = new LinkedHashMap<>();
    private final Set<FileCapture> captures = new LinkedHashSet<>();
    private int groups;
    private boolean closed;

    /**
     * Begins.
     *
     * @throws io.hv.HostFailureException if it is to be on a bridge of the host's, or the host its gateway, and cannot
     */
    SwitchNetwork(NetworkSpec spec, Consumer<SwitchNetwork> ended) {
        this.spec = spec;
        this.ended = ended;
        this.fabric = new EthernetSwitch(spec.name());
        try {
            this.host = spec.addresses().isEmpty()
                    ? Optional.empty()
                    : Optional.of(HostStation.start(spec, fabric, this::machineOf));
            this.uplink = spec.hostBridge().map(bridge -> BridgeUplink.start(spec.name(), fabric, bridge));
        } catch (NativeException e) {
            fabric.close();
            throw HostErrors.bridge(spec.name(), spec.hostBridge().orElse(""), e);
        } catch (GatewayException e) {
            fabric.close();
            throw HostErrors.gateway(spec, e);
        } catch (RuntimeException | Error e) {
            fabric.close();
            throw e;
        }
    }

    @Override
    public Optional<String> bridge() {
        return spec.hostBridge();
    }

    @Override
    public Optional<String> gatewayDevice() {
        synchronized (this) {
            requireActive();
        }
        return host.flatMap(HostStation::gatewayDevice);
    }

    /** The domain whose card it is. */
    private synchronized Optional<String> machineOf(MacAddress mac) {
        String end = KvmNics.SEPARATOR + mac;
        return ports.keySet().stream()
                .filter(name -> name.endsWith(end))
                .map(name -> name.substring(0, name.length() - end.length()))
                .findFirst();
    }

    EthernetSwitch fabric() {
        return fabric;
    }

    int mtu() {
        return uplink.map(BridgeUplink::mtu).orElseGet(() -> spec.mtu().orElse(MTU));
    }

    private void requireActive() {
        if (closed) {
            throw new InvalidStateException("the network '" + spec.name() + "' was stopped", "start it again");
        }
    }

    // ---- ports

    /** Connects a card, or whoever else takes frames. */
    synchronized PortView plug(String name, FrameSink station) {
        requireActive();
        if (ports.containsKey(name)) {
            throw new AlreadyExistsException(
                    "the network '" + spec.name() + "' has a port '" + name + "' already", "choose another name");
        }
        PortView port = new PortView(this, fabric.connect(name, station));
        ports.put(name, port);
        captures.stream().filter(FileCapture::isOfAll).forEach(each -> each.add(port.fabric()));
        return port;
    }

    /** Takes a port out. */
    void unplug(PortView port) {
        port.fabric().close();
        synchronized (this) {
            boolean unused = ports.remove(port.name(), port);
        }
    }

    /** A group that nobody is in. */
    synchronized int freshGroup() {
        return ++groups;
    }

    @Override
    public synchronized List<NetworkPort> ports() {
        return List.copyOf(ports.values());
    }

    @Override
    public synchronized NetworkPort port(String name) {
        requireActive();
        PortView port = ports.get(name);
        if (port == null) {
            throw new NotFoundException(
                    "the network '" + spec.name() + "' has no port '" + name + "'; it has " + ports.keySet(),
                    "start the domain whose card is on it, or connect a program");
        }
        return port;
    }

    @Override
    public synchronized List<NetworkPort> portsOf(String domain) {
        requireActive();
        List<NetworkPort> all = new ArrayList<>();
        ports.forEach((name, port) -> {
            if (name.startsWith(domain + KvmNics.SEPARATOR)) {
                all.add(port);
            }
        });
        if (all.isEmpty()) {
            throw new NotFoundException(
                    "'" + domain + "' has no card on the network '" + spec.name() + "'; it has " + ports.keySet(),
                    "start the domain, or ask the network that it is on");
        }
        return all;
    }

    @Override
    public ProgramPort connect(String name, FrameHandler handler) {
        ProgramStation program = new ProgramStation(spec.name(), name, handler);
        try {
            PortView port = plug(name, program);
            return program.connect(port);
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    // ---- partitions

    @Override
    public synchronized void partition(Collection<? extends Collection<NetworkPort>> wanted) {
        requireActive();
        Map<SwitchPort, Integer> placed = new LinkedHashMap<>();
        for (Collection<NetworkPort> group : wanted) {
            int number = ++groups;
            for (NetworkPort member : group) {
                placed.put(own(member).fabric(), number);
            }
        }
        ports.values().forEach(port -> port.fabric().group(placed.getOrDefault(port.fabric(), port.home())));
    }

    private PortView own(NetworkPort port) {
        PortView mine = ports.get(port.name());
        if (mine == null || !mine.isOf(port)) {
            throw new NotFoundException(
                    "'" + port.name() + "' is no port of the network '" + spec.name() + "'", "name one of its ports()");
        }
        return mine;
    }

    @Override
    public void heal() {
        partition(List.of());
    }

    /** Without this object's monitor, which the station takes within its own. */
    @Override
    public List<Lease> leases() {
        synchronized (this) {
            requireActive();
        }
        return host.map(HostStation::leases).orElseGet(List::of);
    }

    // ---- captures

    @Override
    public NetworkCapture capture(HostPath file) {
        return capture(file, true, List.of());
    }

    /**
     * Captures.
     *
     * @param all whether of all ports, or only of these
     */
    FileCapture capture(HostPath file, boolean all, List<SwitchPort> some) {
        FileCapture capture = FileCapture.begin(this, file, all);
        synchronized (this) {
            if (closed) {
                capture.close();
                requireActive();
            }
            captures.add(capture);
            (all ? fabric.ports() : some).forEach(capture::add);
        }
        return capture;
    }

    synchronized void forget(FileCapture capture) {
        boolean unused = captures.remove(capture);
    }

    @Override
    public void close() {
        List<FileCapture> last;
        List<PortView> lastPorts;
        synchronized (this) {
            closed = true;
            last = List.copyOf(captures);
            lastPorts = List.copyOf(ports.values());
            ports.clear();
        }
        ended.accept(this);
        Release release = new Release();
        lastPorts.forEach(port -> release.step(port::end));
        host.ifPresent(station -> release.step(station::close));
        uplink.ifPresent(tap -> release.step(tap::close));
        release.step(fabric::close);
        last.forEach(capture -> release.step(capture::close));
        release.end();
    }

    @Override
    public String toString() {
        return "network '" + spec.name() + "'";
    }
}
