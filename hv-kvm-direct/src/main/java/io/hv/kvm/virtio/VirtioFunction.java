package io.hv.kvm.virtio;

import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.bus.Workers;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
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

    private final VirtioDevice device;
    private final GuestFaults faults;
    private final Workers workers;
    private final FunctionQueues queues;
    private final GuestMemory memory;
    private final FeatureRegisters features;
    private final DeviceConfig config;
    private @Nullable Transport transport;
    private @Nullable StartedDriver started;

    private final DeviceStatus status = new DeviceStatus();
    private final InterruptReasons interrupts = new InterruptReasons();
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
        this.features = new FeatureRegisters(device);
        this.config = new DeviceConfig(device, this::ignored, this::failed);
        this.workers = workers;
        this.queues = new FunctionQueues(this, device, memory, workers);
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
        queues.connect(by);
    }

    // ---- what workers ask

    /** Whether requests are taken and given back: its driver is ready, and lets it access memory. */
    boolean running() {
        Transport by = transport;
        return running && (by == null || by.reachesMemory());
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
        queues.get(queue).job().ring();
    }

    private void stop(BrokenRule why) {
        boolean told;
        synchronized (this) {
            if (ignored()) {
                return;
            }
            told = status.has(DeviceStatus.DRIVER_OK);
            status.needsReset();
            running = false;
        }
        faults.report(this, why);
        if (told) {
            configInterrupt();
        }
    }

    private void configInterrupt() {
        Transport by = transport;
        if (by != null) {
            by.configInterrupt();
        }
    }

    /** Somebody has stopped working: a reset may have waited for that. */
    void settle() {
        if (resetting) {
            finishReset();
        }
    }

    /** The device says that its configuration space has changed. */
    void configChanged() {
        synchronized (this) {
            if (!running) {
                return;
            }
            config.generation(config.generation() + 1);
        }
        configInterrupt();
    }

    // ---- registers

    /** A register was written that the driver must not write so. */
    public void refuse(Rule rule) {
        broken(rule);
    }

    /** What the device offers and the driver has accepted. */
    public FeatureRegisters features() {
        return features;
    }

    /** The driver accepts the selected half of the feature bits, where that is allowed now. */
    public synchronized void acceptFeatures(int bits) {
        if (ignored()) {
            return;
        }
        if (status.has(DeviceStatus.FEATURES_OK)) {
            broken(Rule.FEATURES_TOO_LATE);
        } else {
            features.accept(bits);
        }
    }

    /** The device status. After the driver has written 0 it stays as it was until no request is under way. */
    public synchronized int status() {
        return status.value();
    }

    /** The driver writes the device status. */
    public synchronized void status(int value) {
        if (resetting) {
            return;
        }
        if (value == DeviceStatus.NONE) {
            beginReset();
            return;
        }
        try {
            if (status.advance(value, features.agreed())) {
                start();
            }
        } catch (BrokenRule e) {
            broken(e.rule());
        }
    }

    private void start() {
        running = true;
        try {
            StartedDriver driver = new StartedDriver(this, features, queues);
            started = driver;
            device.start(driver);
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        wakeAll();
    }

    /** Whether what the driver writes has no effect: it waits for a reset, or has to ask for one. */
    private boolean ignored() {
        return resetting || status.has(DeviceStatus.NEEDS_RESET);
    }

    private void beginReset() {
        running = false;
        resetting = true;
        interrupts.silent(true);
        StartedDriver driver = started;
        if (driver != null) {
            driver.end();
        }
        queues.disable();
        finishReset();
    }

    private synchronized void finishReset() {
        if (!resetting || !queues.idle()) {
            return;
        }
        try {
            device.reset();
        } catch (RuntimeException e) {
            // The driver waits for the status to become 0, so it does.
            faults.report(this, asRule(e));
        }
        queues.reset();
        status.value(DeviceStatus.NONE);
        features.reset();
        config.generation(0);
        interrupts.restore(0);
        interrupts.silent(false);
        resetting = false;
    }

    /** Which queue the queue registers are about. */
    public synchronized void selectQueue(int number) {
        queues.select(number);
    }

    /** Which it is. */
    public synchronized int queueSelect() {
        return queues.select();
    }

    /** How many queues there are. */
    public int queueCount() {
        return queues.count();
    }

    /** The registers of the selected queue; null if there is none. */
    public synchronized @Nullable QueueRegisters queue() {
        return queues.selected();
    }

    /** Changes the selected queue's registers, where that is allowed now. */
    public synchronized void setUpQueue(UnaryOperator<RingSetup> change) {
        onQueues(() -> queues.setUp(change, status.has(DeviceStatus.FEATURES_OK)));
    }

    /** The driver begins to use the selected queue, or, where the transport allows it, stops. */
    public synchronized void enableQueue(boolean enable) {
        onQueues(() -> queues.enable(enable, features, status.has(DeviceStatus.FEATURES_OK)));
    }

    private void onQueues(Runnable action) {
        if (!ignored()) {
            try {
                action.run();
            } catch (BrokenRule e) {
                broken(e.rule());
            }
        }
    }

    /** The driver says that it has put something into a queue. */
    public void driverNotifies(int number) {
        QueueRegisters queue;
        synchronized (this) {
            if (ignored()) {
                return;
            }
            if (!status.has(DeviceStatus.DRIVER_OK)) {
                broken(Rule.NOTIFY_TOO_EARLY);
                return;
            }
            if (!queues.enabled(number)) {
                broken(Rule.NOTIFY_NO_QUEUE);
                return;
            }
            queue = queues.get(number);
        }
        queue.job().ring();
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
        return config.generation();
    }

    /** Why the driver was interrupted. */
    public InterruptReasons interrupts() {
        return interrupts;
    }

    /** What a queue has done. */
    public QueueCounters counters(int queue) {
        return queues.get(queue).queue().counters();
    }

    // ---- life

    /** Looks at every queue once, after the machine stood still: a notification is not part of any state. */
    public void wakeAll() {
        queues.wakeAll();
    }

    @Override
    public synchronized void reset() {
        beginReset();
        queues.forget();
        finishReset();
    }

    /**
     * The machine ends, or this leaves it: no request is given out or taken back any more, nobody works for the queues, and
     * the device lets go of what it has. While no I/O is under way.
     */
    public void close() {
        synchronized (this) {
            running = false;
            queues.close();
            queues.forget();
        }
        queues.endJobs();
        device.close();
    }

    @Override
    public synchronized VirtioState save() {
        if (resetting) {
            // It waits for requests that no other machine will have: there, it is over.
            return new VirtioState(DeviceStatus.NONE, 0, 0, 0, 0, 0, 0, queues.saveReset());
        }
        return new VirtioState(
                status.value(),
                features.accepted(),
                features.deviceSelect(),
                features.driverSelect(),
                queues.select(),
                config.generation(),
                interrupts.get(),
                queues.save(features.packed()));
    }

    /**
     * Takes over a state.
     *
     * @throws IllegalArgumentException if this function cannot be in it; nothing has changed then
     * @throws IllegalStateException if the host has no room for what it needs; the function is reset then
     */
    @Override
    public synchronized void restore(VirtioState state) {
        state.check(name(), features.offered(), memory, queues.sizes());
        reset();
        status.value(state.status());
        features.restore(state.driverFeatures(), state.deviceFeaturesSelect(), state.driverFeaturesSelect());
        config.generation(state.generation());
        interrupts.restore(state.interrupts());
        try {
            queues.restore(state.queues(), state.queueSelect(), state.driverFeatures());
        } catch (IllegalStateException e) {
            reset();
            throw new IllegalStateException(name() + " cannot be restored, and was reset: " + e.getMessage(), e);
        }
        if (status.has(DeviceStatus.DRIVER_OK) && !status.has(DeviceStatus.NEEDS_RESET)) {
            start();
        }
    }
}
