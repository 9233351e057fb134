package io.hv.kvm.net.ether;

import io.hv.kvm.net.LinkFaults;
import io.hv.kvm.net.PortStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A port of a switch, and the cable to whoever is connected to it. Safe for any thread. */
public final class SwitchPort implements AutoCloseable {

    private final EthernetSwitch owner;
    private final String name;
    private final int number;
    private final FrameSink station;
    private final PortCounters counters = new PortCounters();
    private final FloodLimit limit;

    private volatile boolean up = true;
    private volatile boolean closed;
    private volatile int group;
    private volatile @Nullable Link inwards;
    private volatile @Nullable Link outwards;
    private volatile LinkFaults sending = LinkFaults.none();
    private volatile LinkFaults receiving = LinkFaults.none();
    /** Replaced as a whole, so that a frame passes without a lock. */
    private volatile FrameTap[] taps = {};

    SwitchPort(EthernetSwitch owner, String name, int number, FrameSink station, FloodLimit limit) {
        this.owner = owner;
        this.name = name;
        this.number = number;
        this.station = station;
        this.limit = limit;
    }

    /** What it was connected as. */
    public String name() {
        return name;
    }

    /** Its number, of which no other port of the switch has, or had, the same. */
    public int number() {
        return number;
    }

    /**
     * Whoever is connected sends a frame, which is the caller's again when this returns. What is shorter than a header, or
     * longer than any frame can be, goes nowhere.
     */
    public void send(Frame frame) {
        if (closed || frame.length() < Frame.HEADER || frame.length() > Frame.MOST) {
            return;
        }
        counters.sent(frame);
        for (FrameTap tap : taps) {
            tap.sent(this, frame);
        }
        if (!up) {
            counters.blocked.increment();
            return;
        }
        Link link = outwards;
        if (link == null) {
            owner.forward(this, frame);
        } else {
            link.accept(frame);
        }
    }

    /** The switch has a frame for whoever is connected. */
    void receive(Frame frame) {
        Link link = inwards;
        if (link == null) {
            deliver(frame);
        } else {
            link.accept(frame);
        }
    }

    private void deliver(Frame frame) {
        if (closed) {
            return;
        }
        if (!up) {
            counters.blocked.increment();
            return;
        }
        counters.received(frame);
        for (FrameTap tap : taps) {
            tap.received(this, frame);
        }
        station.accept(frame);
    }

    /** Puts the cable in, or pulls it out; what is under way is lost then. */
    public synchronized void link(boolean nowUp) {
        up = nowUp;
        if (!nowUp) {
            faults(sending, receiving);
        }
    }

    /** Whether the cable is in. */
    public boolean isUp() {
        return up;
    }

    /** Other faults of the cable from now on; what is under way with the old ones is lost. */
    public synchronized void faults(LinkFaults newSending, LinkFaults newReceiving) {
        sending = newSending;
        receiving = newReceiving;
        cut(outwards);
        cut(inwards);
        outwards = closed ? null : link(newSending, frame -> owner.forward(this, frame));
        inwards = closed ? null : link(newReceiving, this::deliver);
    }

    private @Nullable Link link(LinkFaults faults, FrameSink to) {
        return faults.isNone() ? null : new Link(faults, owner.timer(), to, counters.lost);
    }

    private static void cut(@Nullable Link link) {
        if (link != null) {
            link.cut();
        }
    }

    /** What is wrong with the cable for what is sent. */
    public LinkFaults sending() {
        return sending;
    }

    /** What is wrong with the cable for what is received. */
    public LinkFaults receiving() {
        return receiving;
    }

    /** Frames come only from and to ports of the same group; all begin in group 0. */
    public void group(int newGroup) {
        group = newGroup;
    }

    /** Which group it is in. */
    public int group() {
        return group;
    }

    /** Has somebody look at all that passes. */
    public synchronized void add(FrameTap tap) {
        List<FrameTap> all = new ArrayList<>(List.of(taps));
        all.add(tap);
        taps = all.toArray(FrameTap[]::new);
    }

    /** Somebody looks no more, when what is under way has passed. */
    public synchronized void remove(FrameTap tap) {
        List<FrameTap> rest = new ArrayList<>(List.of(taps));
        boolean unused = rest.remove(tap);
        taps = rest.toArray(FrameTap[]::new);
    }

    /** What has passed. */
    public PortStatistics statistics() {
        return counters.statistics();
    }

    /** Whoever is connected could not take a frame. */
    public void overrun() {
        counters.overrun.increment();
    }

    boolean mayFlood(long now) {
        boolean may = limit.pass(now);
        if (!may) {
            counters.flooded.increment();
        }
        return may;
    }

    void blocked() {
        counters.blocked.increment();
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes it out of the switch. Idempotent; a frame that is on its way to the station by another thread still arrives. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            faults(LinkFaults.none(), LinkFaults.none());
            owner.remove(this);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
