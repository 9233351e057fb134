package io.hv.kvm.virtio;

import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.bus.Workers;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.memory.GuestMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A virtio device as its driver sees it through any transport: status, features, queues (virtio 1.2, section 2 and 3.1).
 *
 * <pre>{@code
 *            FEATURES_OK, queues         DRIVER_OK            a broken rule
 *   RESET ---------------------> SETUP ------------> RUNNING ---------------> NEEDS_RESET
 *     ^                            |                    |                         |
 *     +----------------------------+--------------------+-------------------------+  status 0, when no request is under way
 * }</pre>
 */
public final class VirtioFunction implements Resettable, Stateful<VirtioState> {

    /** The driver has found the device. */
    public static final int ACKNOWLEDGE = 1;
    /** It knows how to drive it. */
    public static final int DRIVER = 2;
    /** It is ready. */
    public static final int DRIVER_OK = 4;
    /** Features are agreed on. */
    public static final int FEATURES_OK = 8;
    /** The device cannot go on. */
    public static final int NEEDS_RESET = 64;
    /** The driver has given up. */
    public static final int FAILED = 128;

    static final int STATUS_BITS = ACKNOWLEDGE | DRIVER | DRIVER_OK | FEATURES_OK | NEEDS_RESET | FAILED;

    /** A queue wants to be looked at. */
    public static final int INTERRUPT_QUEUE = 1;
    /** The configuration or the status has changed. */
    public static final int INTERRUPT_CONFIG = 2;

    /** What transports have addresses for. */
    private static final int MOST_QUEUES = 1024;

    private static final int MOST_CONFIG = 256;
    private static final int NO_STATUS = 0;

    private final VirtioDevice device;
    private final GuestFaults faults;
    private final Workers workers;
    private final QueueRegisters[] queues;
    private final GuestMemory memory;
    private final FeatureRegisters features;
    private final DeviceConfig config;
    private @Nullable Transport transport;

    private int status;
    private int queueSelect;
    private int generation;
    /** Without the monitor: who interrupts may hold a transport's, which comes before it. */
    private final AtomicInteger interrupts = new AtomicInteger();

    private volatile boolean resetting;
    private volatile boolean running;

    /**
     * A function that nobody has found yet.
     *
     * @throws IllegalArgumentException if the device offers what is not its own, or has impossible queues
     */
    public VirtioFunction(VirtioDevice device, GuestMemory memory, Workers workers, GuestFaults faults) {
        this.device = device;
        this.memory = memory;
        this.faults = faults;
        if ((device.features() & ~Features.OF_DEVICE) != 0) {
            throw new IllegalArgumentException(device.name() + " offers feature bits that are not a device's own");
        }
        this.features = new FeatureRegisters(device.features() | Features.COMMON);
        this.config = new DeviceConfig(device, this::ignored, this::failed);
        List<Integer> sizes = device.queueSizes();
        if (sizes.size() > MOST_QUEUES || device.configSize() < 0 || device.configSize() > MOST_CONFIG) {
            throw new IllegalArgumentException(device.name() + " has " + sizes.size() + " queues and "
                    + device.configSize() + " bytes of configuration: there is room for " + MOST_QUEUES + " and "
                    + MOST_CONFIG);
        }
        this.workers = workers;
        this.queues = new QueueRegisters[sizes.size()];
        for (int i = 0; i < queues.length; i++) {
            int most = sizes.get(i);
            if (Integer.bitCount(most) != 1 || most < 1 || most > VirtioDevice.MAX_QUEUE_SIZE) {
                throw new IllegalArgumentException(device.name() + " has a queue of " + most + " descriptors");
            }
            Queue queue = new Queue(this, memory, i, device.threads(i));
            queues[i] = new QueueRegisters(queue, workers.job(this, queue::work), most);
        }
    }

    @Override
    public String name() {
        return device.name();
    }

    /** The device behind it. */
    public VirtioDevice device() {
        return device;
    }

    /** Says how the driver reaches it; once, before the machine runs. */
    public synchronized void connect(Transport by) {
        transport = by;
    }

    // ---- what workers ask

    boolean running() {
        return running;
    }

    boolean holding() {
        return workers.holding();
    }

    void queueInterrupt(int queue) {
        Transport by = transport;
        if (by != null) {
            by.queueInterrupt(queue);
        }
    }

    void broken(Rule rule) {
        stop(new BrokenRule(rule));
    }

    void failed(Throwable failure) {
        stop(asRule(failure));
    }

    private static BrokenRule asRule(Throwable failure) {
        return failure instanceof BrokenRule broken ? broken : new BrokenRule(Rule.DEVICE_FAILED, failure);
    }

    void wake(int queue) {
        queues[queue].job().ring();
    }

    private void stop(BrokenRule why) {
        boolean told;
        synchronized (this) {
            if ((status & NEEDS_RESET) != 0 || resetting) {
                return;
            }
            told = (status & DRIVER_OK) != 0;
            status |= NEEDS_RESET;
            running = false;
        }
        faults.report(this, why);
        Transport by = transport;
        if (told && by != null) {
            by.configInterrupt();
        }
    }

