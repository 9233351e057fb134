package io.hv.kvm.virtio.vsock;

import io.hv.kvm.Vsock;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one device, who listens for more, and what the guest is yet to be refused. One lock for all; whoever holds
 * it calls nothing of the driver's.
 */
final class SocketTable {

    /** What waits at most to be refused. */
    static final int MOST_REFUSALS = 512;

    /** With so many of them no more of the guest's packets are looked at. */
    static final int MANY_REFUSALS = 128;

    /** Where ports of the host's own choice are: above those that people choose. */
    private static final int FIRST_PORT = 1 << 30;

    private static final int OWN_PORTS = 1 << 30;

    private record Ports(int host, int guest) {}

    private final long cid;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Ports, Flow> flows = new LinkedHashMap<>();
    private final Map<Integer, Listener> listeners = new HashMap<>();
    private final Deque<Refusal> refusals = new ArrayDeque<>();
    /** Those that may have something to send, in turn. */
    private final Set<Flow> ready = new LinkedHashSet<>();

    private int nextPort = ThreadLocalRandom.current().nextInt(OWN_PORTS);
    private boolean driverReady;
    private boolean interrupted;
    private boolean told;
    private boolean stalled;
    private boolean closed;

    SocketTable(long cid) {
        this.cid = cid;
    }

