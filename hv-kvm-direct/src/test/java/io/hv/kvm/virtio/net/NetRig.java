package io.hv.kvm.virtio.net;

import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.SwitchPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A card on a switch with one other station, and a driver that does what a test says. */
final class NetRig implements VirtioDevice.Driver, AutoCloseable {

    static final long ADDRESS = 0x5254_0012_3456L;
    static final int HEADER = 12;
    static final int MTU = 1500;

    final EthernetSwitch lan = new EthernetSwitch("test");
    final VirtioNet card;
    final SwitchPort port;
    final SwitchPort other;
    final int pairs;
    int configChanges;

    /** What the other station was given. */
    final List<Frame> sent = new ArrayList<>();

    private final List<Queue> queues = new ArrayList<>();
    private final TreeSet<Integer> woken = new TreeSet<>();
    private long features;

    /** The header of a frame that the guest was given. */
    record Header(int flags, int kind, int length, int size, int start, int offset, int buffers) {

        static final Header PLAIN = new Header(0, 0, 0, 0, 0, 0, 1);

        static Header of(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return new Header(
                    in.get(), in.get(), in.getShort(), in.getShort(), in.getShort(), in.getShort(), in.getShort());
        }
    }

    NetRig(int pairs) {
        this.pairs = pairs;
        card = new VirtioNet("net0", ADDRESS, pairs, MTU);
        port = lan.connect("net0", card::receive);
        card.connect(port);
        other = lan.connect("other", frame -> {
            Frame copy = new Frame(Frame.MOST);
            copy.copy(frame);
            sent.add(copy);
        });
        for (int i = 0; i < card.queueSizes().size(); i++) {
            queues.add(new Queue(i));
        }
    }

    /** The driver has accepted these. */
    NetRig started(long accepted) {
        features = accepted;
        card.start(this);
        serve();
        return this;
    }

    /** The driver resets it. */
    void reset() {
        woken.clear();
        queues.forEach(queue -> queue.waiting.clear());
        card.reset();
    }

    /** Room for the guest to receive into, on a pair. */
    PlainRequest room(int pair, int bytes) {
        return put(2 * pair, new PlainRequest(new byte[0], bytes));
    }

    /** Room in so many buffers, told of at once. */
    List<PlainRequest> rooms(int count, int bytes) {
        List<PlainRequest> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PlainRequest room = new PlainRequest(new byte[0], bytes);
            all.add(room);
            queues.get(0).waiting.add(room);
        }
        wake(0);
        serve();
        return all;
    }

    /** The guest sends: a header, and a frame. */
    PlainRequest send(int pair, byte[] header, byte[] frame) {
        byte[] all = Arrays.copyOf(header, header.length + frame.length);
        System.arraycopy(frame, 0, all, header.length, frame.length);
        return put(2 * pair + 1, new PlainRequest(all, 0));
    }

    static byte[] header(int flags, int kind, int size, int start, int offset) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) flags)
                .put((byte) kind)
                .putShort((short) 0)
                .putShort((short) size)
                .putShort((short) start)
                .putShort((short) offset)
                .array();
    }

    /** The guest asks something of the card; its answer, or -1 where there is none. */
    int control(int queue, int... bytes) {
        byte[] said = new byte[bytes.length];
        for (int i = 0; i < said.length; i++) {
            said[i] = (byte) bytes[i];
        }
        PlainRequest request = put(queue, new PlainRequest(said, 1));
        return request.isCompleted() ? request.answer()[0] : -1;
    }

    /** The other station sends. */
    void receive(Frame frame) {
        other.send(frame);
        serve();
    }

    /** All that was written into buffers, one behind the other, without the header. */
    static byte[] frame(List<PlainRequest> rooms) {
        byte[] all = {};
        for (PlainRequest each : rooms) {
            byte[] part = each.answer();
            int before = all.length;
            all = Arrays.copyOf(all, before + part.length);
            System.arraycopy(part, 0, all, before, part.length);
        }
        return Arrays.copyOfRange(all, HEADER, all.length);
    }

    /** How many requests have come back together, each time. */
    List<Integer> together(int queue) {
        return queues.get(queue).together;
    }

    /** So many requests are taken, and then none until the queue is served again. */
    void budget(int queue, int requests) {
        queues.get(queue).budget = requests;
    }

    private PlainRequest put(int queue, PlainRequest request) {
        queues.get(queue).waiting.add(request);
        wake(queue);
        serve();
        return request;
    }

    void serve() {
        for (Integer next = woken.pollFirst(); next != null; next = woken.pollFirst()) {
            card.available(queues.get(next));
        }
    }

    @Override
    public long features() {
        return features;
    }

    @Override
    public VirtioQueue queue(int index) {
        return queues.get(index);
    }

    @Override
    public void wake(int index) {
        woken.add(index);
    }

    @Override
    public void configChanged() {
        configChanges++;
    }

    @Override
    public void close() {
        lan.close();
    }

    private static final class Queue implements VirtioQueue {

        private final int index;
        private final Deque<PlainRequest> waiting = new ArrayDeque<>();
        private final List<Integer> together = new ArrayList<>();
        private int budget = Integer.MAX_VALUE;

        Queue(int index) {
            this.index = index;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public @Nullable Request take() {
            if (budget == 0) {
                budget = Integer.MAX_VALUE;
                return null;
            }
            budget--;
            return waiting.poll();
        }

        @Override
        public boolean hasRequest() {
            return !waiting.isEmpty();
        }

        @Override
        public void complete(Request[] requests, int count) {
            together.add(count);
            VirtioQueue.super.complete(requests, count);
        }
    }
}
