package io.hv.kvm.virtio.console;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestReader;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import io.hv.kvm.virtio.StandardDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A console with several ports (virtio 1.2, 5.3). Port 0 has queues 0 and 1, the control queues are 2 and 3, port n from 1 on
 * has 2n+2 and 2n+3; the first of each pair is towards the guest.
 */
public final class VirtioConsole extends StandardDevice implements Resettable, Stateful<ConsoleState> {

    static final int MOST_PORTS = 31;

    private static final int DEVICE_ID = 3;
    private static final long MULTIPORT = 1L << 1;
    private static final int QUEUE_SIZE = 128;
    private static final int CONFIG_SIZE = 12;
    private static final int PORT_COUNT = 4;
    private static final int CONTROL_IN = 2;
    private static final int CONTROL_OUT = 3;
    private static final int CHUNK = 4096;

    /** What is taken of one request: no driver says more at once, and a machine that is to stand still waits for it. */
    private static final long MOST_BYTES = 1 << 20;

    private final List<ConsolePort> ports;

    // Under this object's monitor.
    private final boolean[] open;
    private final int[] held;
    /** At most one of each kind for each port: a driver cannot make it grow. */
    private final Set<ControlMessage> pending = new LinkedHashSet<>();

    private @Nullable Driver driver;

    /** A console; port 0 first. */
    public VirtioConsole(String name, List<ConsolePort> ports) {
        super(name, DEVICE_ID);
        if (ports.isEmpty() || ports.size() > MOST_PORTS) {
            throw new IllegalArgumentException("a console has 1 to " + MOST_PORTS + " ports, not " + ports.size());
        }
        this.ports = List.copyOf(ports);
        this.open = new boolean[ports.size()];
        this.held = new int[ports.size()];
        forget();
    }

    private synchronized void forget() {
        for (int i = 0; i < held.length; i++) {
            held[i] = PortState.NOTHING;
            setOpen(i, false);
        }
        pending.clear();
        driver = null;
    }

    /** Called with the monitor held. */
    private void setOpen(int port, boolean now) {
        if (open[port] != now) {
            open[port] = now;
            ports.get(port).opening().changed(now);
        }
    }

