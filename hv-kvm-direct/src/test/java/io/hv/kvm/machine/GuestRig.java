package io.hv.kvm.machine;

import io.hv.guests.SmallGuest;
import io.hv.kvm.boot.SmallGuestBoot;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A small guest in a machine that can be forked, with a serial line that a test speaks on. */
final class GuestRig implements AutoCloseable {

    private static final long RAM = 32 << 20;
    private static final int PATIENCE_SECONDS = 300;

    private final Reaper reaper = new Reaper("hv/forked/reaper");
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Deque<Byte> input = new ArrayDeque<>();
    private final VirtualMachine machine;
    private volatile String stopsAt = "";

    /** A guest that has not begun. */
    GuestRig(Kvm kvm, SmallGuest guest, int vcpus, VirtioConfig virtio) {
        this(kvm, boot(guest), RAM, vcpus, virtio);
    }

    /** Anything else that boots. */
    GuestRig(Kvm kvm, BootLoader boot, long ram, int vcpus, VirtioConfig virtio) {
        machine = new VirtualMachine(kvm, config(boot, ram, vcpus, virtio), new GuestEnd(this::printed, end), reaper);
    }

    /** One that goes on from where another was; what had come on that one's line and not got into the machine comes here too. */
    GuestRig(Kvm kvm, SmallGuest guest, int vcpus, VirtioConfig virtio, Instant instant) {
        this(kvm, boot(guest), RAM, vcpus, virtio, instant, ClockPolicy.FORK);
    }

    /** The same of anything else that boots, with clocks by a policy. */
    GuestRig(Kvm kvm, BootLoader boot, long ram, int vcpus, VirtioConfig virtio, Instant instant, ClockPolicy clocks) {
        input.addAll(instant.input);
        machine = VirtualMachine.begin(
                kvm, config(boot, ram, vcpus, virtio), new GuestEnd(this::printed, end), reaper, instant.image, clocks);
    }

    private static BootLoader boot(SmallGuest guest) {
        return layout -> SmallGuestBoot.load(layout, guest);
    }

    private MachineConfig config(BootLoader boot, long ram, int vcpus, VirtioConfig virtio) {
        return new MachineConfig("forked", ram, vcpus, false, Set.of("xsave"), boot, this::next, this::print, virtio);
    }

    private int next() {
        synchronized (input) {
            return input.isEmpty() ? ByteSource.NOTHING : Byte.toUnsignedInt(input.remove());
        }
    }

    private void print(int value) {
        synchronized (printed) {
            printed.write(value);
            printed.notifyAll();
            if (!stopsAt.isEmpty() && printed().endsWith(stopsAt)) {
                machine.stopSoon();
                stopsAt = "";
            }
        }
    }

    VirtualMachine machine() {
        return machine;
    }

    String printed() {
        synchronized (printed) {
            return printed.toString(StandardCharsets.US_ASCII);
        }
    }

    void go() {
        machine.resume();
    }

    /** Runs until the guest has printed this. */
    void runTo(String text) throws InterruptedException {
        go();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (printed) {
            while (!printed().contains(text)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no '" + text + "' in: " + printed());
                }
                printed.wait(left);
            }
        }
    }

    /** Runs until the guest has printed this, and not an instruction further. */
    void stopAt(String text) throws InterruptedException {
        stopsAt = text;
        runTo(text);
        machine.pause();
    }

    void send(String text) {
        synchronized (input) {
            for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
                input.add(each);
            }
        }
        machine.serialInputReady();
    }

    /**
     * One instant.
     *
     * @param printed what the guest had printed
     * @param input what had not got into the machine
     */
    record Instant(MachineImage image, String printed, List<Byte> input) implements AutoCloseable {
        @Override
        public void close() {
            image.close();
        }
    }

    /** This instant; the machine goes on if it ran. */
    Instant freeze() {
        return machine.inspect(standing -> {
            synchronized (input) {
                return new Instant(machine.freeze(), printed(), List.copyOf(input));
            }
        });
    }

    /** Further instants of a machine that stands still, as it goes on: as many as it lives to see. */
    List<Instant> freezeOnTheWay(int most) {
        List<Instant> instants = new ArrayList<>();
        go();
        while (instants.size() < most) {
            try {
                instants.add(freeze());
            } catch (IllegalStateException e) {
                // It was faster, and has ended.
                return instants;
            }
        }
        return instants;
    }

    /** Lets it run to its end, and returns all that it has printed here. */
    String finish() throws Exception {
        go();
        return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        machine.close();
        reaper.close();
    }
}
