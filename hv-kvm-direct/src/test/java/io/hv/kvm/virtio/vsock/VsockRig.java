package io.hv.kvm.virtio.vsock;

import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.device.WaitingQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket device, and a driver that does what a test says, on the test's thread; the host's threads only wake it. */
final class VsockRig implements VirtioDevice.Driver {

    static final long CID = 3;
    static final int RX = 0;
    static final int TX = 1;
    static final int EVENT = 2;
    static final int SPACE = 256 << 10;
    private static final int ROOM = 4096;

    final VirtioSocket device;
    final HostSide host;
    private final List<WaitingQueue> queues =
            List.of(new WaitingQueue(RX), new WaitingQueue(TX), new WaitingQueue(EVENT));
    private final NavigableSet<Integer> woken = new ConcurrentSkipListSet<>();
    private final Semaphore wakes = new Semaphore(0);
    boolean hasEvents = true;

    VsockRig() {
        this(CID);
    }

    VsockRig(long cid) {
        device = new VirtioSocket("vsock0", cid);
        host = new HostSide(device, "hv/test/vsock");
    }

    VsockRig started() {
        device.start(this);
        return this;
    }

    /** A packet as the driver has it. */
    record Seen(PacketHeader header, String data) {

        static Seen of(byte[] bytes) {
            PacketHeader header = PacketHeader.read(new PlainRequest(bytes, 0).reader());
            byte[] data = Arrays.copyOfRange(bytes, PacketHeader.SIZE, bytes.length);
            return new Seen(header, new String(data, StandardCharsets.ISO_8859_1));
        }

        /** Its kind, without the counters. */
        String brief() {
            String[] names = {"?", "REQUEST", "RESPONSE", "RST", "SHUTDOWN", "RW", "CREDIT_UPDATE", "CREDIT_REQUEST"};
            String more = header.op() == PacketHeader.SHUTDOWN ? " " + header.flags() : "";
            return names[header.op()] + more + (data.isEmpty() ? "" : " " + data);
        }
    }

    /** A header of the guest's. */
    static PacketHeader header(int op, int hostPort, int guestPort) {
        return new PacketHeader(CID, 2, guestPort, hostPort, 0, PacketHeader.STREAM, op, 0, SPACE, 0);
    }

    static byte[] bytes(PacketHeader header, String data) {
        PlainRequest request = new PlainRequest(new byte[0], PacketHeader.SIZE);
        header.write(request.writer());
        byte[] text = data.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(PacketHeader.SIZE + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(request.answer())
                .put(text)
                .array();
    }

    /** The driver sends a packet; returns whether the device has taken it. */
    PlainRequest send(PacketHeader header, String data) {
        return put(TX, new PlainRequest(bytes(header, data), 0));
    }

    PlainRequest send(int op, int hostPort, int guestPort) {
        return send(header(op, hostPort, guestPort), "");
    }

    PlainRequest write(int hostPort, int guestPort, String data, int taken) {
        return send(
                new PacketHeader(CID, 2, guestPort, hostPort, data.length(), 1, PacketHeader.RW, 0, SPACE, taken),
                data);
    }

    /** Room for a packet, or for an event. */
    PlainRequest room(int queue, int bytes) {
        return put(queue, new PlainRequest(new byte[0], bytes));
    }

    /** All packets that the device has for the driver now. */
    List<Seen> packets() {
        serve();
        List<Seen> all = new ArrayList<>();
        for (Seen next = packet(); next != null; next = packet()) {
            all.add(next);
        }
        return all;
    }

    @Nullable
    Seen packet() {
        PlainRequest room = room(RX, ROOM);
        if (!room.isCompleted()) {
            boolean unused = queues.get(RX).waiting().remove(room);
            return null;
        }
        return Seen.of(room.answer());
    }

    /** The same, in brief. */
    List<String> told() {
        return packets().stream().map(Seen::brief).toList();
    }

    /** Waits for a packet that another thread brings about. */
    Seen awaitPacket() throws InterruptedException {
        for (Seen seen = packet(); ; seen = packet()) {
            if (seen != null) {
                return seen;
            }
            awaitWake();
        }
    }

    void awaitWake() throws InterruptedException {
        if (!wakes.tryAcquire(1, TimeUnit.MINUTES)) {
            throw new AssertionError("nobody has woken the device");
        }
        serve();
    }

    PlainRequest put(int queue, PlainRequest request) {
        queues.get(queue).waiting().add(request);
        wake(queue);
        serve();
        return request;
    }

    void serve() {
        for (Integer next = woken.pollFirst(); next != null; next = woken.pollFirst()) {
            device.available(queues.get(next));
        }
    }

    @Override
    public long features() {
        return 1;
    }

    @Override
    public @Nullable VirtioQueue queue(int index) {
        return index == EVENT && !hasEvents ? null : queues.get(index);
    }

    @Override
    public void wake(int index) {
        woken.add(index);
        wakes.release();
    }

    @Override
    public void configChanged() {
        throw new AssertionError("a context id does not change under way");
    }
}
