package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Ioctl;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.NativeMemory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A vCPU in the kernel. Belongs to one thread at a time: one runs it, always the same, and others may read and set its state
 * while it stands still; a call that comes during KVM_RUN waits in the kernel until that has returned.
 */
public final class KvmVcpu implements AutoCloseable {

    static final int XSAVE_SIZE = 4096;
    static final int XCRS_SIZE = 392;
    static final int DEBUGREGS_SIZE = 128;
    static final int LAPIC_SIZE = 1024;
    static final int EVENTS_SIZE = 64;
    private static final int TSC_GROUP = 0;
    private static final int TSC_OFFSET = 0;

    private final KvmVm vm;
    private final Fd fd;
    private final int id;
    private final List<Integer> msrIndices;
    private final Mapping mapping;
    private final RunArea run;
    private List<CpuidEntry> cpuid = List.of();

    KvmVcpu(KvmVm vm, Fd fd, int id, int runSize, List<Integer> msrIndices) {
        this.vm = vm;
        this.fd = fd;
        this.id = id;
        this.msrIndices = msrIndices;
        try {
            this.mapping = Mapping.shared(fd, runSize);
        } catch (RuntimeException e) {
            fd.close();
            throw e;
        }
        this.run = new RunArea(mapping.view(0, runSize));
    }

    /** Its number. */
    public int id() {
        return id;
    }

    /** The page that it shares with KVM. */
    public RunArea run() {
        return run;
    }

    /**
     * Runs until something happens (KVM_RUN). Allocates nothing.
     *
     * @return 0 if {@link RunArea#exitReason()} says what; an error number, negated, otherwise: EINTR if a signal or
     *     {@link RunArea#immediateExit} ended it, EAGAIN if it has to be called again
     */
    public int enter() {
        return Ioctl.attempt(fd, Request.KVM_RUN.number(), 0);
    }

    /** The general registers. */
    public Regs regs() {
        return RegsLayout.read(get(Request.KVM_GET_REGS, RegsLayout.SIZE).buffer(), 0);
    }

    /** Sets the general registers. */
    public void setRegs(Regs regs) {
        NativeMemory argument = NativeMemory.allocate(RegsLayout.SIZE);
        RegsLayout.write(regs, argument.buffer());
        call(Request.KVM_SET_REGS, argument);
    }

    /** The system registers. */
    public Sregs sregs() {
        return SregsLayout.read(get(Request.KVM_GET_SREGS, SregsLayout.SIZE).buffer());
    }

    /** Sets the system registers. */
    public void setSregs(Sregs sregs) {
        NativeMemory argument = NativeMemory.allocate(SregsLayout.SIZE);
        SregsLayout.write(sregs, argument.buffer());
        call(Request.KVM_SET_SREGS, argument);
    }

    /** The x87 and SSE registers. */
    public Fpu fpu() {
        return FpuLayout.read(get(Request.KVM_GET_FPU, FpuLayout.SIZE).buffer());
    }

    /** Sets the x87 and SSE registers. */
    public void setFpu(Fpu fpu) {
        NativeMemory argument = NativeMemory.allocate(FpuLayout.SIZE);
        FpuLayout.write(fpu, argument.buffer());
        call(Request.KVM_SET_FPU, argument);
    }

    /** Decides which debug events leave the guest, from the next entry on. */
    public void setGuestDebug(GuestDebug debug) {
        NativeMemory argument = NativeMemory.allocate(DebugLayout.SIZE);
        DebugLayout.write(debug, argument.buffer());
        call(Request.KVM_SET_GUEST_DEBUG, argument);
    }

    /** What a linear address means by the page tables in use; empty where it is not mapped. */
    public OptionalLong translate(long linear) {
        NativeMemory argument = NativeMemory.allocate(DebugLayout.TRANSLATION_SIZE);
        argument.buffer().putLong(DebugLayout.TRANSLATION_LINEAR, linear);
        call(Request.KVM_TRANSLATE, argument);
        return argument.buffer().get(DebugLayout.TRANSLATION_VALID) == 0
                ? OptionalLong.empty()
                : OptionalLong.of(argument.buffer().getLong(DebugLayout.TRANSLATION_PHYSICAL));
    }

