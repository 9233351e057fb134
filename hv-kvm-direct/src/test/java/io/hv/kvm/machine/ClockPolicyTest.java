package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.ioctl.ClockState;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.ioctl.VcpuState;
import io.hv.kvm.machine.GuestRig.Instant;
import io.hv.testkit.requires.RequiresKvm;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A guest reads its time stamp counter over and over, and has kvmclock on. Whoever goes on from it, a while after it was
 * frozen, sees time go on from where it stood, or from where it would be.
 */
@RequiresKvm
@Timeout(300)
class ClockPolicyTest {

    private static final long RAM = 4 << 20;
    private static final int CODE = 0x1000;
    private static final long TSC = 0x500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** How long it is frozen, at least. */
    private static final long WAIT = 400 * NANOS_PER_MILLI;

    /** What counters of one host may be apart, since kvmclock is set by civil time and goes on by another clock. */
    private static final long ROUGHLY = 20 * NANOS_PER_MILLI;

    /** In real mode: writes MSR 4b564d01h, kvmclock at 600h and on; then stores what RDTSC says at 500h, for ever. */
    private static final byte[] GUEST = HexFormat.of()
            .parseHex(
                    "66b9014d564b" + "66b801060000" + "6631d2" + "0f30" + "0f31" + "66a30005" + "6689160405" + "ebf3");

    private final Kvm kvm = Kvm.open();

    @AfterEach
    void close() {
        kvm.close();
    }

    private static final BootLoader BOOT =
            layout -> FlatLoader.load(layout, BootFile.of("clock", GUEST), EntryMode.REAL, CODE, CODE);

    private GuestRig parent() {
        return new GuestRig(kvm, BOOT, RAM, 1, VirtioConfig.none());
    }

    private GuestRig begin(Instant instant, ClockPolicy policy) {
        return new GuestRig(kvm, BOOT, RAM, 1, VirtioConfig.none(), instant, policy);
    }

    private static long seen(GuestRig rig) {
        return rig.machine().memory().getLong(TSC);
    }

    /** Runs until the guest has read its counter again. */
    private static MachineState runALittle(GuestRig rig) {
        long before = seen(rig);
        rig.go();
        while (seen(rig) == before) {
            Thread.onSpinWait();
        }
        rig.machine().pause();
        return rig.machine().save();
    }

    private static VcpuState vcpu(MachineState state) {
        return state.vcpus().get(0);
    }

    private static long pass(long from) {
        while (System.nanoTime() - from < WAIT) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - from;
    }

    @ParameterizedTest
    @EnumSource
    void timeGoesOn(ClockPolicy policy) {
        try (GuestRig parent = parent()) {
            Object unused = runALittle(parent);
            long before = System.nanoTime();
            try (Instant instant = parent.freeze()) {
                MachineState frozen = instant.image().state();
                int khz = vcpu(frozen).tscKhz();
                assumeTrue(khz != 0 && (frozen.kvmClock().flags() & ClockState.REALTIME) != 0, "KVM tells no time");
                long apart = pass(System.nanoTime());
                long begins = System.nanoTime();
                try (GuestRig child = begin(instant, policy)) {
                    MachineState later = runALittle(child);
                    long now = System.nanoTime();
                    boolean stood = policy == ClockPolicy.CONTINUE;
                    long least = stood ? 0 : apart - ROUGHLY;
                    long most = (stood ? now - begins : now - before) + ROUGHLY;
                    assertBetween(
                            least,
                            most,
                            later.kvmClock().nanos() - frozen.kvmClock().nanos(),
                            "kvmclock");
                    if (stood && !countersAreVirtual()) {
                        return;
                    }
                    long ticks = vcpu(later).tsc() - vcpu(frozen).tsc();
                    assertBetween(least, most, nanos(ticks, khz), "TSC");
                    long seen = seen(child) - vcpu(frozen).tsc();
                    assertBetween(least, most, nanos(seen, khz), "what the guest sees of it");
                }
            }
        }
    }

    /** A KVM in software may take an offset and forget it: its guests' counters are the host's, and never stand still. */
    private boolean countersAreVirtual() {
        try (KvmVm vm = kvm.createVm()) {
            vm.createIrqchip();
            try (KvmVcpu vcpu = vm.createVcpu(0)) {
                long wanted = vcpu.tscOffset() - 1_000_000;
                vcpu.setTscOffset(wanted);
                return vcpu.tscOffset() == wanted;
            }
        }
    }

    private static long nanos(long ticks, int khz) {
        return ticks / khz * NANOS_PER_MILLI;
    }

    private static void assertBetween(long least, long most, long nanos, String what) {
        assertTrue(nanos >= least && nanos <= most, () -> what + ": " + nanos + " ns, not " + least + " to " + most);
    }

    @Test
    void thereIsNoStepBetweenAForkAndItsParent() {
        try (GuestRig parent = parent()) {
            Object unused = runALittle(parent);
            try (Instant instant = parent.freeze();
                    GuestRig child = begin(instant, ClockPolicy.FORK)) {
                parent.go();
                child.go();
                parent.machine().pause();
                child.machine().pause();
                MachineState before = parent.machine().save();
                MachineState between = child.machine().save();
                MachineState after = parent.machine().save();
                if (vcpu(before).hasTscOffset()) {
                    assertEquals(vcpu(before).tscOffset(), vcpu(between).tscOffset());
                }
                assertBetween(
                        before.kvmClock().nanos() - ROUGHLY,
                        after.kvmClock().nanos() + ROUGHLY,
                        between.kvmClock().nanos(),
                        "kvmclock");
                assertBetween(
                        vcpu(before).tsc(), vcpu(after).tsc(), vcpu(between).tsc(), "TSC");
            }
        }
    }
}
