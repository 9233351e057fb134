package io.hv.kvm.net.tap;

import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.QueuedStation;
import io.hv.kvm.net.ether.SwitchPort;
import io.hv.nativeaccess.Epoll;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.EventFd;
import io.hv.nativeaccess.NativeMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of a switch behind which is a bridge of the host's: all of one's stations are the other's. Frames cross it as a cable
 * would carry them. Safe for any thread.
 */
public final class BridgeUplink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeUplink.class);
    private static final String PORT = "bridge";
    private static final int WAITING = 1 << 20;
    private static final int SOURCES = 2;
    private static final long FRAMES = 1;

    private final String name;
    private final TapDevice tap;
    private final Epoll epoll;
    private final EventFd end;
    private final QueuedStation station;
    private final SwitchPort port;
    private final Thread reader;

    // Of the station's thread.
    private final NativeMemory leaving = NativeMemory.allocate(Frame.MOST);

    private volatile boolean closed;

    private BridgeUplink(String name, EthernetSwitch fabric, TapDevice tap, Epoll epoll, EventFd end) {
        this.name = name;
        this.tap = tap;
        this.epoll = epoll;
        this.end = end;
        epoll.add(tap.fd(), Epoll.IN, FRAMES);
        epoll.add(end.fd(), Epoll.IN, 0);
        this.station = new QueuedStation("hv/net/" + name + "/tap-out", WAITING, this::toHost, this::overrun);
        this.port = station.plugInto(fabric, PORT);
        this.reader = new Thread(this::fromHost, "hv/net/" + name + "/tap-in");
        this.reader.setDaemon(true);
    }

    /** Reads from now on. */
    private BridgeUplink begun() {
        try {
            reader.start();
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
            Epoll epoll = new Epoll(SOURCES);
            opened.push(epoll::close);
            EventFd end = new EventFd();
            opened.push(end::close);
            return new BridgeUplink(name, fabric, tap, epoll, end).begun();
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
        leaving.buffer().put(0, frame);
        long written = tap.fd().write(leaving, frame.length);
        if (written < 0 && !closed) {
            // As on a cable that is out: somebody has taken the device down, or away.
            LOG.debug("{}: a frame is lost: {}", this, Errno.describe((int) -written));
            overrun();
        }
    }

    private void fromHost() {
        NativeMemory coming = NativeMemory.allocate(Frame.MOST);
        Frame frame = new Frame(Frame.MOST);
        while (!closed) {
            int ready = epoll.await(-1);
            for (int i = 0; i < ready && !closed; i++) {
                if (epoll.token(i) == FRAMES && !read(coming, frame)) {
                    return;
                }
            }
        }
    }

    /** Takes a frame, if there is one; returns whether there may be more. */
    private boolean read(NativeMemory coming, Frame frame) {
        long length = tap.fd().read(coming, Frame.MOST);
        if (length > 0) {
            coming.buffer().get(0, frame.bytes(), 0, (int) length);
            frame.begin((int) length);
            port.send(frame);
            return true;
        }
        if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
            return true;
        }
        LOG.warn("{} has ended: {}", this, Errno.describe((int) -length));
        return false;
    }

    /** Takes it out of the switch, and the tap device off the bridge and away. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        port.close();
        end.signal();
        Uninterrupted.join(reader);
        station.close();
        tap.close();
        epoll.close();
        end.close();
    }

    @Override
    public String toString() {
        return "the tap device " + tap + " of network '" + name + "'";
    }
}