    /** What {@link #setCpuid} was given last. */
    public List<CpuidEntry> cpuid() {
        return cpuid;
    }

    /** Decides what CPUID answers. Before the vCPU runs; afterwards only the same answers are accepted. */
    public void setCpuid(List<CpuidEntry> entries) {
        if (!entries.equals(cpuid)) {
            call(Request.KVM_SET_CPUID2, CpuidLayout.write(entries));
            cpuid = List.copyOf(entries);
        }
    }

    /** The model-specific registers that KVM counts as state and lets read. */
    public List<MsrEntry> msrs() {
        return msrs(msrIndices);
    }

    /** These model-specific registers, as far as KVM lets read them. */
    public List<MsrEntry> msrs(List<Integer> indices) {
        List<MsrEntry> read = new ArrayList<>();
        for (int done = 0; done < indices.size(); ) {
            NativeMemory argument = MsrsLayout.write(indices.subList(done, indices.size()).stream()
                    .map(index -> new MsrEntry(index, 0))
                    .toList());
            int count = call(Request.KVM_GET_MSRS, argument);
            for (int i = 0; i < count; i++) {
                read.add(MsrsLayout.read(argument.buffer(), i));
            }
            // KVM stops at the first that this processor does not have.
            done += count + 1;
        }
        return List.copyOf(read);
    }

    /**
     * Sets model-specific registers, in this order. One that KVM does not let write is passed over if it has the value
     * already.
     *
     * @throws IllegalArgumentException if it has another
     */
    public void setMsrs(List<MsrEntry> entries) {
        for (int done = 0; done < entries.size(); ) {
            done += call(Request.KVM_SET_MSRS, MsrsLayout.write(entries.subList(done, entries.size())));
            if (done < entries.size()) {
                MsrEntry refused = entries.get(done++);
                if (!msrs(List.of(refused.index())).contains(refused)) {
                    throw new IllegalArgumentException("KVM refuses to set MSR 0x"
                            + Integer.toHexString(refused.index()) + " to 0x" + Long.toHexString(refused.value()));
                }
            }
        }
    }

    /** Whether it runs, halts or waits, as in {@link MpState}. */
    public int mpState() {
        return get(Request.KVM_GET_MP_STATE, Integer.BYTES).buffer().getInt(0);
    }

    /** Sets whether it runs, halts or waits. */
    public void setMpState(int state) {
        NativeMemory argument = NativeMemory.allocate(Integer.BYTES);
        argument.buffer().putInt(0, state);
        call(Request.KVM_SET_MP_STATE, argument);
    }

    /** The frequency of its time stamp counter in kHz, 0 if KVM does not know. */
    public int tscKhz() {
        return Math.max(0, Ioctl.attempt(fd, Request.KVM_GET_TSC_KHZ.number(), 0));
    }

    /**
     * Sets the frequency of its time stamp counter.
     *
     * @throws NativeException if the processor cannot scale it
     */
    public void setTscKhz(int khz) {
        Ioctl.call(fd, Request.KVM_SET_TSC_KHZ.name(), Request.KVM_SET_TSC_KHZ.number(), khz);
    }

    /** Whether {@link #setTscKhz} can set any frequency. */
    public boolean scalesTsc() {
        return vm.check(Capability.TSC_CONTROL) > 0;
    }

    /**
     * Tells the guest, by its kvmclock, that it stood still, so that it does not take the time for a lockup of its own
     * (KVM_KVMCLOCK_CTRL).
     *
     * @return false if it does not use kvmclock, or KVM cannot tell it
     */
    public boolean tellPaused() {
        int result = Ioctl.attempt(fd, Request.KVM_KVMCLOCK_CTRL.number(), 0);
        if (result == 0 || result == -Errno.EINVAL || result == -Errno.ENOTTY) {
            return result == 0;
        }
        throw new NativeException("ioctl(KVM_KVMCLOCK_CTRL)", -result);
    }