    /** Somebody has stopped working: a reset may have waited for that. */
    void settle() {
        if (resetting) {
            finishReset();
        }
    }

    // ---- registers

    /** A register was written that the driver must not write so. */
    public void refuse(Rule rule) {
        broken(rule);
    }

    /** Which half of the offered feature bits {@link #deviceFeatures()} shows. */
    public synchronized void selectDeviceFeatures(int half) {
        features.deviceSelect(half);
    }

    /** Which half it is. */
    public synchronized int deviceFeaturesSelect() {
        return features.deviceSelect();
    }

    /** Half of the offered feature bits. */
    public synchronized int deviceFeatures() {
        return features.offeredHalf();
    }

    /** Which half of the accepted feature bits {@link #driverFeatures(int)} writes. */
    public synchronized void selectDriverFeatures(int half) {
        features.driverSelect(half);
    }

    /** Which half it is. */
    public synchronized int driverFeaturesSelect() {
        return features.driverSelect();
    }

    /** Half of the accepted feature bits. */
    public synchronized int driverFeatures() {
        return features.acceptedHalf();
    }

    /** The driver accepts feature bits. */
    public synchronized void driverFeatures(int bits) {
        if (ignored()) {
            return;
        }
        if ((status & FEATURES_OK) != 0) {
            broken(Rule.FEATURES_TOO_LATE);
        } else {
            features.accept(bits);
        }
    }

    /** The device status. After the driver has written 0 it stays as it was until no request is under way. */
    public synchronized int status() {
        return status;
    }

    /** The driver writes the device status. */
    public synchronized void status(int value) {
        if (resetting) {
            return;
        }
        int wanted = (value & STATUS_BITS & ~NEEDS_RESET) | (status & NEEDS_RESET);
        if (value == NO_STATUS) {
            beginReset();
        } else if ((status & NEEDS_RESET) != 0) {
            status |= wanted & FAILED;
        } else if ((status & ~wanted) != 0) {
            broken(Rule.STATUS_BIT_CLEARED);
        } else {
            advance(wanted);
        }
    }

    private void advance(int wanted) {
        int known = ACKNOWLEDGE | DRIVER;
        boolean agrees = (wanted & FEATURES_OK) != 0;
        boolean ready = (wanted & DRIVER_OK) != 0;
        if ((agrees && (wanted & known) != known) || (ready && (status & FEATURES_OK) == 0)) {
            broken(Rule.STATUS_OUT_OF_ORDER);
            return;
        }
        boolean begins = ready && (status & DRIVER_OK) == 0;
        status = agrees && !features.agreed() ? wanted & ~FEATURES_OK : wanted;
        if (begins) {
            start();
        }
    }

