package io.hv.bench;

import io.hv.guests.SmallGuest;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.MachineConfig;
import io.hv.kvm.machine.VirtualMachine;
import java.util.Set;

/** The least that a machine can be: RAM, interrupt controllers, timer, a vCPU, and a guest that writes to its serial port. */
final class EmptyMachine {

    private static final int SERIAL = 0x3f8;

    private final Kvm kvm;
    private final long ram;
    private final SmallGuest guest = guest();

    /**
     * One that can be made again and again.
     *
     * @param ram bytes
     */
    EmptyMachine(Kvm kvm, long ram) {
        this.kvm = kvm;
        this.ram = ram;
    }

    /** Its first access is a byte for the serial port, which hv's machine hands on at once. */
    static SmallGuest guest() {
        return Access.OUT.guest().with("where", SERIAL);
    }

    /** From nothing to the guest's first access, in nanoseconds. It is gone when this returns, which is not in the time. */
    long create() {
        FirstByte first = new FirstByte();
        try (Reaper reaper = new Reaper("bench/reaper")) {
            long start = System.nanoTime();
            MachineConfig config = new MachineConfig(
                    "bench",
                    ram,
                    1,
                    false,
                    Set.of(),
                    layout -> FlatLoader.load(
                            layout,
                            BootFile.of(guest.name(), guest.bytes()),
                            EntryMode.LONG,
                            guest.loadAddress(),
                            guest.entry()),
                    () -> ByteSource.NOTHING,
                    first);
            try (VirtualMachine machine = new VirtualMachine(kvm, config, first, reaper)) {
                machine.resume();
                return first.await() - start;
            }
        }
    }
}