    @Override
    public List<Integer> queueSizes() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 2 * ports.size() + 2; i++) {
            sizes.add(QUEUE_SIZE);
        }
        return sizes;
    }

    @Override
    public long features() {
        return MULTIPORT;
    }

    @Override
    public int configSize() {
        return CONFIG_SIZE;
    }

    @Override
    public int readConfig(int offset) {
        return offset == PORT_COUNT ? ports.size() : 0;
    }

    @Override
    public synchronized void start(Driver newDriver) {
        driver = newDriver;
        if ((newDriver.features() & MULTIPORT) == 0) {
            setOpen(0, true);
        }
    }

    @Override
    public void available(VirtioQueue queue) {
        switch (queue.index()) {
            case CONTROL_IN -> tell(queue);
            case CONTROL_OUT -> listen(queue);
            default -> {
                int port = portOf(queue.index());
                if (queue.index() % 2 == 0) {
                    toGuest(port, queue);
                } else {
                    fromGuest(port, queue);
                }
            }
        }
    }

    private static int portOf(int queue) {
        return queue < CONTROL_IN ? 0 : queue / 2 - 1;
    }

    private static int inQueue(int port) {
        return port == 0 ? 0 : 2 * port + 2;
    }

    // ---- bytes

    /** Tells that there is input for a port. For any thread. */
    public void inputReady(int port) {
        wake(inQueue(port));
    }

    /** Tells that a port's output has room again, after it had none. For any thread. */
    public void roomReady(int port) {
        wake(inQueue(port) + 1);
    }

    private void wake(int queue) {
        Driver present;
        synchronized (this) {
            present = driver;
        }
        if (present != null) {
            present.wake(queue);
        }
    }

    private void toGuest(int port, VirtioQueue queue) {
        ByteSource input = ports.get(port).input();
        for (int octet = next(port, input); octet != ByteSource.NOTHING; octet = next(port, input)) {
            Request request = queue.take();
            if (request == null) {
                hold(port, octet);
                return;
            }
            while (octet != ByteSource.NOTHING && request.writer().remaining() > 0) {
                request.writer().writeByte(octet);
                octet = next(port, input);
            }
            if (octet != ByteSource.NOTHING) {
                hold(port, octet);
            }
            request.complete();
        }
    }

    private synchronized int next(int port, ByteSource input) {
        if (!open[port]) {
            return ByteSource.NOTHING;
        }
        int octet = held[port];
        held[port] = PortState.NOTHING;
        return octet == PortState.NOTHING ? input.next() : octet;
    }

    private synchronized void hold(int port, int octet) {
        held[port] = octet;
    }

    private void fromGuest(int port, VirtioQueue queue) {
        ByteSink output = ports.get(port).output();
        byte[] chunk = new byte[CHUNK];
        for (Request request = next(queue, output); request != null; request = next(queue, output)) {
            RequestReader reader = request.reader();
            long left = Math.min(reader.remaining(), MOST_BYTES);
            while (left > 0) {
                int length = (int) Math.min(chunk.length, left);
                left -= length;
                reader.read(chunk, 0, length);
                output.accept(chunk, length);
            }
            request.complete();
        }
    }

    /** What finds no room waits in the guest. */
    private static @Nullable Request next(VirtioQueue queue, ByteSink output) {
        return output.hasRoom() ? queue.take() : null;
    }

    // ---- control

    private void tell(VirtioQueue queue) {
        for (ControlMessage message = first(); message != null; message = first()) {
            Request request = queue.take();
            if (request == null) {
                return;
            }
            request.writer().writeInt(message.port());
            request.writer().writeShort(message.event());
            request.writer().writeShort(message.value());
            if (message.event() == ControlMessage.PORT_NAME) {
                byte[] text = ports.get(message.port()).name().getBytes(StandardCharsets.UTF_8);
                request.writer().write(text, 0, text.length);
            }
            request.complete();
            told(message);
        }
    }

    private synchronized @Nullable ControlMessage first() {
        return pending.isEmpty() ? null : pending.iterator().next();
    }

    private synchronized void told(ControlMessage message) {
        pending.remove(message);
    }

    private void listen(VirtioQueue queue) {
        for (Request request = queue.take(); request != null; request = queue.take()) {
            RequestReader reader = request.reader();
            int port = reader.readInt();
            int event = reader.readShort();
            int value = reader.readShort();
            request.complete();
            heard(port, event, value);
        }
    }

    private void heard(int port, int event, int value) {
        Driver present;
        boolean input = false;
        synchronized (this) {
            if (event != ControlMessage.DEVICE_READY && (port < 0 || port >= ports.size())) {
                throw new BrokenRule(Rule.CONSOLE_NO_PORT);
            }
            switch (event) {
                case ControlMessage.DEVICE_READY -> addPorts(value != 0);
                case ControlMessage.PORT_READY -> describe(port, value != 0);
                case ControlMessage.PORT_OPEN -> {
                    setOpen(port, value != 0);
                    input = open[port];
                }
                default -> {
                    // Nothing that a driver says.
                }
            }
            present = driver;
        }
        if (present != null) {
            present.wake(input ? inQueue(port) : CONTROL_IN);
        }
    }

    private void addPorts(boolean ready) {
        for (int port = 0; ready && port < ports.size(); port++) {
            if (ports.get(port).exists()) {
                pending.add(new ControlMessage(port, ControlMessage.PORT_ADD, 1));
            }
        }
    }

    private void describe(int port, boolean ready) {
        if (!ready || !ports.get(port).exists()) {
            return;
        }
        if (ports.get(port).console()) {
            pending.add(new ControlMessage(port, ControlMessage.CONSOLE_PORT, 1));
        }
        if (!ports.get(port).name().isEmpty()) {
            pending.add(new ControlMessage(port, ControlMessage.PORT_NAME, 1));
        }
        pending.add(new ControlMessage(port, ControlMessage.PORT_OPEN, 1));
    }

    // ---- life

    @Override
    public void reset() {
        forget();
    }

    @Override
    public synchronized ConsoleState save() {
        List<PortState> states = new ArrayList<>();
        for (int i = 0; i < open.length; i++) {
            states.add(new PortState(open[i], held[i]));
        }
        return new ConsoleState(states, List.copyOf(pending));
    }

    @Override
    public synchronized void restore(ConsoleState state) {
        if (state.ports().size() != ports.size()) {
            throw new IllegalArgumentException(
                    "the state has " + state.ports().size() + " ports, " + name() + " has " + ports.size());
        }
        if (state.pending().stream().anyMatch(message -> message.port() >= ports.size())) {
            throw new IllegalArgumentException("a message is about a port that " + name() + " does not have");
        }
        for (int i = 0; i < open.length; i++) {
            setOpen(i, state.ports().get(i).open());
            held[i] = state.ports().get(i).held();
        }
        pending.clear();
        pending.addAll(state.pending());
    }
}
