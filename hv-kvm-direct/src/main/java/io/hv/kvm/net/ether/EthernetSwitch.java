package io.hv.kvm.net.ether;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learning Ethernet switch (IEEE 802.1Q, 8.7 and 8.8, without VLANs of its own): a frame goes to where its receiver was seen
 * last, or to everybody. It runs on the threads of those who send; a frame takes no lock, and nothing is allocated for it.
 * Safe for any thread.
 */
public final class EthernetSwitch implements AutoCloseable {

    /** For how long an address is remembered (IEEE 802.1Q, table 8-6). */
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** How many frames to everybody a port may send in a second. */
    public static final int FLOODS = 10_000;

    private final MacTable<SwitchPort> table = new MacTable<>(new SecureRandom().nextLong(), LIFETIME.toNanos());
    private final LinkTimer timer;
    /** Replaced as a whole, so that a frame passes without a lock. */
    private volatile SwitchPort[] ports = {};

    /** Under this object's monitor. */
    private int numbers;

    /** A switch without ports, whose thread, where it needs one, has a name with this one. */
    public EthernetSwitch(String name) {
        this(new TimerThread("hv/net/" + name));
    }

    /** One whose time is that of a timer, which it closes. */
    EthernetSwitch(LinkTimer timer) {
        this.timer = timer;
    }

    /**
     * A new port.
     *
     * @param station who is connected to it, and takes what is for it
     */
    public synchronized SwitchPort connect(String name, FrameSink station) {
        SwitchPort port = new SwitchPort(this, name, numbers++, station, new FloodLimit(FLOODS, timer.now()));
        List<SwitchPort> all = new ArrayList<>(List.of(ports));
        all.add(port);
        ports = all.toArray(SwitchPort[]::new);
        return port;
    }

    /** Has something done after a time, on the switch's own thread, unless it is closed before. */
    public void later(Duration time, Runnable action) {
        timer.at(timer.now() + time.toNanos(), action);
    }

    /** Its ports, in the order in which they were connected. */
    public List<SwitchPort> ports() {
        return List.of(ports);
    }

    /** At which port an address was seen last; null where that is not known. */
    @Nullable
    SwitchPort seenAt(long address) {
        return table.find(address, timer.now());
    }

    void forward(SwitchPort from, Frame frame) {
        if (from.isClosed()) {
            return;
        }
        long now = timer.now();
        long source = frame.source();
        if ((source & 1L << 40) == 0) {
            table.learn(source, from, now);
        }
        SwitchPort to = frame.isToMany() ? null : table.find(frame.destination(), now);
        if (to != null && !to.isClosed()) {
            pass(from, to, frame);
        } else if (from.mayFlood(now)) {
            for (SwitchPort each : ports) {
                pass(from, each, frame);
            }
        }
    }

    private static void pass(SwitchPort from, SwitchPort to, Frame frame) {
        if (to == from) {
            return;
        }
        if (from.group() == to.group()) {
            to.receive(frame);
        } else {
            from.blocked();
        }
    }

    LinkTimer timer() {
        return timer;
    }

    void remove(SwitchPort port) {
        synchronized (this) {
            List<SwitchPort> rest = new ArrayList<>(List.of(ports));
            boolean unused = rest.remove(port);
            ports = rest.toArray(SwitchPort[]::new);
        }
        table.forget(port);
    }

    /** Takes all ports out, and ends its thread. */
    @Override
    public void close() {
        ports().forEach(SwitchPort::close);
        timer.close();
    }
}
