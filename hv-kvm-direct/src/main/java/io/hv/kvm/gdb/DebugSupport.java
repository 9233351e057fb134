package io.hv.kvm.gdb;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.ioctl.GuestDebug;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Segment;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.memory.Region;
import io.hv.kvm.vcpu.DebugTrap;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What this KVM can do for a debugger. Found out by two guests of a few bytes: a KVM inside an emulator may take requests
 * that it does not honour.
 *
 * @param registers how many debug registers work, 0 or 4
 * @param software whether INT3 leaves the guest
 * @param blockInterrupts whether interrupts can be kept out of single steps
 */
public record DebugSupport(int registers, boolean software, boolean blockInterrupts) {

    private static final int RAM = 0x10000;
    private static final int CODE = 0x1000;

    private static final int STACK = 0x8000;

    /** Where real mode has the offset for INT3; without a debugger it leads to the HLT. */
    private static final int INT3_VECTOR = 3 * 4;

    private static final int PATIENCE_SECONDS = 5;

    /** NOP, NOP, HLT: with a breakpoint at the second. */
    private static final byte[] REGISTER_GUEST = {(byte) 0x90, (byte) 0x90, (byte) 0xf4};

    /** INT3, HLT. */
    private static final byte[] INT3_GUEST = {(byte) 0xcc, (byte) 0xf4};

    /** Asks by two small guests. Takes some milliseconds. */
    public static DebugSupport probe(Kvm kvm) {
        Breakpoint second = new Breakpoint(Breakpoint.Kind.HARDWARE, CODE + 1, 1);
        Breakpoints one = new Breakpoints(GuestDebug.REGISTERS, address -> false);
        one.insert(second);
        boolean registers = traps(kvm, REGISTER_GUEST, one.debug(0), CODE + 1);
        boolean software =
                traps(kvm, INT3_GUEST, new GuestDebug(GuestDebug.ENABLE | GuestDebug.SOFTWARE, List.of(), 0), CODE);
        int known = kvm.check(Capability.SET_GUEST_DEBUG2);
        return new DebugSupport(
                registers ? GuestDebug.REGISTERS : 0, software, (known & GuestDebug.BLOCK_INTERRUPTS) != 0);
    }

    private static boolean traps(Kvm kvm, byte[] code, GuestDebug debug, long where) {
        try (GuestMemory memory = GuestMemory.map(MemoryMap.of(RAM, 36), "hv-debug-probe");
                KvmVm vm = kvm.createVm()) {
            vm.setTssAddress(MemoryMap.TSS.address());
            vm.setIdentityMapAddress(MemoryMap.IDENTITY_PAGE.address());
            Region region = memory.regions().get(0);
            vm.setMemoryRegion(0, 0, region.address(), region.size(), memory.hostAddress(region));
            memory.write(CODE, code);
            memory.putShort(INT3_VECTOR, (short) (CODE + 1));
            try (KvmVcpu vcpu = vm.createVcpu(0)) {
                vcpu.setSregs(vcpu.sregs().withSegments(Segment.real(0, Segment.CODE), Segment.real(0, Segment.DATA)));
                vcpu.setRegs(Regs.at(CODE).withRsp(STACK));
                vcpu.setGuestDebug(debug);
                return run(vcpu).filter(trap -> trap.pc() == where).isPresent();
            }
        }
    }

    /** What stops it, if that is a debug event. It needs microseconds; one that never ends is stopped. */
    private static Optional<DebugTrap> run(KvmVcpu vcpu) {
        CompletableFuture<Optional<DebugTrap>> stopped = new CompletableFuture<>();
        IoBus nothing = new IoBus((device, fault) -> {});
        try (VcpuThread thread =
                new VcpuThread("hv/debug-probe", vcpu, nothing, (who, stop) -> stopped.complete(stop.trap()))) {
            thread.resume();
            return stopped.completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }
}
