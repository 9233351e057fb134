package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a vCPU is, in the order in which it must be restored. What KVM does not offer is empty.
 *
 * @param tscKhz 0 if unknown
 * @param hasTscOffset whether {@code tscOffset} is known
 * @param xcrs struct kvm_xcrs
 * @param xsave struct kvm_xsave, or more where the processor has more
 * @param debugRegs struct kvm_debugregs
 * @param lapic struct kvm_lapic_state
 * @param events struct kvm_vcpu_events
 * @param mpState as in {@link MpState}
 */
public record VcpuState(
        List<CpuidEntry> cpuid,
        int tscKhz,
        boolean hasTscOffset,
        long tscOffset,
        Sregs sregs,
        Regs regs,
        Bytes xcrs,
        Bytes xsave,
        Bytes debugRegs,
        Bytes lapic,
        List<MsrEntry> msrs,
        Bytes events,
        int mpState) {

    /** Frequencies that differ by less are one to KVM: two clocks measured them. In parts per million. */
    private static final int SAME_FREQUENCY = 250;

    private static final int IA32_TSC = 0x10;
    private static final int IA32_TSC_DEADLINE = 0x6e0;

    /** Copies the lists. */
    public VcpuState {
        cpuid = List.copyOf(cpuid);
        msrs = List.copyOf(msrs);
    }

    /**
     * Asks the kernel.
     *
     * @param vcpu is paused, with nothing of its last exit left open
     */
    public static VcpuState save(KvmVcpu vcpu) {
        boolean offset = vcpu.hasTscOffset();
        // KVM applies INIT and SIPI that are under way when it is asked for this, so it comes first.
        int mpState = vcpu.mpState();
        return new VcpuState(
                vcpu.cpuid(),
                vcpu.tscKhz(),
                offset,
                offset ? vcpu.tscOffset() : 0,
                vcpu.sregs(),
                vcpu.regs(),
                vcpu.xcrs(),
                vcpu.xsave(),
                vcpu.debugRegs(),
                vcpu.lapic(),
                vcpu.msrs(),
                vcpu.events(),
                mpState);
    }

    /**
     * Makes it the state of a vCPU.
     *
     * @param vcpu is new, or has the same CPUID
     * @throws IllegalArgumentException if the time stamp counter cannot run at that frequency here
     * @throws io.hv.nativeaccess.NativeException if this host cannot do something else that the saved one could
     */
    public void restore(KvmVcpu vcpu, TscPolicy policy) {
        vcpu.setCpuid(cpuid);
        // An INIT or SIPI that was under way happens when KVM is asked for this, so it cannot happen after the restore.
        int unused = vcpu.mpState();
        setFrequency(vcpu);
        vcpu.setSregs(sregs);
        vcpu.setRegs(regs);
        vcpu.setXcrs(xcrs);
        vcpu.setXsave(xsave);
        vcpu.setDebugRegs(debugRegs);
        vcpu.setLapic(lapic);
        boolean byOffset = policy == TscPolicy.OFFSET && hasTscOffset;
        vcpu.setMsrs(inOrder(msrs, !byOffset, false));
        if (byOffset) {
            vcpu.setTscOffset(tscOffset);
        }
        vcpu.setMsrs(inOrder(msrs, false, true));
        vcpu.setEvents(events);
        vcpu.setMpState(mpState);
    }

    private void setFrequency(KvmVcpu vcpu) {
        int here = vcpu.tscKhz();
        if (tscKhz == 0 || here == 0 || tscKhz == here) {
            return;
        }
        if (vcpu.scalesTsc()) {
            vcpu.setTscKhz(tscKhz);
        } else if (!sameFrequency(tscKhz, here)) {
            throw new IllegalArgumentException("the state's time stamp counter runs at " + tscKhz
                    + " kHz, and this host's at " + here + " kHz, which its processor or its KVM cannot scale"
                    + " (KVM_CAP_TSC_CONTROL)");
        }
    }

    static boolean sameFrequency(int one, int other) {
        return Math.abs((long) one - other) * 1_000_000 <= (long) SAME_FREQUENCY * Math.max(one, other);
    }

    /** The time stamp counter when it was asked for, a little before all was known; 0 if KVM does not tell it. */
    public long tsc() {
        return msrs.stream()
                .filter(msr -> msr.index() == IA32_TSC)
                .mapToLong(MsrEntry::value)
                .findFirst()
                .orElse(0);
    }

    /** The same with another time stamp counter, and another offset of it if it has one. */
    public VcpuState withTsc(long value, long offset) {
        List<MsrEntry> changed = msrs.stream()
                .map(msr -> msr.index() == IA32_TSC ? new MsrEntry(IA32_TSC, value) : msr)
                .toList();
        return with(tscKhz, hasTscOffset ? offset : 0, changed);
    }

    /** The same with a counter of another frequency. */
    VcpuState withTscKhz(int khz) {
        return with(khz, tscOffset, msrs);
    }

    private VcpuState with(int khz, long offset, List<MsrEntry> entries) {
        return new VcpuState(
                cpuid, khz, hasTscOffset, offset, sregs, regs, xcrs, xsave, debugRegs, lapic, entries, events, mpState);
    }

    /** The ordinary registers and the counter, or the deadline alone, which means something only by the counter. */
    static List<MsrEntry> inOrder(List<MsrEntry> msrs, boolean counter, boolean deadline) {
        List<MsrEntry> chosen = new ArrayList<>();
        List<MsrEntry> last = new ArrayList<>();
        for (MsrEntry msr : msrs) {
            switch (msr.index()) {
                case IA32_TSC -> {
                    if (counter) {
                        last.add(msr);
                    }
                }
                case IA32_TSC_DEADLINE -> {
                    if (deadline) {
                        last.add(msr);
                    }
                }
                default -> {
                    if (!deadline) {
                        chosen.add(msr);
                    }
                }
            }
        }
        chosen.addAll(last);
        return chosen;
    }
}
