package io.hv.kvm.virtio.transport;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MsiSink;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.bus.Workers;
import io.hv.kvm.pci.PciBar;
import io.hv.kvm.pci.PciFunction;
import io.hv.kvm.virtio.InterruptReasons;
import io.hv.kvm.virtio.QueueRegisters;
import io.hv.kvm.virtio.RingSetup;
import io.hv.kvm.virtio.Rule;
import io.hv.kvm.virtio.Transport;
import io.hv.kvm.virtio.VirtioFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Virtio over PCI (virtio 1.2, 4.1), modern. With MSI-X a queue's interrupt is its vector's message, and a notification never
 * leaves the kernel; without, the pin and the interrupt status register.
 *
 * <pre>
 * common configuration:
 * 00 which half 4  04 offered bits 4  08 which half 4  0c accepted bits 4  10 configuration's vector 2  12 queues 2
 * 14 status 1  15 generation 1  16 queue 2  18 its size 2  1a its vector 2  1c enabled 2  1e notification 2
 * 20 descriptors 8  28 driver area 8  30 device area 8
 * </pre>
 */
public final class VirtioPci implements PciBar, Transport, Resettable, Stateful<VirtioPciState> {

    /** What a queue without a vector has for one. */
    public static final int NO_VECTOR = 0xffff;

    private static final int VENDOR = 0x1af4;
    private static final int FIRST_DEVICE = 0x1040;
    private static final int REVISION = 1;
    private static final int SUBSYSTEM = 0x1100;
    private static final int PIN = 1;
    private static final long LOW = 0xffff_ffffL;
    private static final int ANY_SIZE = 0;

    /** Base class, subclass, interface by device id (PCI Code and ID Assignment); others are of no class. */
    private static final Map<Integer, Integer> CLASSES =
            Map.of(1, 0x020000, 2, 0x018000, 3, 0x078000, 4, 0x00ff00, 5, 0x00ff00, 19, 0x028000);

    private static final int NO_CLASS = 0xff0000;

    private final VirtioFunction function;
    private final PciFunction pci;
    private final ConfigAccess window = new ConfigAccess(this);

    /** The last one is the configuration's. */
    private final AtomicIntegerArray vectors;

    // Under the PCI function's monitor.
    private OptionalLong address = OptionalLong.empty();
    private final Map<Integer, Workers.Job> enabled = new TreeMap<>();
    private final Map<Integer, Workers.Hook> hooks = new TreeMap<>();

    /**
     * A transport, with a PCI function to be put into a slot.
     *
     * @param line of the pin INTA
     * @param gsi what the line reaches
     */
    public VirtioPci(VirtioFunction function, MsiSink messages, IrqLine line, int gsi) {
        this.function = function;
        int queues = function.queueCount();
        this.vectors = new AtomicIntegerArray(queues + 1);
        int id = function.device().deviceId();
        this.pci = PciFunction.named(function.name() + "-pci")
                .ids(VENDOR, FIRST_DEVICE + id)
                .revision(REVISION)
                .classCode(CLASSES.getOrDefault(id, NO_CLASS))
                .subsystem(VENDOR, SUBSYSTEM)
                .bar64(PciLayout.BAR, PciLayout.SIZE, true, this)
                .capability(PciLayout.VENDOR_SPECIFIC, PciLayout.common())
                .capability(PciLayout.VENDOR_SPECIFIC, PciLayout.notifications())
                .capability(PciLayout.VENDOR_SPECIFIC, PciLayout.interruptStatus())
                .capability(PciLayout.VENDOR_SPECIFIC, PciLayout.device())
                .capability(PciLayout.VENDOR_SPECIFIC, new byte[ConfigAccess.SIZE - 2], window)
                .msix(
                        Math.min(queues + 1, PciLayout.MOST_VECTORS),
                        PciLayout.BAR,
                        PciLayout.MSIX_TABLE,
                        PciLayout.MSIX_PENDING,
                        messages)
                .interrupt(line, PIN, gsi)
                .build();
        forgetVectors();
        function.connect(this);
    }

    private void forgetVectors() {
        for (int i = 0; i < vectors.length(); i++) {
            vectors.set(i, NO_VECTOR);
        }
    }

    /** Not that of the function, which has a state of its own. */
    @Override
    public String name() {
        return function.name() + "-virtio-pci";
    }

    /** The function that goes into a slot. */
    public PciFunction pci() {
        return pci;
    }

    // ---- to the driver

