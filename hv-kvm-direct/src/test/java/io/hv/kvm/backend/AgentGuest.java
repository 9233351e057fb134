package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.agent.AgentChannel;
import io.hv.backend.agent.ChannelWire;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.device.WaitingQueue;
import io.hv.kvm.virtio.console.ConsoleState;
import io.hv.kvm.virtio.console.VirtioConsole;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine's virtio console with the other half that a guest has: its driver, and an agent at the last port. All of the guest
 * is done by one thread; the test's is the host's.
 */
final class AgentGuest implements VirtioDevice.Driver, AutoCloseable {

    private static final long MULTIPORT = 2;
    private static final int CONTROL_IN = 2;
    private static final int CONTROL_OUT = 3;
    private static final int READY = 0;
    private static final int PORT_OPEN = 6;
    private static final int RESET = 0xff;
    private static final int WRITTEN_AT_ONCE = 4000;
    private static final int ROOM = 700;
    private static final int ROOMS = 4;
    private static final Pattern SYNC = Pattern.compile(".*guest-sync-delimited.*\"id\":(\\d+).*");

    final KvmConsoles consoles;
    final AgentChannel channel;
    final ChannelWire wire;
    private final VirtioConsole device;
    private final int port;
    private final ExecutorService guest = Executors.newSingleThreadExecutor(task -> new Thread(task, "guest"));

    // Of the guest's thread.
    private final List<WaitingQueue> queues = new ArrayList<>();
    private final List<PlainRequest> rooms = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Function<String, byte[]> answers;

    /** A guest that has not begun. */
    AgentGuest(DomainSpec spec, Function<String, byte[]> answers) {
        this.answers = answers;
        ConsoleBuffer console = new ConsoleBuffer(spec.name());
        console.begin();
        consoles = new KvmConsoles(spec, console);
        channel = consoles.agent().orElseThrow();
        wire = new ChannelWire("the domain '" + spec.name() + "'", channel);
        device = consoles.device().orElseThrow();
        port = (device.queueSizes().size() - 2) / 2 - 1;
        for (int i = 0; i < device.queueSizes().size(); i++) {
            queues.add(new WaitingQueue(i));
        }
        consoles.connect(() -> {}, Runnable::run);
    }

    /** What a moment of it is: the device's and the guest's memory. */
    record Moment(ConsoleState device, Bytes line) {}

    // ---- what a test has it do, each until it is done

    /** Its driver is there, and a program opens the port. */
    AgentGuest up() {
        return up(ROOMS);
    }

    /** The same, and the driver has so many requests there to be filled. */
    AgentGuest up(int rooms) {
        run(() -> {
            device.start(this);
            control(0, READY, 1);
            control(port, PORT_OPEN, 1);
            rooms(rooms);
        });
        return this;
    }

    /** The machine is reset. */
    void reset() {
        run(() -> {
            device.reset();
            queues.forEach(queue -> queue.waiting().clear());
            rooms.clear();
            line = new ByteArrayOutputStream();
        });
    }

    /** Nobody has the port open any more. */
    void shut() {
        run(() -> control(port, PORT_OPEN, 0));
    }

    /** What it answers from now on; null for what it does not. */
    void answer(Function<String, byte[]> from) {
        run(() -> answers = from);
    }

    void say(byte[] bytes) {
        run(() -> print(bytes));
    }

    /** All commands but those for getting in step. */
    List<String> commands() {
        List<String> copy = new ArrayList<>();
        run(() -> copy.addAll(commands));
        return copy;
    }

    /** How many requests of its wait to be read. */
    int unread() {
        int[] count = new int[1];
        run(() -> count[0] = queues.get(outQueue()).waiting().size());
        return count[0];
    }

    Moment moment() {
        Moment[] moment = new Moment[1];
        run(() -> moment[0] = new Moment(device.save(), Bytes.of(line.toByteArray())));
        return moment[0];
    }

    /**
     * Goes on from another one's moment, as a clone does.
     *
     * @param unread what its guest has written, and the device has not taken
     */
    AgentGuest from(Moment moment, List<byte[]> unread) {
        run(() -> {
            device.restore(moment.device());
            line.writeBytes(moment.line().toArray());
            device.start(this);
            unread.forEach(this::print);
            rooms(ROOMS);
        });
        return this;
    }

    private void run(Runnable action) {
        try {
            guest.submit(action).get(30, TimeUnit.SECONDS);
            // What it has woken comes behind it.
            guest.submit(() -> {}).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    // ---- the guest

    private int inQueue() {
        return 2 * port + 2;
    }

    private int outQueue() {
        return 2 * port + 3;
    }

    private void control(int about, int event, int value) {
        ByteBuffer message = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(about).putShort((short) event).putShort((short) value);
        put(CONTROL_OUT, new PlainRequest(message.array(), 0));
    }

    private void rooms(int count) {
        for (int i = 0; i < count; i++) {
            room();
        }
    }

    private void room() {
        PlainRequest room = new PlainRequest(new byte[0], ROOM);
        rooms.add(room);
        put(inQueue(), room);
    }

    private void print(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += WRITTEN_AT_ONCE) {
            put(
                    outQueue(),
                    new PlainRequest(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + WRITTEN_AT_ONCE)), 0));
        }
    }

    private void put(int queue, PlainRequest request) {
        queues.get(queue).waiting().add(request);
        wake(queue);
    }

    private void serve(int queue) {
        device.available(queues.get(queue));
        if (queue == inQueue()) {
            for (PlainRequest room : List.copyOf(rooms)) {
                if (room.isCompleted()) {
                    rooms.remove(room);
                    hear(room.answer());
                    room();
                }
            }
        }
    }

    private void hear(byte[] bytes) {
        for (byte each : bytes) {
            if ((each & 0xff) == RESET) {
                line.reset();
            } else if (each == '\n') {
                String command = line.toString(StandardCharsets.UTF_8);
                line.reset();
                obey(command);
            } else {
                line.write(each);
            }
        }
    }

    private void obey(String command) {
        Matcher sync = SYNC.matcher(command);
        if (sync.matches()) {
            print(new byte[] {(byte) RESET});
            print(("{\"return\": " + sync.group(1) + "}\n").getBytes(StandardCharsets.UTF_8));
            return;
        }
        commands.add(command);
        print(answers.apply(command));
    }

    @Override
    public long features() {
        return MULTIPORT;
    }

    @Override
    public VirtioQueue queue(int index) {
        return queues.get(index);
    }

    @Override
    public void wake(int index) {
        guest.execute(() -> serve(index));
    }

    @Override
    public void configChanged() {
        throw new AssertionError("a console's configuration does not change");
    }

    /** What the driver is told, as {@code port event value name}. */
    List<String> messages() {
        List<String> messages = new ArrayList<>();
        run(() -> {
            for (int i = 0; i < 20; i++) {
                PlainRequest room = new PlainRequest(new byte[0], 100);
                queues.get(CONTROL_IN).waiting().add(room);
                device.available(queues.get(CONTROL_IN));
                ByteBuffer message = ByteBuffer.wrap(room.answer()).order(ByteOrder.LITTLE_ENDIAN);
                if (room.isCompleted()) {
                    messages.add(message.getInt() + " " + message.getShort() + " " + message.getShort() + " "
                            + StandardCharsets.UTF_8.decode(message));
                }
            }
        });
        return messages;
    }

    /** The port is looked at by the driver, which is told its name. */
    void describe() {
        run(() -> control(port, 3, 1));
    }

    @Override
    public void close() {
        consoles.end();
        guest.shutdownNow();
    }
}
