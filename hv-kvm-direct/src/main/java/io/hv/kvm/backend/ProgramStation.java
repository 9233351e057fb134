package io.hv.kvm.backend;

import io.hv.HostPath;
import io.hv.kvm.net.FrameHandler;
import io.hv.kvm.net.LinkFaults;
import io.hv.kvm.net.NetworkCapture;
import io.hv.kvm.net.PortStatistics;
import io.hv.kvm.net.ProgramPort;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.FrameSink;
import io.hv.kvm.net.ether.QueuedStation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that is connected to a network. */
final class ProgramStation implements ProgramPort, FrameSink {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramStation.class);
    private static final int WAITING = 1 << 20;

    private final String name;
    private final FrameHandler handler;
    private final QueuedStation station;
    private volatile @Nullable PortView port;

    ProgramStation(String network, String name, FrameHandler handler) {
        this.name = name;
        this.handler = handler;
        this.station = new QueuedStation("hv/net/" + network + "/" + name, WAITING, this::hand, this::overrun);
    }

    ProgramStation connect(PortView at) {
        port = at;
        at.atEnd(station::close);
        return this;
    }

    /** The port that it is at. */
    @Nullable
    PortView port() {
        return port;
    }

    private PortView connected() {
        PortView now = port;
        if (now == null) {
            throw new IllegalStateException("'" + name + "' is not connected");
        }
        return now;
    }

    @Override
    public void accept(Frame frame) {
        station.accept(frame);
    }

    private void hand(byte[] frame) {
        if (port == null) {
            // It came while the port was being made, for whoever sends to all.
            return;
        }
        try {
            handler.received(this, frame);
        } catch (RuntimeException e) {
            LOG.warn("the program at the {} has failed", port, e);
        }
    }

    private void overrun() {
        PortView now = port;
        if (now != null) {
            now.fabric().overrun();
        }
    }

    @Override
    public void send(byte[] frame) {
        if (frame.length < Frame.HEADER || frame.length > Frame.MOST) {
            throw new IllegalArgumentException(
                    "a frame has " + Frame.HEADER + " to " + Frame.MOST + " bytes, not " + frame.length);
        }
        connected().fabric().send(Frame.of(frame));
    }

    @Override
    public void close() {
        PortView last = port;
        if (last != null) {
            last.unplug();
        }
        station.close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PortStatistics statistics() {
        return connected().statistics();
    }

    @Override
    public boolean isUp() {
        return connected().isUp();
    }

    @Override
    public void faults(LinkFaults sending, LinkFaults receiving) {
        connected().faults(sending, receiving);
    }

    @Override
    public LinkFaults sending() {
        return connected().sending();
    }

    @Override
    public LinkFaults receiving() {
        return connected().receiving();
    }

    @Override
    public NetworkCapture capture(HostPath file) {
        return connected().capture(file);
    }

    @Override
    public String toString() {
        return "program at the " + port;
    }
}
