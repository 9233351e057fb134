package io.hv.kvm.virtio.transport;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MmioDevice;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Workers;
import io.hv.kvm.virtio.InterruptReasons;
import io.hv.kvm.virtio.QueueRegisters;
import io.hv.kvm.virtio.RingSetup;
import io.hv.kvm.virtio.Rule;
import io.hv.kvm.virtio.Transport;
import io.hv.kvm.virtio.VirtioFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Virtio over memory-mapped registers (virtio 1.2, 4.2), version 2. A guest finds it by ACPI (LNRO0005).
 *
 * <pre>
 * 000 magic  004 version  008 device  00c vendor
 * 010 offered bits  014 which half  020 accepted bits  024 which half
 * 030 queue  034 its largest size  038 its size  044 ready  050 notify
 * 060 why interrupted  064 seen  070 status
 * 080 descriptors 8  090 driver area 8  0a0 device area 8
 * 0ac shared memory's selector, 0b0 length, 0b8 base: there is none
 * 0fc generation  100 configuration
 * </pre>
 */
public final class VirtioMmio implements MmioDevice, Transport, Resettable {

    /** Bytes of address space. */
    public static final int SIZE = 0x200;

    private static final int MAGIC = 0x7472_6976;
    private static final int VERSION = 2;
    /** "HV" in the low half: nobody has registered anything in this one. */
    private static final int VENDOR = 0x5648;

    private static final int NOTIFY = 0x50;
    private static final int CONFIG = 0x100;
    private static final int WIDTH = 4;
    private static final long LOW = 0xffff_ffffL;

    private final VirtioFunction function;
    private final IrqLine line;
    private final long address;
    private final Map<Integer, Workers.Hook> hooks = new HashMap<>();

    /**
     * A transport.
     *
     * @param line high while the driver has a reason to look
     * @param address where the board puts the registers
     */
    public VirtioMmio(VirtioFunction function, IrqLine line, long address) {
        this.function = function;
        this.line = line;
        this.address = address;
        function.connect(this);
    }

    /** Not that of the function, which has a state of its own. */
    @Override
    public String name() {
        return function.name() + "-mmio";
    }

    /** Where the registers are. */
    public long address() {
        return address;
    }

    // ---- to the driver

    @Override
    public void queueInterrupt(int queue) {
        interrupt(InterruptReasons.QUEUE);
    }

    @Override
    public void configInterrupt() {
        interrupt(InterruptReasons.CONFIG);
    }

    private synchronized void interrupt(int reason) {
        if (function.interrupts().add(reason)) {
            line.level(true);
        }
    }

    @Override
    public boolean reachesMemory() {
        return true;
    }

    @Override
    public synchronized void queueEnabled(int queue, Workers.Job job) {
        Workers.Hook hook = job.onStore(address + NOTIFY, WIDTH, OptionalLong.of(queue));
        Object unused = hooks.put(queue, hook);
    }

    @Override
    public synchronized void queueDisabled(int queue) {
        Workers.Hook hook = hooks.remove(queue);
        if (hook != null) {
            hook.close();
        }
    }

    // ---- registers

    @Override
    public synchronized long readMmio(long offset, int size) {
        if (offset >= CONFIG) {
            return function.readConfig(offset - CONFIG, size);
        }
        // A register is read whole; another width shows nothing of it.
        return size == WIDTH && offset % WIDTH == 0 ? read((int) offset) : 0;
    }

    private int read(int offset) {
        QueueRegisters queue = function.queue();
        return switch (offset) {
            case 0x00 -> MAGIC;
            case 0x04 -> VERSION;
            case 0x08 -> function.device().deviceId();
            case 0x0c -> VENDOR;
            case 0x10 -> function.features().offeredHalf();
            case 0x34 -> queue == null ? 0 : queue.most();
            case 0x44 -> queue != null && queue.enabled() ? 1 : 0;
            case 0x60 -> function.interrupts().get();
            case 0x70 -> function.status();
            // The length of a shared memory region that there is not.
            case 0xb0, 0xb4, 0xb8, 0xbc -> -1;
            case 0xfc -> function.generation();
            default -> 0;
        };
    }

    @Override
    public synchronized void writeMmio(long offset, int size, long value) {
        if (offset >= CONFIG) {
            function.writeConfig(offset - CONFIG, size, value);
        } else if (size == WIDTH && offset % WIDTH == 0) {
            write((int) offset, (int) value);
        } else {
            function.refuse(Rule.REGISTER_WIDTH);
        }
    }

    private void write(int offset, int value) {
        switch (offset) {
            case 0x14 -> function.features().deviceSelect(value);
            case 0x20 -> function.acceptFeatures(value);
            case 0x24 -> function.features().driverSelect(value);
            case 0x30 -> function.selectQueue(value);
            case 0x38 ->
                function.setUpQueue(setup -> new RingSetup(value, setup.descriptors(), setup.driver(), setup.device()));
            case 0x44 -> function.enableQueue((value & 1) != 0);
            case NOTIFY -> function.driverNotifies(value);
            case 0x64 -> acknowledge(value);
            case 0x70 -> status(value);
            case 0x80, 0x84 ->
                function.setUpQueue(setup -> new RingSetup(
                        setup.size(), half(setup.descriptors(), offset, value), setup.driver(), setup.device()));
            case 0x90, 0x94 ->
                function.setUpQueue(setup -> new RingSetup(
                        setup.size(), setup.descriptors(), half(setup.driver(), offset, value), setup.device()));
            case 0xa0, 0xa4 ->
                function.setUpQueue(setup -> new RingSetup(
                        setup.size(), setup.descriptors(), setup.driver(), half(setup.device(), offset, value)));
            default -> {
                // Reserved, or not to be written.
            }
        }
    }

    /** An address with its low or high half replaced. */
    private static long half(long whole, int offset, int value) {
        long bits = value & LOW;
        return offset % 8 == 0 ? (whole & ~LOW) | bits : (whole & LOW) | (bits << Integer.SIZE);
    }

    private void acknowledge(int reasons) {
        function.interrupts().clear(reasons);
        if (function.interrupts().get() == 0) {
            line.level(false);
        }
    }

    private void status(int value) {
        function.status(value);
        if (value == 0 || function.interrupts().get() == 0) {
            line.level(false);
        }
    }

    @Override
    public synchronized void reset() {
        function.reset();
        line.level(false);
    }

    /** Drives the line as the function's state says, after that was restored. */
    public synchronized void restored() {
        line.level(function.interrupts().get() != 0);
    }
}