    private void start() {
        running = true;
        try {
            device.start(new Reached());
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        wakeAll();
    }

    /** Whether what the driver writes has no effect: it waits for a reset, or has to ask for one. */
    private boolean ignored() {
        return resetting || (status & NEEDS_RESET) != 0;
    }

    private void beginReset() {
        running = false;
        resetting = true;
        Transport by = transport;
        if (by != null) {
            by.queuesDisabled();
        }
        for (QueueRegisters queue : queues) {
            queue.queue().close();
        }
        finishReset();
    }

    private synchronized void finishReset() {
        if (!resetting) {
            return;
        }
        for (QueueRegisters queue : queues) {
            if (!queue.queue().idle()) {
                return;
            }
        }
        try {
            device.reset();
        } catch (RuntimeException e) {
            // The driver waits for the status to become 0, so it does.
            faults.report(this, asRule(e));
        }
        for (QueueRegisters queue : queues) {
            queue.reset();
        }
        status = NO_STATUS;
        features.reset();
        queueSelect = 0;
        generation = 0;
        interrupts.set(0);
        resetting = false;
    }

    /** Which queue the queue registers are about. */
    public synchronized void selectQueue(int number) {
        queueSelect = number & 0xffff;
    }

    /** Which it is. */
    public synchronized int queueSelect() {
        return queueSelect;
    }

    /** How many queues there are. */
    public int queueCount() {
        return queues.length;
    }

    /** The registers of the selected queue; null if there is none. */
    public synchronized @Nullable QueueRegisters queue() {
        return queueSelect < queues.length ? queues[queueSelect] : null;
    }

    /** Changes the selected queue's registers, where that is allowed now. */
    public synchronized void setUpQueue(UnaryOperator<RingSetup> change) {
        QueueRegisters queue = queue();
        if (queue == null || ignored()) {
            return;
        }
        if ((status & FEATURES_OK) == 0) {
            broken(Rule.QUEUE_TOO_EARLY);
        } else if (queue.enabled()) {
            broken(Rule.QUEUE_CHANGED);
        } else {
            queue.change(change);
        }
    }

    /** The driver begins to use the selected queue, or, where the transport allows it, stops. */
    public synchronized void enableQueue(boolean enable) {
        QueueRegisters queue = queue();
        if (queue == null || ignored() || queue.enabled() == enable) {
            return;
        }
        if ((status & FEATURES_OK) == 0) {
            broken(Rule.QUEUE_TOO_EARLY);
        } else if (enable) {
            enable(queue);
        } else {
            queue.queue().close();
        }
    }

    private void enable(QueueRegisters queue) {
        try {
            queue.setup().check(memory, features.packed(), queue.most());
        } catch (BrokenRule e) {
            broken(e.rule());
            return;
        }
        open(queue, RingPosition.start(features.packed()));
    }

    private void open(QueueRegisters queue, RingPosition position) {
        queue.queue().open(Ring.of(memory, queue.setup(), features.accepted(), position));
        Transport by = transport;
        if (by != null) {
            by.queueEnabled(queue.queue().index(), queue.job());
        }
    }

    /** The driver says that it has put something into a queue. */
    public void driverNotifies(int number) {
        QueueRegisters queue;
        synchronized (this) {
            if (ignored()) {
                return;
            }
            if ((status & DRIVER_OK) == 0) {
                broken(Rule.NOTIFY_TOO_EARLY);
                return;
            }
            if (number < 0 || number >= queues.length || !queues[number].enabled()) {
                broken(Rule.NOTIFY_NO_QUEUE);
                return;
            }
            queue = queues[number];
        }
        queue.job().ring();
    }

    /** How many bytes the configuration space has. */
    public int configSize() {
        return device.configSize();
    }

    /** Bytes of the configuration space, little-endian; zero beyond its end. */
    public synchronized long readConfig(long offset, int size) {
        return config.read(offset, size);
    }

    /** Writes bytes of the configuration space. */
    public synchronized void writeConfig(long offset, int size, long value) {
        config.write(offset, size, value);
    }

    /** Changes whenever the configuration space does. */
    public synchronized int generation() {
        return generation;
    }

    /** Why the driver was interrupted, for transports that say so. */
    public int interrupts() {
        return interrupts.get();
    }

    /** Adds a reason; false while the driver waits for a reset, and is to hear of nothing. */
    public boolean addInterrupts(int reasons) {
        if (resetting) {
            return false;
        }
        int unused = interrupts.accumulateAndGet(reasons, (present, more) -> present | more);
        return true;
    }

    /** Takes reasons away. */
    public void clearInterrupts(int reasons) {
        int unused = interrupts.accumulateAndGet(reasons, (present, seen) -> present & ~seen);
    }

    /** What a queue has done. */
    public QueueCounters counters(int queue) {
        return queues[queue].queue().counters();
    }

    // ---- life

    /** Looks at every queue once, after the machine stood still: a notification is not part of any state. */
    public void wakeAll() {
        for (QueueRegisters queue : queues) {
            if (queue.enabled()) {
                queue.job().ring();
            }
        }
    }

    @Override
    public synchronized void reset() {
        beginReset();
        for (QueueRegisters queue : queues) {
            queue.queue().forget();
        }
        finishReset();
    }

    /** The machine ends: no request is given out or taken back any more, and the device lets go of what it has. */
    public void close() {
        synchronized (this) {
            running = false;
            for (QueueRegisters queue : queues) {
                queue.queue().close();
                queue.queue().forget();
            }
        }
        device.close();
    }

    @Override
    public synchronized VirtioState save() {
        List<QueueState> states = new ArrayList<>();
        for (QueueRegisters queue : queues) {
            states.add(resetting ? queue.saveReset() : queue.save(features.packed()));
        }
        if (resetting) {
            // It waits for requests that no other machine will have: there, it is over.
            return new VirtioState(NO_STATUS, 0, 0, 0, 0, 0, 0, states);
        }
        return new VirtioState(
                status,
                features.accepted(),
                features.deviceSelect(),
                features.driverSelect(),
                queueSelect,
                generation,
                interrupts.get(),
                states);
    }

    @Override
    public synchronized void restore(VirtioState state) {
        List<Integer> sizes = Arrays.stream(queues).map(QueueRegisters::most).toList();
        state.check(name(), features.offered(), memory, sizes);
        reset();
        status = state.status();
        features.restore(state.driverFeatures(), state.deviceFeaturesSelect(), state.driverFeaturesSelect());
        queueSelect = state.queueSelect();
        generation = state.generation();
        interrupts.set(state.interrupts());
        for (int i = 0; i < queues.length; i++) {
            QueueState each = state.queues().get(i);
            queues[i].change(unused -> each.setup());
            if (each.enabled()) {
                open(queues[i], each.position());
            }
        }
        if ((status & DRIVER_OK) != 0 && (status & NEEDS_RESET) == 0) {
            start();
        }
    }

    private final class Reached implements VirtioDevice.Driver {

        @Override
        public long features() {
            return features.accepted();
        }

        @Override
        public @Nullable VirtioQueue queue(int index) {
            return queues[index].enabled() ? queues[index].queue() : null;
        }

        @Override
        public void wake(int index) {
            if (running) {
                VirtioFunction.this.wake(index);
            }
        }

        @Override
        public void configChanged() {
            synchronized (VirtioFunction.this) {
                if (!running) {
                    return;
                }
                generation = (generation + 1) & 0xff;
            }
            Transport by = transport;
            if (by != null) {
                by.configInterrupt();
            }
        }
    }
}
