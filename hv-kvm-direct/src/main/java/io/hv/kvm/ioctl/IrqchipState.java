package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;

/** The state of the interrupt controllers in the kernel, each as struct kvm_irqchip has it, 512 bytes. */
public record IrqchipState(Bytes picMaster, Bytes picSlave, Bytes ioApic) {

    /** Where the levels of the lines are: last_irr of struct kvm_pic_state, irr of struct kvm_ioapic_state. */
    private static final int PIC_LINES = 0;

    private static final int IO_APIC_LINES = 16;

    /** Line 0 is the timer's, at both. */
    private static final int TIMER = 1;

    /**
     * Asks the kernel.
     *
     * @param vm has its interrupt controllers, and no vCPU of it runs
     */
    public static IrqchipState save(KvmVm vm) {
        return new IrqchipState(
                vm.irqchip(Irqchip.PIC_MASTER), vm.irqchip(Irqchip.PIC_SLAVE), vm.irqchip(Irqchip.IO_APIC));
    }

    /**
     * Makes it the state of a machine: IO-APIC first, then the PICs.
     *
     * <p>The timer's line is low. It is high only for the length of a pulse, in the middle of which the state may have been
     * saved, since the timer runs while vCPUs stand still. The end of that pulse never comes here: the next one would be no
     * edge, nobody would acknowledge it, and KVM's timer waits for that before it sends another.
     */
    public void restore(KvmVm vm) {
        vm.setIrqchip(Irqchip.IO_APIC, withTimerLow(ioApic, IO_APIC_LINES));
        vm.setIrqchip(Irqchip.PIC_MASTER, withTimerLow(picMaster, PIC_LINES));
        vm.setIrqchip(Irqchip.PIC_SLAVE, picSlave);
    }

    private static Bytes withTimerLow(Bytes chip, int lines) {
        byte[] bytes = chip.toArray();
        bytes[lines] &= ~TIMER;
        return Bytes.of(bytes);
    }
}
