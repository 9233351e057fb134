package io.hv.kvm;

import io.hv.ByteSize;
import java.time.Duration;

/**
 * A machine's memory balloon (virtio 1.2, 5.5), from {@link KvmDomain#balloon()}: the guest puts memory into it that it does
 * without, and the host has that memory again. It belongs to one run of the domain. Safe for any thread.
 *
 * <p>What is given back is memory that the guest has written in this machine. What a machine shares with those that it was
 * cloned from, or that were cloned from it, stays as long as one of them is there.
 */
public interface Balloon {

    /** How much the balloon is to have; nothing at first. A clone, and a domain that was restored, begin with what there was. */
    ByteSize target();

    /**
     * Says how much it is to have, now and after a reset. The guest gives or takes as it can, and may take some back rather
     * than run out of memory; a guest without a driver never does. A paused domain hears of it when it goes on.
     *
     * @param size whole pages of 4 KiB, less than the domain's memory
     * @throws IllegalArgumentException if it is not
     * @throws io.hv.InvalidStateException if the run is over
     */
    void target(ByteSize size);

    /** How much it has, as the guest said last; nothing without a driver. Of a run that is over, what it had. */
    ByteSize actual();

    /**
     * What the guest says about its memory, of about now.
     *
     * @param timeout how long to wait for its answer: for its driver, too, if there is none yet
     * @throws io.hv.OperationTimeoutException if none comes in time
     * @throws io.hv.InvalidStateException if the run is over or ends meanwhile, or the guest's driver has no statistics
     * @throws io.hv.InterruptedOperationException if this thread is interrupted
     */
    BalloonStatistics statistics(Duration timeout);
}