    /** Whether {@link #tscOffset()} can be asked. */
    public boolean hasTscOffset() {
        NativeMemory argument = tscOffset(0);
        try {
            return Ioctl.attempt(fd, Request.KVM_HAS_DEVICE_ATTR.number(), argument.address()) == 0;
        } finally {
            Reference.reachabilityFence(argument);
        }
    }

    /** What is added to the host's time stamp counter to make the guest's. */
    public long tscOffset() {
        NativeMemory value = NativeMemory.allocate(Long.BYTES);
        try {
            call(Request.KVM_GET_DEVICE_ATTR, tscOffset(value.address()));
            return value.buffer().getLong(0);
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    /** Sets what is added to the host's time stamp counter to make the guest's. */
    public void setTscOffset(long offset) {
        NativeMemory value = NativeMemory.allocate(Long.BYTES);
        value.buffer().putLong(0, offset);
        try {
            call(Request.KVM_SET_DEVICE_ATTR, tscOffset(value.address()));
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    private static NativeMemory tscOffset(long address) {
        NativeMemory attribute = NativeMemory.allocate(VmLayout.ATTRIBUTE_SIZE);
        attribute
                .buffer()
                .putInt(VmLayout.ATTRIBUTE_GROUP, TSC_GROUP)
                .putLong(VmLayout.ATTRIBUTE_ATTRIBUTE, TSC_OFFSET)
                .putLong(VmLayout.ATTRIBUTE_ADDRESS, address);
        return attribute;
    }

    Bytes xsave() {
        int size = Math.max(XSAVE_SIZE, vm.check(Capability.XSAVE2));
        return Structure.bytes(get(size > XSAVE_SIZE ? Request.KVM_GET_XSAVE2 : Request.KVM_GET_XSAVE, size));
    }

    void setXsave(Bytes content) {
        call(Request.KVM_SET_XSAVE, Structure.memory(content, Math.max(XSAVE_SIZE, vm.check(Capability.XSAVE2))));
    }

    Bytes xcrs() {
        return vm.check(Capability.XCRS) == 0 ? Bytes.EMPTY : Structure.bytes(get(Request.KVM_GET_XCRS, XCRS_SIZE));
    }

    void setXcrs(Bytes content) {
        if (content.size() != 0) {
            call(Request.KVM_SET_XCRS, Structure.memory(content, XCRS_SIZE));
        }
    }

    Bytes debugRegs() {
        return Structure.bytes(get(Request.KVM_GET_DEBUGREGS, DEBUGREGS_SIZE));
    }

    void setDebugRegs(Bytes content) {
        call(Request.KVM_SET_DEBUGREGS, Structure.memory(content, DEBUGREGS_SIZE));
    }

    Bytes lapic() {
        return vm.hasIrqchip() ? Structure.bytes(get(Request.KVM_GET_LAPIC, LAPIC_SIZE)) : Bytes.EMPTY;
    }

    void setLapic(Bytes content) {
        if (content.size() != 0) {
            call(Request.KVM_SET_LAPIC, Structure.memory(content, LAPIC_SIZE));
        }
    }

    Bytes events() {
        return Structure.bytes(get(Request.KVM_GET_VCPU_EVENTS, EVENTS_SIZE));
    }

    void setEvents(Bytes content) {
        call(Request.KVM_SET_VCPU_EVENTS, Structure.memory(content, EVENTS_SIZE));
    }

    private NativeMemory get(Request request, int size) {
        NativeMemory argument = NativeMemory.allocate(size);
        call(request, argument);
        return argument;
    }

    private int call(Request request, NativeMemory argument) {
        while (true) {
            try {
                return Ioctl.call(fd, request.name(), request.number(), argument);
            } catch (NativeException e) {
                // The vCPU's lock is taken interruptibly, and a kick may come at any time.
                if (e.errno() != Errno.EINTR) {
                    throw e;
                }
            }
        }
    }

    /** Unmaps and closes it. Its thread has ended. */
    @Override
    public void close() {
        run.unmap();
        mapping.close();
        fd.close();
    }
}
