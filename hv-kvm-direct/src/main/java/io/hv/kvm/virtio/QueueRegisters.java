package io.hv.kvm.virtio;

import io.hv.kvm.bus.Workers;
import java.util.function.UnaryOperator;

/** A queue's registers. Entered under the function's monitor. */
public final class QueueRegisters {

    private final Queue queue;
    private final Workers.Job job;
    private final int most;
    private RingSetup setup;

    QueueRegisters(Queue queue, Workers.Job job, int most) {
        this.queue = queue;
        this.job = job;
        this.most = most;
        this.setup = RingSetup.none(most);
    }

    Queue queue() {
        return queue;
    }

    Workers.Job job() {
        return job;
    }

    /** Its largest size. */
    public int most() {
        return most;
    }

    /** Its number. */
    public int index() {
        return queue.index();
    }

    /** Whether the driver uses it; still true while a request of it is under way. */
    public boolean enabled() {
        return queue.position() != null || !queue.idle();
    }

    /** Where the driver has put it. */
    public RingSetup setup() {
        return setup;
    }

    void change(UnaryOperator<RingSetup> change) {
        setup = change.apply(setup);
    }

    void reset() {
        setup = RingSetup.none(most);
    }

    QueueState saveReset() {
        RingSetup none = RingSetup.none(most);
        return new QueueState(
                false, none.size(), none.descriptors(), none.driver(), none.device(), RingPosition.start(false));
    }

    QueueState save(boolean packed) {
        RingPosition position = queue.position();
        return new QueueState(
                position != null,
                setup.size(),
                setup.descriptors(),
                setup.driver(),
                setup.device(),
                position == null ? RingPosition.start(packed) : position);
    }
}
