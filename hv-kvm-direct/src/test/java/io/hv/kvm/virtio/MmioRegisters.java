package io.hv.kvm.virtio;

import io.hv.kvm.board.VirtioRack;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Registers in memory (virtio 1.2, 4.2.2). */
final class MmioRegisters extends GuestRegisters {

    private static final long BASE = VirtioRack.address(0);

    private static Where at(int offset) {
        return guest -> BASE + offset;
    }

    @Override
    List<GuestOp> powerUp(Random random) {
        return List.of(read("magic", at(0), 4), read("version", at(4), 4), read("id", at(8), 4));
    }

    @Override
    GuestOp status(int value) {
        return write("status", at(0x70), 4, guest -> value);
    }

    @Override
    GuestOp look(Random random) {
        int[] registers = {0x10, 0x34, 0x44, 0x60, 0x70, 0xfc, 0x100, 0x104, 0x108, 0x114};
        int register = registers[random.nextInt(registers.length)];
        return read("read " + Integer.toHexString(register), at(register), 4);
    }

    @Override
    List<GuestOp> accept(int half, int bits) {
        return List.of(
                write("offered half", at(0x14), 4, guest -> half).first(),
                read("offered", at(0x10), 4),
                write("accepted half", at(0x24), 4, guest -> half).first(),
                write("accept", at(0x20), 4, guest -> bits));
    }

    @Override
    List<GuestOp> queue(int number) {
        List<GuestOp> ops = new ArrayList<>();
        ops.add(write("queue", at(0x30), 4, guest -> number).first());
        ops.add(write("size", at(0x38), 4, guest -> guest.ring(number).size).first());
        ops.addAll(halves("descriptors", at(0x80), guest -> guest.ring(number).descriptors()));
        ops.addAll(halves("driver", at(0x90), guest -> guest.ring(number).driverPart()));
        ops.addAll(halves("device", at(0xa0), guest -> guest.ring(number).devicePart()));
        ops.add(write("enable", at(0x44), 4, guest -> 1));
        return ops;
    }

    @Override
    void notify(TransportGuest guest, int queue) {
        guest.machine.store(BASE + 0x50, 4, queue);
    }

    @Override
    GuestOp acknowledge() {
        return GuestOp.of("acknowledge", guest -> {
            long reasons = guest.machine.bus.readMmio(BASE + 0x60, 4);
            guest.machine.store(BASE + 0x64, 4, reasons);
            return Long.toHexString(reasons);
        });
    }

    @Override
    List<GuestOp> whim(Random random) {
        int queue = random.nextInt(8);
        return List.of(write("queue", at(0x30), 4, guest -> queue).first(), read("ready", at(0x44), 4));
    }

    @Override
    boolean messageWaits(TransportGuest guest) {
        return false;
    }

    @Override
    List<Range> windows(TransportGuest guest) {
        return List.of(new Range(BASE, 0x200));
    }
}
