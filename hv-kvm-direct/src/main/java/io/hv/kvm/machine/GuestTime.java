package io.hv.kvm.machine;

import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.TscPolicy;
import io.hv.kvm.ioctl.VcpuState;
import java.util.List;

/**
 * Where the time stamp counters of a saved machine go on.
 *
 * @param vcpus the saved ones, with counters for the moment at which they are restored
 * @param policy how they are restored
 */
record GuestTime(List<VcpuState> vcpus, TscPolicy policy) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * By a policy.
     *
     * @param then the clock that was saved with the vCPUs
     * @param now the new machine's, asked for just now
     * @param scaled whether the new vCPUs' counters run at another frequency than the host's
     */
    static GuestTime of(ClockPolicy policy, List<VcpuState> saved, ClockState then, ClockState now, boolean scaled) {
        boolean offsets = saved.stream().allMatch(VcpuState::hasTscOffset);
        if (policy == ClockPolicy.FORK && offsets) {
            return new GuestTime(saved, TscPolicy.OFFSET);
        }
        VcpuState first = saved.get(0);
        long passed = policy == ClockPolicy.CONTINUE ? 0 : ticks(passed(then, now), first.tscKhz());
        boolean byOffset = offsets && !scaled && (now.flags() & ClockState.HOST_TSC) != 0;
        return new GuestTime(
                saved.stream()
                        .map(vcpu -> {
                            // The counters were read one after the other; their offsets tell how far apart they are.
                            long apart = offsets ? vcpu.tscOffset() - first.tscOffset() : vcpu.tsc() - first.tsc();
                            long value = first.tsc() + apart + passed;
                            return vcpu.withTsc(value, value - now.hostTsc());
                        })
                        .toList(),
                byOffset ? TscPolicy.OFFSET : TscPolicy.VALUE);
    }

    /** How much civil time has passed, in nanoseconds; none if a host does not tell, or its clock was set back. */
    private static long passed(ClockState then, ClockState now) {
        boolean known = (then.flags() & now.flags() & ClockState.REALTIME) != 0;
        return known ? Math.max(0, now.realtime() - then.realtime()) : 0;
    }

    /** In two parts, since the product would leave 64 bits after an hour. */
    static long ticks(long nanos, int khz) {
        return nanos / NANOS_PER_MILLI * khz + nanos % NANOS_PER_MILLI * khz / NANOS_PER_MILLI;
    }
}