    @Override
    public void queueInterrupt(int queue) {
        interrupt(queue, InterruptReasons.QUEUE);
    }

    @Override
    public void configInterrupt() {
        interrupt(vectors.length() - 1, InterruptReasons.CONFIG);
    }

    private void interrupt(int index, int reason) {
        if (pci.msix().enabled()) {
            int vector = vectors.get(index);
            if (vector != NO_VECTOR) {
                pci.msix().signal(vector);
            }
            return;
        }
        // Together, so that a driver which reads the reasons meanwhile loses none.
        synchronized (pci) {
            if (function.interrupts().add(reason)) {
                pci.interrupt(true);
            }
        }
    }

    private int takeInterrupts() {
        int reasons = function.interrupts().get();
        function.interrupts().clear(reasons);
        pci.interrupt(false);
        return reasons;
    }

    @Override
    public boolean reachesMemory() {
        return pci.busMaster();
    }

    @Override
    public void busMaster(boolean on) {
        if (on) {
            // Who notified meanwhile was not heard.
            function.wakeAll();
        }
    }

    @Override
    public void queueEnabled(int queue, Workers.Job job) {
        synchronized (pci) {
            enabled.put(queue, job);
            hook(queue, job);
        }
    }

    @Override
    public void queueDisabled(int queue) {
        synchronized (pci) {
            Object unused = enabled.remove(queue);
            Workers.Hook hook = hooks.remove(queue);
            if (hook != null) {
                hook.close();
            }
        }
    }

    private void hook(int queue, Workers.Job job) {
        if (address.isPresent()) {
            long at = address.getAsLong() + PciLayout.NOTIFY + (long) queue * PciLayout.NOTIFY_MULTIPLIER;
            Object unused = hooks.put(queue, job.onStore(at, ANY_SIZE, OptionalLong.empty()));
        }
    }

    private void unhook() {
        hooks.values().forEach(Workers.Hook::close);
        hooks.clear();
    }

    @Override
    public void moved(OptionalLong newAddress) {
        unhook();
        address = newAddress;
        enabled.forEach(this::hook);
    }

    // ---- registers

    @Override
    public long read(long offset, int size) {
        if (offset >= PciLayout.NOTIFY) {
            return 0;
        }
        if (offset >= PciLayout.DEVICE) {
            return function.readConfig(offset - PciLayout.DEVICE, size);
        }
        if (offset >= PciLayout.ISR) {
            return offset == PciLayout.ISR ? takeInterrupts() : 0;
        }
        long value = 0;
        // A field, or a part of one, or several that lie together: all are little-endian.
        for (int i = size - 1; i >= 0; i--) {
            int at = (int) offset + i;
            value = (value << Byte.SIZE) | ((field(at) >>> (Byte.SIZE * within(at))) & 0xff);
        }
        return value;
    }

    /** How far a byte lies in its field. */
    private static int within(int at) {
        if (at >= 0x20 && at < 0x38) {
            return at % 8;
        }
        return at < 0x10 ? at % 4 : at == 0x14 || at == 0x15 ? 0 : at % 2;
    }

    private long field(int at) {
        QueueRegisters queue = function.queue();
        int begin = at - within(at);
        return switch (begin) {
            case 0x00 -> function.features().deviceSelect();
            case 0x04 -> function.features().offeredHalf();
            case 0x08 -> function.features().driverSelect();
            case 0x0c -> function.features().acceptedHalf();
            case 0x10 -> vectors.get(vectors.length() - 1);
            case 0x12 -> function.queueCount();
            case 0x14 -> function.status();
            case 0x15 -> function.generation();
            case 0x16 -> function.queueSelect();
            default -> queue == null ? 0 : queueField(queue, begin);
        };
    }

    private long queueField(QueueRegisters queue, int begin) {
        return switch (begin) {
            case 0x18 -> queue.setup().size();
            case 0x1a -> vectors.get(queue.index());
            case 0x1c -> queue.enabled() ? 1 : 0;
            case 0x1e -> queue.index();
            case 0x20 -> queue.setup().descriptors();
            case 0x28 -> queue.setup().driver();
            case 0x30 -> queue.setup().device();
            default -> 0;
        };
    }

    @Override
    public void write(long offset, int size, long value) {
        if (offset >= PciLayout.NOTIFY_END) {
            return; // around the MSI-X table: no capability says that there is anything (4.1.4)
        }
        if (offset >= PciLayout.NOTIFY) {
            notified((int) (offset - PciLayout.NOTIFY));
        } else if (offset >= PciLayout.DEVICE) {
            function.writeConfig(offset - PciLayout.DEVICE, size, value);
        } else if (offset < PciLayout.COMMON_SIZE) {
            writeCommon((int) offset, size, value);
        }
    }

