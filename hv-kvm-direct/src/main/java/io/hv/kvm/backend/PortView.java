package io.hv.kvm.backend;

import io.hv.HostPath;
import io.hv.kvm.net.LinkFaults;
import io.hv.kvm.net.NetworkCapture;
import io.hv.kvm.net.NetworkPort;
import io.hv.kvm.net.PortStatistics;
import io.hv.kvm.net.ether.SwitchPort;
import java.util.List;

/** A port of a {@link SwitchNetwork}. */
final class PortView implements NetworkPort {

    private final SwitchNetwork network;
    private final SwitchPort fabric;
    private volatile Runnable atEnd = () -> {};
    private volatile int home;

    PortView(SwitchNetwork network, SwitchPort fabric) {
        this.network = network;
        this.fabric = fabric;
    }

    SwitchPort fabric() {
        return fabric;
    }

    /** The group that it is in where no partition says otherwise. */
    void home(int group) {
        home = group;
        fabric.group(group);
    }

    int home() {
        return home;
    }

    /** Takes it out of its network. */
    void unplug() {
        network.unplug(this);
    }

    /** What is to be done when the network ends. */
    void atEnd(Runnable action) {
        atEnd = action;
    }

    void end() {
        atEnd.run();
    }

    /** Whether a port, or a program's, is this one. */
    boolean isOf(NetworkPort port) {
        return port == this || (port instanceof ProgramStation program && program.port() == this);
    }

    @Override
    public String name() {
        return fabric.name();
    }

    @Override
    public PortStatistics statistics() {
        return fabric.statistics();
    }

    @Override
    public boolean isUp() {
        return fabric.isUp();
    }

    @Override
    public void faults(LinkFaults sending, LinkFaults receiving) {
        fabric.faults(sending, receiving);
    }

    @Override
    public LinkFaults sending() {
        return fabric.sending();
    }

    @Override
    public LinkFaults receiving() {
        return fabric.receiving();
    }

    @Override
    public NetworkCapture capture(HostPath file) {
        return network.capture(file, false, List.of(fabric));
    }

    @Override
    public String toString() {
        return "port '" + name() + "' of the " + network;
    }
}
