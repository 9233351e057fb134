package io.hv.kvm.machine;

import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.MmioDevice;
import io.hv.kvm.bus.PioDevice;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.snapshot.StateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The counter guest in a machine that can be stopped in the middle of its n-th access to a test device, saved with its
 * RAM, and restored. What the guest prints depends on every value that it reads and on its registers, so a bit that is
 * lost on the way shows.
 */
final class CounterRig implements AutoCloseable {

    static final int PORT = 0x5500;
    static final long MMIO = 0xd000_0000L;

    private static final long RAM = 4 << 20;
    private static final int CHUNK = 1 << 16;
    private static final long ROUNDS = 24;

    private final Reaper reaper = new Reaper("hv/counter/reaper");
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile CompletableFuture<Void> reached = new CompletableFuture<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final TestDevice device = new TestDevice();
    private final VirtualMachine machine;
    private long stopAt = Long.MAX_VALUE;

    CounterRig(Kvm kvm, int kinds) {
        machine = new VirtualMachine(kvm, config(kinds), new GuestEnd(this::printed, end), reaper);
        connect();
    }

    /** One that goes on from where another was. */
    CounterRig(Kvm kvm, int kinds, Frozen frozen) {
        machine = VirtualMachine.fork(kvm, config(kinds), new GuestEnd(this::printed, end), reaper, frozen.image);
        device.accesses = frozen.accesses;
        connect();
    }

    private MachineConfig config(int kinds) {
        SmallGuest guest = SmallGuests.counter()
                .with("rounds", ROUNDS)
                .with("every", 1)
                .with("kinds", kinds)
                .with("port", PORT)
                .with("mmio", MMIO);
        return new MachineConfig(
                "counter",
                RAM,
                1,
                false,
                Set.of("xsave"),
                layout -> FlatLoader.load(
                        layout,
                        BootFile.of("counter", guest.bytes()),
                        EntryMode.LONG,
                        guest.loadAddress(),
                        guest.entry()),
                () -> ByteSource.NOTHING,
                this::print);
    }

    private void connect() {
        machine.bus().claimPorts(device, PORT, 4);
        machine.bus().claimMmio(device, MMIO, 0x2000);
    }

    private synchronized void print(int value) {
        printed.write(value);
    }

    synchronized String printed() {
        return printed.toString(StandardCharsets.US_ASCII);
    }

    /** Runs until the guest has made so many accesses, then stops in the middle of the last one. */
    void runToAccess(long count) throws Exception {
        synchronized (device) {
            reached = new CompletableFuture<>();
            stopAt = count;
        }
        machine.resume();
        reached.get(120, TimeUnit.SECONDS);
        machine.pause();
    }

    /** Runs until the guest has printed so many bytes, then stops wherever it is, in HLT for example. */
    void runToOutput(int bytes) {
        machine.resume();
        while (printed().length() < bytes) {
            Thread.onSpinWait();
        }
        machine.pause();
    }

    /** Lets it run to its end, and returns all that this rig has seen of it. */
    String finish() throws Exception {
        machine.resume();
        return end.get(120, TimeUnit.SECONDS);
    }

    /** Lets it run. */
    void go() {
        machine.resume();
    }

    /**
     * One instant of a machine, its test device, and what it had printed.
     *
     * @param accesses what the device had counted
     */
    record Frozen(MachineImage image, long accesses, String printed) implements AutoCloseable {
        @Override
        public void close() {
            image.close();
        }
    }

    /** This instant; the machine goes on if it ran. */
    Frozen freeze() {
        return machine.inspect(standing -> new Frozen(machine.freeze(), device.accesses, printed()));
    }

    /** State, test device, and RAM. */
    byte[] save() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            byte[] state = StateCodec.encode(machine.save());
            out.writeInt(state.length);
            out.write(state);
            out.writeLong(device.accesses);
            byte[] chunk = new byte[CHUNK];
            for (long at = 0; at < RAM; at += CHUNK) {
                machine.memory().read(at, chunk, 0, CHUNK);
                out.write(chunk);
            }
        }
        return bytes.toByteArray();
    }

    /** Takes over what {@link #save} has made. */
    void restore(byte[] saved) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(saved)))) {
            MachineState state = StateCodec.decode(in.readNBytes(in.readInt()), MachineState.class);
            device.accesses = in.readLong();
            for (long at = 0; at < RAM; at += CHUNK) {
                machine.memory().write(at, in.readNBytes(CHUNK), 0, CHUNK);
            }
            machine.restore(state, ClockPolicy.CONTINUE);
        }
    }

    @Override
    public void close() {
        machine.close();
        reaper.close();
    }

    /** Answers every read with a number that depends on how many accesses there were before. */
    private final class TestDevice implements PioDevice, MmioDevice {

        private long accesses;

        @Override
        public String name() {
            return "test";
        }

        private long access() {
            accesses++;
            if (accesses == stopAt) {
                machine.stopSoon();
                reached.complete(null);
            }
            return accesses * 0x9e37_79b9_7f4a_7c15L;
        }

        @Override
        public int readPort(int offset, int size) {
            return (int) (access() >>> 32);
        }

        @Override
        public void writePort(int offset, int size, int value) {
            access();
        }

        @Override
        public long readMmio(long offset, int size) {
            return access();
        }

        @Override
        public void writeMmio(long offset, int size, long value) {
            access();
        }
    }
}
