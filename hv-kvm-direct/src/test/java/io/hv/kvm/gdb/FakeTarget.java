package io.hv.kvm.gdb;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.ioctl.DescriptorTable;
import io.hv.kvm.ioctl.Fpu;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Segment;
import io.hv.kvm.ioctl.Sregs;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.PageWalk;
import io.hv.kvm.vcpu.DebugTrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Two vCPUs that do nothing, 64 KiB of RAM without paging, and what was asked of them. */
final class FakeTarget implements Target {

    static final int RAM = 0x10000;

    final GuestMemory memory = GuestMemory.onHeap(RAM);
    final List<String> asked = new ArrayList<>();
    final List<CpuRegisters> registers = new ArrayList<>(List.of(fresh(0x1000), fresh(0x2000)));
    final Breakpoints breakpoints = new Breakpoints(4, address -> address < RAM);

    private static CpuRegisters fresh(long rip) {
        Segment code = Segment.real(0x10, Segment.CODE);
        Segment data = Segment.real(0x18, Segment.DATA);
        DescriptorTable none = new DescriptorTable(0, 0);
        Sregs system = new Sregs(
                code, data, data, data, data, data, data, data, none, none, 0x10, 2, 3, 4, 8, 0x500, 0, Bytes.EMPTY);
        byte[] st = new byte[128];
        byte[] xmm = new byte[256];
        for (int i = 0; i < xmm.length; i++) {
            xmm[i] = (byte) i;
            if (i < st.length && i % 16 < 10) {
                st[i] = (byte) (i + 1);
            }
        }
        Fpu fpu = new Fpu(Bytes.of(st), 0x37f, 0x3800, 0x81, 0x123, 5, 6, Bytes.of(xmm), 0x1f80);
        return new CpuRegisters(
                new Regs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, rip, 0x246), system, fpu);
    }

    private LinearMemory linear() {
        return new LinearMemory(memory, new PageWalk(memory, 0, 0, 0, 0));
    }

    @Override
    public int vcpus() {
        return 2;
    }

    @Override
    public void attach() {
        asked.add("attach");
    }

    @Override
    public void detach() {
        asked.add("detach");
    }

    @Override
    public void kill() {
        asked.add("kill");
    }

    @Override
    public void reset() {
        asked.add("reset");
    }

    @Override
    public CpuRegisters registers(int vcpu) {
        return registers.get(vcpu);
    }

    @Override
    public void setRegisters(int vcpu, CpuRegisters value) {
        registers.set(vcpu, value);
    }

    @Override
    public String describe(int vcpu) {
        return "vCPU " + vcpu;
    }

    @Override
    public byte[] read(int vcpu, long address, int length) {
        return linear().read(address, length);
    }

    @Override
    public void write(int vcpu, long address, byte[] bytes) {
        linear().write(address, bytes);
    }

    @Override
    public boolean hasDebugRegisters() {
        return true;
    }

    @Override
    public void insert(Breakpoint breakpoint) {
        breakpoints.insert(breakpoint);
    }

    @Override
    public void remove(Breakpoint breakpoint) {
        breakpoints.remove(breakpoint);
    }

    @Override
    public Optional<Stop> resume(Resumption how) {
        asked.add(how.isStep() ? "step " + new TreeSet<>(how.stepping()) : "run " + new TreeSet<>(how.running()));
        return Optional.empty();
    }

    @Override
    public Stop interrupt() {
        asked.add("interrupt");
        return Stop.of(0, Stop.INTERRUPTED);
    }

    @Override
    public Optional<Stop> settle(int vcpu, DebugTrap trap) {
        return Optional.of(Stop.of(vcpu, Stop.TRAPPED));
    }

    @Override
    public void missed(int vcpu, DebugTrap trap) {
        asked.add("missed");
    }

    @Override
    public Stop crashed() {
        return Stop.of(1, Stop.CRASHED);
    }
}
