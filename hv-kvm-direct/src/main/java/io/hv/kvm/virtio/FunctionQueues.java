package io.hv.kvm.virtio;

import io.hv.kvm.bus.Workers;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function's queues and their registers: one is selected, set up while it is not in use, and enabled (virtio 1.2, 4.1.5.1.3
 * and 4.2.3.2). Under the function's monitor, but for what never changes.
 */
final class FunctionQueues {

    /** What transports have addresses for. */
    private static final int MOST = 1024;

    private final GuestMemory memory;
    private final List<QueueRegisters> queues;
    private @Nullable Transport transport;
    private int select;

    /**
     * None of them in use.
     *
     * @throws IllegalArgumentException if the device has impossible ones
     */
    FunctionQueues(VirtioFunction function, VirtioDevice device, GuestMemory memory, Workers workers) {
        this.memory = memory;
        if (device.queueSizes().size() > MOST) {
            throw new IllegalArgumentException(
                    device.name() + " has " + device.queueSizes().size() + " queues: there is room for " + MOST);
        }
        List<QueueRegisters> made = new ArrayList<>();
        try {
            for (int most : device.queueSizes()) {
                if (Integer.bitCount(most) != 1 || most < 1 || most > VirtioDevice.MAX_QUEUE_SIZE) {
                    throw new IllegalArgumentException(device.name() + " has a queue of " + most + " descriptors");
                }
                Queue queue = new Queue(function, memory, made.size(), device.threads(made.size()));
                made.add(new QueueRegisters(queue, workers.job(function, queue::work), most));
            }
        } catch (RuntimeException | Error e) {
            // The threads go on without it, and have no job of a device that is not there.
            made.forEach(each -> each.job().close());
            throw e;
        }
        this.queues = Collections.unmodifiableList(made);
    }

    void connect(Transport by) {
        transport = by;
    }

    int count() {
        return queues.size();
    }

    QueueRegisters get(int number) {
        return queues.get(number);
    }

    List<Integer> sizes() {
        return queues.stream().map(QueueRegisters::most).toList();
    }

    int select() {
        return select;
    }

    void select(int number) {
        select = number & 0xffff;
    }

    /** The selected one; null if there is none. */
    @Nullable
    QueueRegisters selected() {
        return select < queues.size() ? queues.get(select) : null;
    }

    /** Whether there is such a queue, and the driver uses it. */
    boolean enabled(int number) {
        return number >= 0 && number < queues.size() && queues.get(number).enabled();
    }

    // ---- what the driver does

    /**
     * Changes the selected queue's registers.
     *
     * @param agreed whether features are agreed on
     * @throws BrokenRule if they are not, or the driver uses the queue
     */
    void setUp(UnaryOperator<RingSetup> change, boolean agreed) {
        QueueRegisters queue = selected();
        if (queue == null) {
            return;
        }
        need(agreed);
        if (queue.enabled()) {
            throw new BrokenRule(Rule.QUEUE_CHANGED);
        }
        queue.change(change);
    }

    /**
     * Begins to use the selected queue, or stops.
     *
     * @param agreed whether features are agreed on
     * @throws BrokenRule if they are not, or the queue is where none can be
     */
    void enable(boolean enable, FeatureRegisters features, boolean agreed) {
        QueueRegisters queue = selected();
        if (queue == null || queue.enabled() == enable) {
            return;
        }
        need(agreed);
        if (enable) {
            queue.setup().check(memory, features.packed(), queue.most());
            open(queue, features.accepted(), RingPosition.start(features.packed()));
        } else {
            disable(queue);
        }
    }

    private static void need(boolean agreed) {
        if (!agreed) {
            throw new BrokenRule(Rule.QUEUE_TOO_EARLY);
        }
    }

    private void open(QueueRegisters queue, long features, RingPosition position) {
        queue.queue().open(Ring.of(memory, queue.setup(), features, position));
        Transport by = transport;
        if (by != null) {
            by.queueEnabled(queue.index(), queue.job());
        }
    }

    // ---- life

    /** As {@link #close}, and nobody notifies any more. */
    void disable() {
        queues.forEach(this::disable);
    }

    private void disable(QueueRegisters queue) {
        Transport by = transport;
        if (by != null) {
            by.queueDisabled(queue.index());
        }
        queue.queue().close();
    }

    /** No ring is touched any more. What is under way is waited for by {@link #idle}. */
    void close() {
        queues.forEach(each -> each.queue().close());
    }

    /** Nobody works for them any more. */
    void endJobs() {
        queues.forEach(each -> each.job().close());
    }

    /** Nothing is under way any more, whatever was. */
    void forget() {
        queues.forEach(each -> each.queue().forget());
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return queues.stream().allMatch(each -> each.queue().idle());
    }

    void reset() {
        queues.forEach(QueueRegisters::reset);
        select = 0;
    }

    /** Has each that is in use looked at once. */
    void wakeAll() {
        for (QueueRegisters queue : queues) {
            if (queue.enabled()) {
                queue.job().ring();
            }
        }
    }

    List<QueueState> save(boolean packed) {
        return queues.stream().map(each -> each.save(packed)).toList();
    }

    /** As they will be after a reset. */
    List<QueueState> saveReset() {
        return queues.stream().map(QueueRegisters::saveReset).toList();
    }

    /**
     * Takes over states that were found right, after a reset.
     *
     * @throws IllegalStateException if the host has no room for what they need; a reset is due then
     */
    void restore(List<QueueState> states, int selected, long features) {
        select = selected;
        for (int i = 0; i < queues.size(); i++) {
            QueueState state = states.get(i);
            queues.get(i).change(unused -> state.setup());
            if (state.enabled()) {
                reopen(queues.get(i), features, state.position());
            }
        }
    }

    private void reopen(QueueRegisters queue, long features, RingPosition position) {
        try {
            open(queue, features, position);
        } catch (RuntimeException e) {
            throw new IllegalStateException("no notification of queue " + queue.index() + " can be received", e);
        }
    }
}
