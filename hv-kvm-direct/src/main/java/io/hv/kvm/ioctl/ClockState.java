package io.hv.kvm.ioctl;

/**
 * The state of kvmclock (struct kvm_clock_data).
 *
 * @param nanos what the guests' clock shows
 * @param flags which of the others are valid, and what the kernel says about them
 * @param realtime the host's real time at that moment, in nanoseconds since 1970
 * @param hostTsc the host's time stamp counter at that moment
 */
public record ClockState(long nanos, int flags, long realtime, long hostTsc) {

    /** Flag: {@code realtime} is valid. When set, the clock is advanced by the real time that has passed since. */
    public static final int REALTIME = 0x4;

    /** Flag: {@code hostTsc} is valid. */
    public static final int HOST_TSC = 0x8;

    /** Asks the kernel. */
    public static ClockState save(KvmVm vm) {
        return vm.clock();
    }

    /** Goes on where it stood, as if no time had passed. */
    public void restore(KvmVm vm) {
        vm.setClock(new ClockState(nanos, 0, 0, 0));
    }

    /** Goes on at where it would be by now had it never stood. Without a valid {@code realtime} it cannot know. */
    public void restoreAndCatchUp(KvmVm vm) {
        vm.setClock(new ClockState(nanos, flags & REALTIME, realtime, 0));
    }
}
