package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.DescriptorTable;
import io.hv.kvm.ioctl.MsrEntry;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Segment;
import io.hv.kvm.ioctl.Sregs;
import io.hv.kvm.ioctl.TscPolicy;
import io.hv.kvm.ioctl.VcpuState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where two vCPUs' counters go on that were read one after the other, at 2 GHz; the second is 500 ahead of the first. */
class GuestTimeTest {

    private static final int KHZ = 2_000_000;
    private static final int OTHER_MSR = 0x174;
    private static final int TSC_MSR = 0x10;
    private static final int ALL = ClockState.REALTIME | ClockState.HOST_TSC;

    private static final List<VcpuState> SAVED = List.of(vcpu(true, -9_000, 1_000), vcpu(true, -8_500, 1_777));
    private static final List<VcpuState> WITHOUT_OFFSETS = List.of(vcpu(false, 0, 1_000), vcpu(false, 0, 1_777));
    private static final ClockState THEN = new ClockState(5, ALL, 1_000_000, 10_000);

    /** A second and a half later, by civil time, on a host that has counted to something else. */
    private static final ClockState NOW = new ClockState(0, ALL, 1_501_000_000, 77_000);

    private static final long PASSED = 3_000_000_000L;

    private static VcpuState vcpu(boolean hasOffset, long offset, long tsc) {
        Segment segment = Segment.real(0, Segment.CODE);
        DescriptorTable none = new DescriptorTable(0, 0);
        Sregs sregs = new Sregs(
                segment,
                segment,
                segment,
                segment,
                segment,
                segment,
                segment,
                segment,
                none,
                none,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Bytes.EMPTY);
        Regs regs = new Regs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
        Bytes nothing = Bytes.EMPTY;
        List<MsrEntry> msrs = List.of(new MsrEntry(OTHER_MSR, 7), new MsrEntry(TSC_MSR, tsc));
        return new VcpuState(
                List.of(), KHZ, hasOffset, offset, sregs, regs, nothing, nothing, nothing, nothing, msrs, nothing, 0);
    }

    private static void assertGoesOn(GuestTime time, TscPolicy policy, long first, long second) {
        assertEquals(policy, time.policy());
        assertEquals(
                List.of(first, second),
                time.vcpus().stream().map(VcpuState::tsc).toList());
        assertEquals(new MsrEntry(OTHER_MSR, 7), time.vcpus().get(1).msrs().get(0));
    }

    private static List<Long> offsets(GuestTime time) {
        return time.vcpus().stream().map(VcpuState::tscOffset).toList();
    }

    @Test
    void aForkHasTheSameOffsets() {
        GuestTime time = GuestTime.of(ClockPolicy.FORK, SAVED, THEN, NOW, false);
        assertSame(SAVED, time.vcpus());
        assertEquals(TscPolicy.OFFSET, time.policy());
    }

    @Test
    void aForkWithoutOffsetsCatchesUpByValue() {
        assertGoesOn(
                GuestTime.of(ClockPolicy.FORK, WITHOUT_OFFSETS, THEN, NOW, false),
                TscPolicy.VALUE,
                1_000 + PASSED,
                1_777 + PASSED);
    }

    @Test
    void whoContinuesStandsWhereItStood() {
        GuestTime time = GuestTime.of(ClockPolicy.CONTINUE, SAVED, THEN, NOW, false);
        assertGoesOn(time, TscPolicy.OFFSET, 1_000, 1_500);
        assertEquals(List.of(1_000L - 77_000, 1_500L - 77_000), offsets(time));
        assertGoesOn(
                GuestTime.of(ClockPolicy.CONTINUE, WITHOUT_OFFSETS, THEN, NOW, false), TscPolicy.VALUE, 1_000, 1_777);
    }

    @Test
    void whoCatchesUpCountsTheTimeInBetween() {
        GuestTime time = GuestTime.of(ClockPolicy.CATCH_UP, SAVED, THEN, NOW, false);
        assertGoesOn(time, TscPolicy.OFFSET, 1_000 + PASSED, 1_500 + PASSED);
        assertEquals(List.of(1_000 + PASSED - 77_000, 1_500 + PASSED - 77_000), offsets(time));
    }

    @Test
    void aScaledCounterIsSetByValue() {
        assertGoesOn(GuestTime.of(ClockPolicy.CONTINUE, SAVED, THEN, NOW, true), TscPolicy.VALUE, 1_000, 1_500);
        ClockState untold = new ClockState(0, ClockState.REALTIME, NOW.realtime(), 0);
        assertGoesOn(
                GuestTime.of(ClockPolicy.CATCH_UP, SAVED, THEN, untold, false),
                TscPolicy.VALUE,
                1_000 + PASSED,
                1_500 + PASSED);
    }

    @Test
    void aClockThatWasSetBackOrIsNotToldPassesNoTime() {
        ClockState before = new ClockState(0, ALL, 999_999, 77_000);
        assertGoesOn(GuestTime.of(ClockPolicy.CATCH_UP, SAVED, THEN, before, false), TscPolicy.OFFSET, 1_000, 1_500);
        ClockState untold = new ClockState(0, ClockState.HOST_TSC, 0, 77_000);
        assertGoesOn(GuestTime.of(ClockPolicy.CATCH_UP, SAVED, THEN, untold, false), TscPolicy.OFFSET, 1_000, 1_500);
    }

    @Test
    void yearsAreCountedToo() {
        assertEquals(
                3_000_000L * 10 * 365 * 86_400 * 1000, GuestTime.ticks(10L * 365 * 86_400 * 1_000_000_000L, 3_000_000));
        assertEquals(4, GuestTime.ticks(2, KHZ));
    }
}
