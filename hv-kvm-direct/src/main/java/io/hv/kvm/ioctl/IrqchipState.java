package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;

/** The state of the interrupt controllers in the kernel, each as struct kvm_irqchip has it, 512 bytes. */
public record IrqchipState(Bytes picMaster, Bytes picSlave, Bytes ioApic) {

    /**
     * Asks the kernel.
     *
     * @param vm has its interrupt controllers, and no vCPU of it runs
     */
    public static IrqchipState save(KvmVm vm) {
        return new IrqchipState(
                vm.irqchip(Irqchip.PIC_MASTER), vm.irqchip(Irqchip.PIC_SLAVE), vm.irqchip(Irqchip.IO_APIC));
    }

    /** Makes it the state of a machine: IO-APIC first, then the PICs. */
    public void restore(KvmVm vm) {
        vm.setIrqchip(Irqchip.IO_APIC, ioApic);
        vm.setIrqchip(Irqchip.PIC_MASTER, picMaster);
        vm.setIrqchip(Irqchip.PIC_SLAVE, picSlave);
    }
}
