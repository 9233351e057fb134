package io.hv.kvm.virtio;

import io.hv.kvm.memory.MemoryMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A PCI function in slot 1 (virtio 1.2, 4.1.4), with messages or without. Where its parts are, its capabilities say. */
final class PciRegisters extends GuestRegisters {

    private static final long CONFIG = MemoryMap.ECAM.address() + (1L << 15);
    private static final int COMMAND = 4;
    private static final int MEMORY = 2;
    private static final int MEMORY_AND_MASTER = 6;
    private static final int BAR = 0x10;
    private static final int BAR_SIZE = 0x8000;
    private static final int MSIX = 0x11;
    private static final int ENABLE = 1 << 15;
    private static final int MASK_ALL = 1 << 14;
    private static final long LOCAL_APIC = 0xfee0_0000L;

    /** Where it is moved: the two differ in both halves. */
    private static final long[] PLACES = {0x1_0000_0000L, 0x3_0040_0000L};

    private final boolean messages;

    PciRegisters(boolean messages) {
        this.messages = messages;
    }

    private static Where config(int offset) {
        return guest -> CONFIG + offset;
    }

    private static long bar(TransportGuest guest) {
        return guest.machine.bus.readMmio(CONFIG + BAR, 8) & -16;
    }

    private static Where common(int offset) {
        return guest -> bar(guest) + offset;
    }

    private static Where table(int offset) {
        return guest -> bar(guest) + (guest.machine.bus.readMmio(CONFIG + msix(guest) + 4, 4) & -8) + offset;
    }

    private static long msix(TransportGuest guest) {
        long at = guest.machine.bus.readMmio(CONFIG + 0x34, 1);
        while (guest.machine.bus.readMmio(CONFIG + at, 1) != MSIX) {
            at = guest.machine.bus.readMmio(CONFIG + at + 1, 1);
        }
        return at;
    }

    private static GuestOp messageControl(int bits) {
        return write("message control", guest -> CONFIG + msix(guest) + 2, 2, guest -> bits);
    }

    private static GuestOp mask(int vector, boolean masked) {
        return write("mask " + vector, table(16 * vector + 12), 4, guest -> masked ? 1 : 0);
    }

    @Override
    List<GuestOp> powerUp(Random random) {
        List<GuestOp> ops = new ArrayList<>();
        ops.add(read("ids", config(0), 4));
        ops.add(write("command", config(COMMAND), 2, guest -> MEMORY_AND_MASTER));
        if (messages) {
            ops.add(messageControl(ENABLE | MASK_ALL));
            for (int vector = 0; vector < 2; vector++) {
                int data = 0x40 + vector;
                ops.addAll(halves("message", table(16 * vector), guest -> LOCAL_APIC));
                ops.add(write("data", table(16 * vector + 8), 4, guest -> data).first());
                ops.add(mask(vector, random.nextInt(4) == 0));
            }
            ops.add(messageControl(ENABLE));
            ops.add(write("configuration's vector", common(0x10), 2, guest -> 0));
        }
        return ops;
    }

    @Override
    GuestOp status(int value) {
        return write("status", common(0x14), 1, guest -> value);
    }

    @Override
    GuestOp look(Random random) {
        int[] registers = {0x00, 0x04, 0x0c, 0x12, 0x14, 0x16, 0x18, 0x1c, 0x20, 0x24, 0x2000, 0x2004, 0x2014};
        int register = registers[random.nextInt(registers.length)];
        return read("read " + Integer.toHexString(register), common(register), 4);
    }

    @Override
    List<GuestOp> accept(int half, int bits) {
        return List.of(
                write("offered half", common(0x00), 4, guest -> half).first(),
                read("offered", common(0x04), 4),
                write("accepted half", common(0x08), 4, guest -> half).first(),
                write("accept", common(0x0c), 4, guest -> bits));
    }

    @Override
    List<GuestOp> queue(int number) {
        List<GuestOp> ops = new ArrayList<>();
        ops.add(write("queue", common(0x16), 2, guest -> number).first());
        ops.add(write("size", common(0x18), 2, guest -> guest.ring(number).size).first());
        if (messages) {
            ops.add(write("vector", common(0x1a), 2, guest -> number % 2).first());
        }
        ops.addAll(
                halves("descriptors", common(0x20), guest -> guest.ring(number).descriptors()));
        ops.addAll(halves("driver", common(0x28), guest -> guest.ring(number).driverPart()));
        ops.addAll(halves("device", common(0x30), guest -> guest.ring(number).devicePart()));
        ops.add(write("enable", common(0x1c), 2, guest -> 1));
        return ops;
    }

    @Override
    void notify(TransportGuest guest, int queue) {
        guest.machine.store(bar(guest) + 0x3000 + 4L * queue, 2, queue);
    }

    @Override
    GuestOp acknowledge() {
        return read("interrupt status", common(0x1000), 1);
    }

    @Override
    List<GuestOp> whim(Random random) {
        int vector = random.nextInt(2);
        return switch (random.nextInt(messages ? 7 : 4)) {
            case 0 -> {
                long place = PLACES[random.nextInt(2)];
                yield halves("move", config(BAR), guest -> place);
            }
            case 1 -> window(random);
            case 2 -> {
                int pinOff = random.nextInt(2) << 10;
                GuestOp all = write("command", config(COMMAND), 2, guest -> MEMORY_AND_MASTER | pinOff);
                GuestOp noMaster = write("no master", config(COMMAND), 2, guest -> MEMORY | pinOff);
                GuestOp works = GuestOp.of("works", guest -> guest.machine.workers.runOne() + "");
                yield random.nextBoolean() ? List.of(all) : List.of(noMaster, works, all);
            }
            case 3 -> List.of(read("interrupt status in configuration space", config(6), 2));
            case 4 -> List.of(mask(vector, true), mask(vector, random.nextInt(3) == 0));
            case 5 -> {
                int masked = random.nextInt(5) / 4 * MASK_ALL;
                yield List.of(messageControl(ENABLE | MASK_ALL).first(), messageControl(ENABLE | masked));
            }
            default -> List.of(mask(vector, random.nextBoolean()), read("pending", table(0x800), 8));
        };
    }

    /** Through the window in configuration space (4.1.4.9), whose capability is the last of virtio's. */
    private static List<GuestOp> window(Random random) {
        int register = random.nextBoolean() ? 0x14 : 0x2014;
        return List.of(
                write("window's offset", guest -> CONFIG + window(guest) + 8, 4, guest -> register)
                        .first(),
                write("window's length", guest -> CONFIG + window(guest) + 12, 4, guest -> 1)
                        .first(),
                read("window", guest -> CONFIG + window(guest) + 16, 1));
    }

    private static long window(TransportGuest guest) {
        long at = guest.machine.bus.readMmio(CONFIG + 0x34, 1);
        while (guest.machine.bus.readMmio(CONFIG + at, 1) != 9 || guest.machine.bus.readMmio(CONFIG + at + 3, 1) != 5) {
            at = guest.machine.bus.readMmio(CONFIG + at + 1, 1);
        }
        return at;
    }

    @Override
    boolean messageWaits(TransportGuest guest) {
        boolean decodes = (guest.machine.bus.readMmio(CONFIG + COMMAND, 2) & 2) != 0;
        return messages && decodes && guest.machine.bus.readMmio(table(0x800).in(guest), 8) != 0;
    }

    @Override
    List<Range> windows(TransportGuest guest) {
        return List.of(new Range(CONFIG, 0x1000), new Range(bar(guest), BAR_SIZE));
    }
}
