package io.hv.kvm.virtio.console;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.device.WaitingQueue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** A console of a terminal, two named ports and a number kept free, and a driver that does what a test says. */
final class ConsoleRig implements VirtioDevice.Driver {

    static final int PORTS = 4;
    static final int FREE = 2;

    private static final int CONTROL_IN = 2;
    private static final int CONTROL_OUT = 3;
    private static final long MULTIPORT = 2;

    final VirtioConsole console;
    /** What was told of the log's port. */
    final List<Boolean> openings = new ArrayList<>();
    /** Whether what comes from the log's port is taken. */
    boolean hasRoom = true;

    private final List<Deque<Integer>> typed = new ArrayList<>();
    private final List<ByteArrayOutputStream> printed = new ArrayList<>();
    private final List<WaitingQueue> queues = new ArrayList<>();
    private final TreeSet<Integer> woken = new TreeSet<>();
    private long features = MULTIPORT;

    ConsoleRig() {
        List<ConsolePort> sides = new ArrayList<>();
        for (int i = 0; i < PORTS; i++) {
            typed.add(new ArrayDeque<>());
            printed.add(new ByteArrayOutputStream());
        }
        sides.add(ConsolePort.console(source(0), printed.get(0)::write));
        sides.add(ConsolePort.named("agent", source(1), printed.get(1)::write));
        sides.add(ConsolePort.none());
        sides.add(ConsolePort.named("log", source(3), new Log()).whenOpened(openings::add));
        console = new VirtioConsole("console0", sides);
        for (int i = 0; i < console.queueSizes().size(); i++) {
            queues.add(new WaitingQueue(i));
        }
    }

    private final class Log implements ByteSink {

        @Override
        public void accept(int value) {
            printed.get(3).write(value);
        }

        @Override
        public boolean hasRoom() {
            return hasRoom;
        }
    }

    /** The log's port has room again. */
    void roomAgain() {
        hasRoom = true;
        console.roomReady(3);
        serve();
    }

    private ByteSource source(int port) {
        Deque<Integer> bytes = typed.get(port);
        return () -> bytes.isEmpty() ? ByteSource.NOTHING : bytes.remove();
    }

    /** Both sides have agreed. */
    ConsoleRig started() {
        console.start(this);
        return this;
    }

    /** A driver that knows of one port only. */
    ConsoleRig startedWithoutPorts() {
        features = 0;
        return started();
    }

    /** Types something at a port. */
    void type(int port, String text) {
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            typed.get(port).add(each & 0xff);
        }
        console.inputReady(port);
        serve();
    }

    String printed(int port) {
        return printed.get(port).toString(StandardCharsets.UTF_8);
    }

    /** What is typed and was not taken yet. */
    int waiting(int port) {
        return typed.get(port).size();
    }

    /** Gives room to read at a port. */
    PlainRequest room(int port, int bytes) {
        return put(inQueue(port), new PlainRequest(new byte[0], bytes));
    }

    /** The guest writes at a port. */
    PlainRequest print(int port, String text) {
        return put(inQueue(port) + 1, new PlainRequest(text.getBytes(StandardCharsets.UTF_8), 0));
    }

    /** A control message of the driver's. */
    PlainRequest control(int port, int event, int value) {
        ByteBuffer message = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(port).putShort((short) event).putShort((short) value);
        return controlBytes(message.array());
    }

    /** Whatever the driver says on its control queue. */
    PlainRequest controlBytes(byte[] bytes) {
        return put(CONTROL_OUT, new PlainRequest(bytes, 0));
    }

    /** Room for a control message of the device's. */
    PlainRequest controlRoom(int bytes) {
        return put(CONTROL_IN, new PlainRequest(new byte[0], bytes));
    }

    /** Gives room for control messages and tells those that came, as {@code port event value name}. */
    List<String> messages() {
        List<String> messages = new ArrayList<>();
        while (true) {
            PlainRequest room = controlRoom(100);
            if (!room.isCompleted()) {
                queues.get(CONTROL_IN).waiting().remove(room);
                return messages;
            }
            byte[] bytes = room.answer();
            ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            String name = new String(Arrays.copyOfRange(bytes, 8, bytes.length), StandardCharsets.UTF_8);
            messages.add((message.getInt() + " " + message.getShort() + " " + message.getShort() + " " + name).strip());
        }
    }

    private static int inQueue(int port) {
        return port == 0 ? 0 : 2 * port + 2;
    }

    private PlainRequest put(int queue, PlainRequest request) {
        queues.get(queue).waiting().add(request);
        wake(queue);
        serve();
        return request;
    }

    private void serve() {
        for (Integer next = woken.pollFirst(); next != null; next = woken.pollFirst()) {
            console.available(queues.get(next));
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
        throw new AssertionError("a console's configuration does not change");
    }
}