    long cid() {
        return cid;
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    // ---- under the lock, for flows and listeners

    void refuse(Refusal refusal) {
        if (refusals.size() < MOST_REFUSALS) {
            refusals.add(refusal);
        }
    }

    void remove(Flow flow) {
        boolean unused = flows.remove(new Ports(flow.hostPort, flow.guestPort), flow);
        ready.remove(flow);
    }

    void remove(Listener listener) {
        boolean unused = listeners.remove(listener.number(), listener);
    }

    /** It may have something to send now. */
    void touch(Flow flow) {
        if (flow.hasSomething()) {
            ready.add(flow);
        }
    }

    // ---- the host

    /** A flow that is to be answered by the guest. */
    Flow connect(int guestPort) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (!driverReady) {
                throw new ConnectException("no driver in the guest is ready");
            }
            if (!makeRoom()) {
                throw new IOException("there are " + Vsock.MOST_CONNECTIONS + " connections already");
            }
            Flow flow = Flow.toGuest(this, freePort(guestPort), guestPort);
            add(flow);
            return flow;
        } finally {
            lock.unlock();
        }
    }

    private int freePort(int guestPort) {
        while (true) {
            int port = FIRST_PORT + nextPort;
            nextPort = (nextPort + 1) % OWN_PORTS;
            if (!flows.containsKey(new Ports(port, guestPort))) {
                return port;
            }
        }
    }

    /** Whether there is room for one more; one that the host is done with gives it up. */
    private boolean makeRoom() {
        if (flows.size() < Vsock.MOST_CONNECTIONS) {
            return true;
        }
        for (Flow flow : flows.values()) {
            if (flow.phase() == Flow.Phase.CLOSING) {
                flow.abort(null);
                return true;
            }
        }
        return false;
    }

    private void add(Flow flow) {
        flows.put(new Ports(flow.hostPort, flow.guestPort), flow);
        touch(flow);
    }

    private void requireOpen() throws SocketException {
        if (closed) {
            throw new SocketException(VirtioSocket.ENDED);
        }
    }

    Listener listen(int port) throws IOException {
        lock.lock();
        try {
            requireOpen();
            Listener listener = new Listener(this, port);
            if (listeners.putIfAbsent(port, listener) != null) {
                throw new BindException("somebody listens at port " + Integer.toUnsignedString(port) + " already");
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    // ---- the guest

    /** Whether more of the guest's packets may be looked at. If not, {@link #goesOn} tells when they may again. */
    boolean takesMore() {
        lock.lock();
        try {
            stalled = refusals.size() >= MANY_REFUSALS;
            return !stalled;
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes of a packet are to be read. */
    int wanted(PacketHeader said) {
        lock.lock();
        try {
            Flow flow = flowOf(said);
            return flow == null ? 0 : flow.wanted(said);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Flow flowOf(PacketHeader said) {
        boolean ours =
                said.fromCid() == cid && said.toCid() == VirtioSocket.HOST_CID && said.type() == PacketHeader.STREAM;
        return ours ? flows.get(new Ports(said.toPort(), said.fromPort())) : null;
    }

    /** A packet of the guest's. One that comes from somebody else is dropped. */
    void received(PacketHeader said, byte[] data) {
        if (said.fromCid() != cid) {
            return;
        }
        lock.lock();
        try {
            Flow flow = flowOf(said);
            if (flow != null) {
                flow.received(said, data);
                touch(flow);
            } else if (said.op() != PacketHeader.RST && !accepts(said)) {
                refuse(Refusal.of(said));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean accepts(PacketHeader said) {
        boolean wanted = said.op() == PacketHeader.REQUEST
                && said.toCid() == VirtioSocket.HOST_CID
                && said.type() == PacketHeader.STREAM;
        Listener listener = wanted ? listeners.get(said.toPort()) : null;
        if (listener == null || listener.isFull() || !makeRoom()) {
            return false;
        }
        Flow flow = Flow.fromGuest(this, said, listener);
        add(flow);
        listener.offer(flow);
        return true;
    }

    /** What has something for the guest; null if nothing has. */
    @Nullable
    Sender first() {
        lock.lock();
        try {
            Refusal refusal = refusals.peek();
            if (refusal != null) {
                return room -> {
                    boolean unused = refusals.remove(refusal);
                    return new Packet(refusal.header(cid));
                };
            }
            ready.removeIf(flow -> !flow.hasSomething());
            return ready.isEmpty() ? null : ready.iterator().next();
        } finally {
            lock.unlock();
        }
    }

    /** The next packet of what was found; who has more waits for its next turn. */
    Packet next(Sender sender, int room) {
        lock.lock();
        try {
            Packet packet = sender.next(room);
            if (sender instanceof Flow flow) {
                ready.remove(flow);
                touch(flow);
            }
            return packet;
        } finally {
            lock.unlock();
        }
    }

    /** Whether packets of the guest's wait that may be looked at again. */
    boolean goesOn() {
        lock.lock();
        try {
            return stalled && refusals.size() < MANY_REFUSALS;
        } finally {
            lock.unlock();
        }
    }

    // ---- life

    void driverReady() {
        lock.lock();
        try {
            driverReady = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the guest has yet to hear that all connections are over. */
    boolean isInterrupted() {
        lock.lock();
        try {
            return interrupted;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has been told, and may not have heard of it yet. */
    boolean isTold() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }

    void interruptionTold() {
        lock.lock();
        try {
            told = true;
        } finally {
            lock.unlock();
        }
    }

    void interruptionHeard() {
        lock.lock();
        try {
            interrupted = false;
            told = false;
        } finally {
            lock.unlock();
        }
    }

    /** All connections are over. */
    void interrupt(String why) {
        lock.lock();
        try {
            endAll(why);
            interrupted = true;
            told = false;
        } finally {
            lock.unlock();
        }
    }

    private void endAll(String why) {
        for (Flow flow : List.copyOf(flows.values())) {
            flow.end(why);
        }
        refusals.clear();
        stalled = false;
    }

    void reset(String why) {
        lock.lock();
        try {
            endAll(why);
            interrupted = false;
            told = false;
            driverReady = false;
        } finally {
            lock.unlock();
        }
    }

    SocketState save() {
        lock.lock();
        try {
            boolean over = !flows.isEmpty();
            return new SocketState(cid, interrupted || over, over ? List.of() : List.copyOf(refusals));
        } finally {
            lock.unlock();
        }
    }

    void restore(SocketState state, String why) {
        lock.lock();
        try {
            endAll(why);
            interrupted = state.interrupted() || state.cid() != cid;
            told = false;
            refusals.addAll(state.refusals());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            endAll(VirtioSocket.ENDED);
            new ArrayList<>(listeners.values()).forEach(Listener::end);
        } finally {
            lock.unlock();
        }
    }
}
