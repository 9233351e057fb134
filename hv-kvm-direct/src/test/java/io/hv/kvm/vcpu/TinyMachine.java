package io.hv.kvm.vcpu;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.PioDevice;
import io.hv.kvm.ioctl.IrqchipState;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Segment;
import io.hv.kvm.ioctl.TscPolicy;
import io.hv.kvm.ioctl.VcpuState;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.memory.Region;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** 64 KiB of RAM, real-mode code at 0x1000 with all segments there, and what the code did. */
final class TinyMachine implements AutoCloseable {

    static final int RAM = 0x10000;
    static final int CODE = 0x1000;

    final BlockingQueue<VcpuStop> stops = new LinkedBlockingQueue<>();
    final BlockingQueue<String> faults = new LinkedBlockingQueue<>();
    final IoBus bus = new IoBus((device, fault) -> faults.add(device.name() + ": " + fault.getMessage()));
    final KvmVm vm;
    final GuestMemory memory;
    final List<VcpuThread> vcpus = new ArrayList<>();

    private final List<KvmVcpu> kernels = new ArrayList<>();

    TinyMachine(Kvm kvm, boolean irqchip, int count, String code) {
        vm = kvm.createVm();
        vm.setTssAddress(MemoryMap.TSS.address());
        vm.setIdentityMapAddress(MemoryMap.IDENTITY_PAGE.address());
        memory = GuestMemory.map(MemoryMap.of(RAM, 36), "hv-tiny");
        Region region = memory.regions().get(0);
        vm.setMemoryRegion(0, 0, region.address(), region.size(), memory.hostAddress(region));
        if (irqchip) {
            vm.createIrqchip();
        }
        memory.write(CODE, HexFormat.of().parseHex(code));
        for (int i = 0; i < count; i++) {
            KvmVcpu vcpu = vm.createVcpu(i);
            kernels.add(vcpu);
            vcpus.add(new VcpuThread("hv/tiny/vcpu" + i, vcpu, bus, (who, stop) -> stops.add(stop)));
        }
        first().run(vcpu -> {
            vcpu.setSregs(vcpu.sregs()
                    .withSegments(Segment.real(CODE >> 4, Segment.CODE), Segment.real(CODE >> 4, Segment.DATA)));
            vcpu.setRegs(Regs.at(0));
        });
    }

    TinyMachine(Kvm kvm, boolean irqchip, String code) {
        this(kvm, irqchip, 1, code);
    }

    /** Another machine that goes on where this one, which is paused, stands. */
    TinyMachine moveTo(Kvm kvm) {
        VcpuState state = first().call(VcpuState::save);
        TinyMachine other = new TinyMachine(kvm, vm.hasIrqchip(), "");
        other.memory.write(0, memory.read(0, RAM));
        other.first().run(vcpu -> state.restore(vcpu, TscPolicy.VALUE));
        if (vm.hasIrqchip()) {
            IrqchipState.save(vm).restore(other.vm);
        }
        return other;
    }

    VcpuThread first() {
        return vcpus.get(0);
    }

    @Override
    public void close() {
        vcpus.forEach(VcpuThread::close);
        kernels.forEach(KvmVcpu::close);
        vm.close();
        memory.close();
    }

    /** A device at some ports that keeps what is written and answers with what it was told to. */
    static class Ports implements PioDevice {

        final BlockingQueue<Integer> written = new LinkedBlockingQueue<>();

        @Override
        public String name() {
            return "ports";
        }

        @Override
        public int readPort(int offset, int size) {
            return 0;
        }

        @Override
        public void writePort(int offset, int size, int value) {
            written.add(value);
        }
    }
}
