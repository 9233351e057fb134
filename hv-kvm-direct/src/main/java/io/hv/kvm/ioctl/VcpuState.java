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
     * @param vcpu is paused, with nothing of its last exit left open; on its thread
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
     * @param vcpu is new, or has the same CPUID; on its thread
     * @throws io.hv.nativeaccess.NativeException if this host cannot do what the saved one could, for example run the time
     *     stamp counter at that frequency
     */
    public void restore(KvmVcpu vcpu, TscPolicy policy) {
        vcpu.setCpuid(cpuid);
        // An INIT or SIPI that was under way happens when KVM is asked for this, so it cannot happen after the restore.
        int unused = vcpu.mpState();
        if (tscKhz != 0 && tscKhz != vcpu.tscKhz()) {
            vcpu.setTscKhz(tscKhz);
        }
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
