package io.hv.kvm.device.watchdog;

import io.hv.kvm.bus.StateChecks;

/**
 * Everything that an {@link I6300Esb} remembers.
 *
 * @param first ticks of the first stage
 * @param second ticks of the second stage
 * @param config the configuration register
 * @param lock the lock register
 * @param unlocked how much of the sequence was written that lets a register be written: 0 to 2
 * @param stage which one runs, 1 or 2
 * @param deadline when it ends, by the machine's clock; 0 while none does
 * @param interrupt the first stage has ended
 * @param timedOut the watchdog has run out since the guest last looked
 */
public record I6300EsbState(
        int first,
        int second,
        int config,
        int lock,
        int unlocked,
        int stage,
        long deadline,
        boolean interrupt,
        boolean timedOut) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no watchdog can be in it
     */
    public I6300EsbState {
        StateChecks.onlyBits("first", first, I6300Esb.TICKS);
        StateChecks.onlyBits("second", second, I6300Esb.TICKS);
        StateChecks.onlyBits("config", config, I6300Esb.CONFIG_BITS);
        StateChecks.onlyBits("lock", lock, I6300Esb.LOCK_BITS);
        StateChecks.inRange("unlocked", unlocked, 0, I6300Esb.UNLOCKED);
        StateChecks.inRange("stage", stage, 1, 2);
        StateChecks.inRange("deadline", deadline, 0, Long.MAX_VALUE);
        StateChecks.require(
                (lock & I6300Esb.LOCK_ENABLED) != 0 || deadline == 0, "a watchdog that is off has a deadline");
    }
}
