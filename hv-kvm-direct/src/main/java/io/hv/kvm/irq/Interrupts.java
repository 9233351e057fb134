package io.hv.kvm.irq;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MsiSink;
import io.hv.kvm.ioctl.KvmVm;
import java.util.Objects;

/** Where a machine's devices get their interrupts from. Safe for any thread; a call never waits. */
public final class Interrupts implements MsiSink {

    private final KvmVm vm;
    private final GsiRouting routing;
    private final Wire[] wires = new Wire[GsiRouting.PINS];

    /**
     * Sets the default routing up.
     *
     * @param vm has its interrupt controllers
     */
    public Interrupts(KvmVm vm) {
        this.vm = vm;
        this.routing = new GsiRouting(vm::setGsiRouting);
        for (int gsi = 0; gsi < wires.length; gsi++) {
            int number = gsi;
            wires[gsi] = new Wire(high -> vm.irqLine(number, high));
        }
    }

    /**
     * A new line to an interrupt. Several to one interrupt are joined: it is high while one of them is.
     *
     * @param gsi 0 to 23; 0 to 15 are those of ISA
     */
    public IrqLine line(int gsi) {
        Objects.checkIndex(gsi, wires.length);
        return wires[gsi].join();
    }

    @Override
    public void send(long address, int data) {
        vm.signalMsi(address, data);
    }

    /**
     * A message that one write to an eventfd delivers, from any thread, in the kernel or out of it.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel or the process has no room left
     */
    @Override
    public MsiEvent message(long address, int data) {
        return MsiEvent.open(vm, routing, address, data);
    }
}
