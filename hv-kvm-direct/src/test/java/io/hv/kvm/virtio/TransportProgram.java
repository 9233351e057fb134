package io.hv.kvm.virtio;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a guest that behaves, most of the time, does with a device: it finds it, uses it, resets it, and begins anew. */
final class TransportProgram {

    private static final int LIVES = 3;
    private static final int OPERATIONS = 90;

    private final SubjectDevice subject;
    private final GuestRegisters registers;
    private final Random random;
    private final long features;
    private final List<GuestOp> ops = new ArrayList<>();

    private TransportProgram(SubjectDevice subject, GuestRegisters registers, boolean packed, Random random) {
        this.subject = subject;
        this.registers = registers;
        this.random = random;
        this.features = Driver.features(packed, random.nextBoolean(), random.nextBoolean()) | subject.features();
    }

    /** One of many, each with its own kinds of ring and of interrupt. */
    static List<GuestOp> of(SubjectDevice subject, boolean pci, boolean packed, long seed) {
        Random random = new Random(seed);
        GuestRegisters registers = pci ? new PciRegisters(random.nextInt(3) != 0) : new MmioRegisters();
        TransportProgram program = new TransportProgram(subject, registers, packed, random);
        for (int life = 0; life < LIVES; life++) {
            program.begin();
            for (int i = 0; i < OPERATIONS; i++) {
                program.more();
            }
            program.end();
        }
        return program.ops;
    }

    private void begin() {
        ops.addAll(registers.powerUp(random));
        ops.add(registers.status(Driver.ACKNOWLEDGE));
        ops.add(registers.status(Driver.ACKNOWLEDGE | Driver.DRIVER));
        ops.addAll(registers.accept(0, (int) features));
        ops.addAll(registers.accept(1, (int) (features >>> 32)));
        ops.add(registers.status(Driver.ACKNOWLEDGE | Driver.DRIVER | Driver.FEATURES_OK));
        for (int i = 0; i < subject.queues; i++) {
            int queue = i;
            ops.add(GuestOp.of("prepare queue " + queue, guest -> {
                guest.prepareRing(queue, features);
                return "";
            }));
            ops.addAll(registers.queue(queue));
        }
        ops.add(registers.status(Driver.ACKNOWLEDGE | Driver.DRIVER | Driver.FEATURES_OK | Driver.DRIVER_OK));
    }

    private void end() {
        if (random.nextBoolean()) {
            ops.add(registers.status(0));
        } else {
            ops.add(GuestOp.of("the machine is reset", guest -> {
                guest.machine.reset();
                return "";
            }));
        }
        ops.add(GuestOp.of("forget", guest -> {
            guest.forgetRings();
            return "";
        }));
    }

    private void more() {
        // One queue sees most of it, or none would ever come round.
        int queue = random.nextInt(3) == 0 ? random.nextInt(subject.queues) : Math.min(1, subject.queues - 1);
        long seed = random.nextLong();
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 ->
                queueOp("ask " + queue, queue, (guest, ring) -> guest.prepare(queue, new Random(seed)));
            case 8, 9, 10, 11, 12, 13, 14, 15 -> {
                queueOp("expose " + queue, queue, (guest, ring) -> {
                    ring.expose();
                    return "";
                });
                queueOp("notify " + queue, queue, (guest, ring) -> {
                    boolean wanted = ring.wantsNotification();
                    if (wanted) {
                        registers.notify(guest, queue);
                    }
                    return wanted ? "wanted" : "not wanted";
                });
            }
            case 16, 17, 18, 19, 20, 21, 22, 23 ->
                ops.add(GuestOp.of("the device works", guest -> guest.machine.workers.runOne() ? "on" : "on nothing"));
            case 24, 25, 26, 27 -> queueOp("collect " + queue, queue, (guest, ring) -> guest.collect(queue));
            case 28 ->
                queueOp("want interrupts " + queue, queue, (guest, ring) -> {
                    ring.wantInterrupt();
                    return "";
                });
            case 29 ->
                queueOp("want none " + queue, queue, (guest, ring) -> {
                    ring.wantNoInterrupt();
                    return "";
                });
            case 30, 31 -> ops.add(registers.look(random));
            case 32, 33 -> ops.add(registers.acknowledge());
            case 34, 35 ->
                ops.add(GuestOp.of("from outside", guest -> {
                    subject.happen(guest.device(), guest.outside, new Random(seed));
                    return "";
                }));
            case 36 -> crime(seed);
            default -> ops.addAll(registers.whim(random));
        }
    }

    /** Seldom, since after it nothing goes until there is a reset. */
    private void crime(long seed) {
        if (new Random(seed).nextInt(8) == 0) {
            ops.add(GuestOp.of("notify of no queue", guest -> {
                registers.notify(guest, 100);
                return "";
            }));
        }
    }

    /** What is done with a ring that there is. */
    @FunctionalInterface
    private interface RingAction {
        String act(TransportGuest guest, DriverRing ring);
    }

    private void queueOp(String name, int queue, RingAction action) {
        ops.add(GuestOp.of(name, guest -> action.act(guest, guest.ring(queue))));
    }
}