    private void notified(int at) {
        if (at % PciLayout.NOTIFY_MULTIPLIER == 0) {
            function.driverNotifies(at / PciLayout.NOTIFY_MULTIPLIER);
        } else {
            function.refuse(Rule.NOTIFY_NO_QUEUE); // between two queues' places (4.1.4.4)
        }
    }

    private void writeCommon(int offset, int size, long value) {
        int width = offset >= 0x20 || offset < 0x10 ? 4 : offset == 0x14 || offset == 0x15 ? 1 : 2;
        if (width == 4 && size == 8 && offset % 8 == 0 && offset >= 0x20) {
            // A whole address at once: Linux never does, others may.
            writeAddress(offset, 4, value & LOW);
            writeAddress(offset + 4, 4, value >>> Integer.SIZE);
        } else if (size != width || offset % width != 0) {
            function.refuse(Rule.REGISTER_WIDTH);
        } else if (offset >= 0x20) {
            writeAddress(offset, size, value);
        } else {
            writeField(offset, (int) value);
        }
    }

    private void writeField(int offset, int value) {
        switch (offset) {
            case 0x00 -> function.features().deviceSelect(value);
            case 0x08 -> function.features().driverSelect(value);
            case 0x0c -> function.acceptFeatures(value);
            case 0x10 -> vectors.set(vectors.length() - 1, known(value));
            case 0x14 -> status(value);
            case 0x16 -> function.selectQueue(value);
            case 0x18 ->
                function.setUpQueue(setup -> new RingSetup(value, setup.descriptors(), setup.driver(), setup.device()));
            case 0x1a -> {
                QueueRegisters queue = function.queue();
                if (queue != null) {
                    vectors.set(queue.index(), known(value));
                }
            }
            case 0x1c -> enable(value);
            default -> {
                // Not to be written.
            }
        }
    }

    /** A vector that there is; the driver reads back that another was not taken (4.1.5.1.2). */
    private int known(int vector) {
        return vector < pci.msix().vectors() ? vector : NO_VECTOR;
    }

    private void enable(int value) {
        QueueRegisters queue = function.queue();
        if (value == 1) {
            function.enableQueue(true);
        } else if (queue != null && queue.enabled()) {
            // Only a reset takes a queue away (4.1.4.3.2).
            function.refuse(Rule.QUEUE_CHANGED);
        }
    }

    private void status(int value) {
        function.status(value);
        if (value == 0) {
            forgetVectors();
            pci.interrupt(false);
        }
    }

    private void writeAddress(int offset, int size, long value) {
        if (size != Integer.BYTES || offset >= 0x38) {
            return;
        }
        int field = offset & ~7;
        boolean high = (offset & 4) != 0;
        function.setUpQueue(setup -> new RingSetup(
                setup.size(),
                field == 0x20 ? half(setup.descriptors(), high, value) : setup.descriptors(),
                field == 0x28 ? half(setup.driver(), high, value) : setup.driver(),
                field == 0x30 ? half(setup.device(), high, value) : setup.device()));
    }

    private static long half(long whole, boolean high, long value) {
        return high ? (whole & LOW) | (value << Integer.SIZE) : (whole & ~LOW) | (value & LOW);
    }

    // ---- life

    /** The PCI function and the virtio function behind it are reset by themselves. */
    @Override
    public void reset() {
        forgetVectors();
        window.restore(new ConfigAccessState(0, 0, 0));
    }

    @Override
    public VirtioPciState save() {
        List<Integer> queueVectors = new ArrayList<>();
        for (int i = 0; i < vectors.length() - 1; i++) {
            queueVectors.add(vectors.get(i));
        }
        return new VirtioPciState(vectors.get(vectors.length() - 1), queueVectors, window.save());
    }

    @Override
    public void restore(VirtioPciState state) {
        if (state.queueVectors().size() != vectors.length() - 1) {
            throw new IllegalArgumentException("the state has "
                    + state.queueVectors().size() + " queues, " + name() + " has " + (vectors.length() - 1));
        }
        for (int i = 0; i < vectors.length() - 1; i++) {
            vectors.set(i, state.queueVectors().get(i));
        }
        vectors.set(vectors.length() - 1, state.configVector());
        window.restore(state.window());
    }
}
