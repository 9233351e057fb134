package io.hv.kvm.virtio.vsock;

import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.virtio.StandardDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket device for streams (virtio 1.2, 5.10). The host's programs reach it by a {@link HostSide}; packets for the guest are
 * made only when there is room for them, on the machine's own threads.
 */
public final class VirtioSocket extends StandardDevice implements Resettable, Stateful<SocketState> {

    /** The smallest context id of a guest. */
    public static final long LEAST_CID = 3;

    /** The largest. */
    public static final long MOST_CID = 0xffff_fffeL;

    static final long HOST_CID = 2;
    static final String ENDED = "the machine has ended";

    private static final int DEVICE_ID = 19;
    private static final long STREAM = 1;
    private static final int QUEUE_SIZE = 128;
    private static final int RX = 0;
    private static final int TX = 1;
    private static final int EVENT = 2;
    private static final int TRANSPORT_RESET = 0;
    private static final byte[] NOTHING = {};

    private final SocketTable table;
    private volatile Consumer<Runnable> door = Runnable::run;
    private volatile @Nullable Driver driver;

    /**
     * A device without connections.
     *
     * @param cid the guest's context id
     * @throws IllegalArgumentException if no guest may have it
     */
    public VirtioSocket(String name, long cid) {
        super(name, DEVICE_ID);
        if (cid < LEAST_CID || cid > MOST_CID) {
            throw new IllegalArgumentException("a guest's context id is 3 to 0xfffffffe, not " + cid);
        }
        this.table = new SocketTable(cid);
    }

    @Override
    public List<Integer> queueSizes() {
        return List.of(QUEUE_SIZE, QUEUE_SIZE, QUEUE_SIZE);
    }

    @Override
    public long features() {
        return STREAM;
    }

    @Override
    public int configSize() {
        return Long.BYTES;
    }

    @Override
    public int readConfig(int offset) {
        return (int) (table.cid() >>> (Byte.SIZE * offset)) & 0xff;
    }

    SocketTable table() {
        return table;
    }

    /** By which threads that are not the machine's reach the driver; before any of them does. */
    public void enterBy(Consumer<Runnable> way) {
        door = way;
    }

    /** The host has something for the guest. For any thread, which does not hold the table's lock. */
    void hostHasSomething() {
        if (table.first() != null) {
            door.accept(() -> wake(RX));
        }
    }

    private void wake(int queue) {
        Driver present = driver;
        if (present != null) {
            present.wake(queue);
        }
    }

    @Override
    public void start(Driver newDriver) {
        driver = newDriver;
        table.driverReady();
    }

    @Override
    public void available(VirtioQueue queue) {
        switch (queue.index()) {
            case RX -> fill(queue);
            case TX -> drain(queue);
            default -> tell(queue);
        }
    }

    private void fill(VirtioQueue queue) {
        if (waitsForEvent()) {
            return;
        }
        for (Sender sender = table.first(); sender != null; sender = table.first()) {
            Request request = queue.take();
            if (request == null) {
                break;
            }
            int room = (int) Math.min(request.writer().remaining(), Integer.MAX_VALUE);
            Packet packet = table.next(sender, room);
            packet.header().write(request.writer());
            request.writer().write(packet.data(), 0, packet.data().length);
            request.complete();
        }
        if (table.goesOn()) {
            wake(TX);
        }
    }

    /** Whether the guest would take a packet for one of the time before, since it has yet to hear of what is over. */
    private boolean waitsForEvent() {
        Driver present = driver;
        return table.isInterrupted() && present != null && present.queue(EVENT) != null;
    }

    private void drain(VirtioQueue queue) {
        while (table.takesMore()) {
            Request request = queue.take();
            if (request == null) {
                break;
            }
            PacketHeader header = PacketHeader.read(request.reader());
            int wanted = table.wanted(header);
            byte[] data = wanted == 0 ? NOTHING : new byte[wanted];
            request.reader().read(data, 0, wanted);
            request.complete();
            table.received(header, data);
        }
        if (table.first() != null) {
            wake(RX);
        }
    }

    /**
     * Tells the guest that all is over, with all the room it has for events. It has heard of it when it gives room again: what
     * it would hear of new connections before that, it would take for what is over.
     */
    private void tell(VirtioQueue queue) {
        if (!table.isInterrupted()) {
            return;
        }
        if (table.isTold()) {
            if (queue.hasRequest()) {
                table.interruptionHeard();
                wake(RX);
            }
            return;
        }
        List<Request> events = new ArrayList<>();
        for (Request event = queue.take(); event != null; event = queue.take()) {
            event.writer().writeInt(TRANSPORT_RESET);
            events.add(event);
        }
        // What is left there now is not what it gives again.
        boolean all = !queue.hasRequest();
        if (!events.isEmpty()) {
            queue.complete(events.toArray(Request[]::new), events.size());
            if (all) {
                table.interruptionTold();
            }
        }
    }

    // ---- life

    /** All connections are over, and the guest is to be told: it goes on elsewhere, or under another context id. */
    public void transportReset() {
        table.interrupt("the connections of the guest were interrupted");
        wake(EVENT);
    }

    @Override
    public void reset() {
        driver = null;
        table.reset("the guest's driver was reset");
    }

    @Override
    public SocketState save() {
        return table.save();
    }

    @Override
    public void restore(SocketState state) {
        table.restore(state, "the guest goes on from another moment");
        wake(EVENT);
    }

    @Override
    public void close() {
        driver = null;
        table.close();
    }
}
