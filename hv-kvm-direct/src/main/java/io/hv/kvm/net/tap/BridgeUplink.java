package io.hv.kvm.net.tap;

import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.QueuedStation;
import io.hv.kvm.net.ether.SwitchPort;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A port of a switch behind which is a bridge of the host's: all of one's stations are the other's. Frames cross it as a cable
 * would carry them. Safe for any thread.
 */
public final class BridgeUplink implements AutoCloseable {

    private static final String PORT = "bridge";
    private static final int WAITING = 1 << 20;

    private final String name;
    private final TapDevice tap;
    private final TapLink link;
    private final QueuedStation station;
    private final SwitchPort port;

    private BridgeUplink(String name, EthernetSwitch fabric, TapDevice tap, TapLink link) {
        this.name = name;
        this.tap = tap;
        this.link = link;
        this.station = new QueuedStation("hv/net/" + name + "/tap-out", WAITING, this::toHost, this::overrun);
        this.port = station.plugInto(fabric, PORT);
    }

    /** Reads from now on. */
    private BridgeUplink begun() {
        try {
            link.start("hv/net/" + name + "/tap-in", port::send);
            return this;
        } catch (RuntimeException | Error e) {
            port.close();
            station.close();
            throw e;
        }
    }

    /**
     * Connects a switch to a bridge.
     *
     * @param name of the threads
     * @param bridge the host's name of it
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses: there is no such bridge, or no right
     */
    public static BridgeUplink start(String name, EthernetSwitch fabric, String bridge) {
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            TapDevice tap = TapDevice.on(bridge);
            opened.push(tap::close);
            TapLink link = TapLink.of(tap);
            opened.clear();
            opened.push(link::close);
            return new BridgeUplink(name, fabric, tap, link).begun();
        } catch (RuntimeException | Error e) {
            opened.forEach(Runnable::run);
            throw e;
        }
    }

    /** The largest packet of the bridge as it was at the start, in bytes without the Ethernet header. */
    public int mtu() {
        return tap.mtu();
    }

    private void overrun() {
        port.overrun();
    }

    private void toHost(byte[] frame) {
        if (!link.write(frame)) {
            overrun();
        }
    }

    /** Takes it out of the switch, and the tap device off the bridge and away. Idempotent. */
    @Override
    public void close() {
        port.close();
        station.close();
        link.close();
    }

    @Override
    public String toString() {
        return "the tap device " + tap + " of network '" + name + "'";
    }
}
