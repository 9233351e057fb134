package io.hv.kvm.pci;

import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MsiSink;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One function with a type 0 header (PCI Local Bus 3.0, 6.1), a root complex integrated endpoint of PCI Express. It has
 * configuration space and interrupts; what is behind its BARs and its own capabilities are others' affair.
 *
 * <p>After power-on it decodes nothing, and its BARs hold the addresses that its {@link PciRoot} has chosen. The guest
 * may move them; one that it puts outside the root's windows, or where something else is, is unreachable, and the others
 * go on.
 *
 * <p>Entered with its monitor held by the bus and by the device; {@link #interrupt}, {@link MsixTable#signal} and
 * {@link Msi#signal} are safe for any thread.
 */
public final class PciFunction implements Resettable, Stateful<PciFunctionState>, AutoCloseable {

    private final String name;
    private final ConfigSpace config;
    private final List<Bar> bars;
    private final MsixTable msix;
    private final Msi msi;
    private final IrqLine line;
    private final int pin;
    private final int gsi;

    private @Nullable BarClaims claims;
    private GuestFaults faults = (device, fault) -> {};
    private boolean interrupt;
    private volatile boolean master;

    PciFunction(PciFunctionParts parts) {
        name = parts.name();
        config = parts.config();
        bars = parts.bars().stream().map(shape -> new Bar(this, shape)).toList();
        msix = new MsixTable(parts.msixPlace(), parts.msiSink(), this::report);
        if (msix.vectors() > 0) {
            config.add(Registers.ID_MSIX, MsixTable.CAPABILITY_BODY, msix.capability());
        }
        msi = new Msi(parts.msiVectors(), parts.msiMessages(), this::report);
        if (msi.vectors() > 0) {
            config.add(Registers.ID_MSI, Msi.CAPABILITY_BODY, msi.capability());
        }
        ExpressCapability.add(config);
        line = parts.line();
        pin = parts.pin();
        gsi = parts.gsi();
    }

    /**
     * Begins a function without anything.
     *
     * @param name unique within the machine and stable between runs, for example {@code pci-net0}
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    @Override
    public String name() {
        return name;
    }

    /** Its MSI-X table, without vectors if it has no MSI-X. */
    public MsixTable msix() {
        return msix;
    }

    /** Its MSI, without vectors if it has none. Which of this and MSI-X the guest has enabled, the device asks. */
    public Msi msi() {
        return msi;
    }

    /**
     * Whether the guest lets it access memory by itself (PCI Local Bus 3.0, 6.2.2). Without that a device leaves the guest's
     * memory alone; messages wait until it is so. Safe for any thread, without a monitor.
     */
    public boolean busMaster() {
        return master;
    }

    /**
     * Asserts or deasserts its interrupt pin. The line follows while MSI-X and MSI are disabled and the guest has not disabled
     * the pin; what was asserted meanwhile comes when that ends. Safe for any thread.
     */
    public synchronized void interrupt(boolean level) {
        interrupt = level;
        drive();
    }

    /**
     * The guest reads configuration space.
     *
     * @param size 1, 2 or 4 bytes
     * @return the value, zero-extended; bytes beyond 4096 are all ones
     */
    synchronized int readConfig(int offset, int size) {
        return config.read(offset, size);
    }

    /**
     * The guest writes configuration space.
     *
     * @param size 1, 2 or 4 bytes
     */
    synchronized void writeConfig(int offset, int size, int value) {
        config.write(offset, size, value);
        followBars();
        followMaster();
        drive();
    }

    synchronized long readBar(BarShape bar, long offset, int size) {
        return msix.place().answers(bar.index(), offset)
                ? msix.read(offset, size)
                : bar.target().read(offset, size);
    }

    synchronized void writeBar(BarShape bar, long offset, int size, long value) {
        if (msix.place().answers(bar.index(), offset)) {
            msix.write(offset, size, value);
        } else {
            bar.target().write(offset, size, value);
        }
    }

    private int command() {
        return config.read(Registers.COMMAND, Short.BYTES);
    }

    /** Makes the interrupt follow the registers. */
    private void drive() {
        boolean byPin = interrupt && !msix.enabled() && !msi.enabled();
        config.interruptStatus(byPin);
        line.level(byPin && (command() & Registers.COMMAND_NO_INTERRUPT) == 0);
    }

    private void followMaster() {
        master((command() & Registers.COMMAND_BUS_MASTER) != 0);
    }

    private void master(boolean on) {
        if (master != on) {
            master = on;
            msix.master(on);
            msi.master(on);
            bars.forEach(bar -> bar.shape().target().busMaster(on));
        }
    }

    /** Makes the BARs follow the registers. */
    private void followBars() {
        BarClaims root = claims;
        if (root != null && moveBars(root, 0)) {
            root.freed(false);
        }
    }

    /**
     * Moves each BAR where the registers say.
     *
     * @param taken a bit for each whose addresses are known to be another's
     * @return whether addresses have become free
     */
    private boolean moveBars(BarClaims root, int taken) {
        boolean decodes = (command() & Registers.COMMAND_MEMORY) != 0;
        boolean freed = false;
        for (Bar bar : bars) {
            boolean mayClaim = (taken & bit(bar)) == 0;
            freed |= bar.follow(decodes ? bar.address(config) : Bar.NOWHERE, root, mayClaim);
        }
        return freed;
    }

    /** Takes every BAR off the bus. */
    private void leaveBus() {
        BarClaims root = claims;
        if (root != null) {
            bars.forEach(bar -> bar.follow(Bar.NOWHERE, root, false));
        }
    }

    synchronized void retryBars(boolean restoring) {
        BarClaims root = claims;
        if (root != null) {
            bars.forEach(bar -> bar.retry(root, restoring));
        }
    }

    private static int bit(Bar bar) {
        return 1 << bar.shape().index();
    }

    /** What its BARs are, for the root, which places them. */
    List<BarShape> barShapes() {
        return bars.stream().map(Bar::shape).toList();
    }

    /** Says where a BAR is after power-on. */
    synchronized void place(BarShape bar, long address) {
        bar.place(config, address);
    }

    /** Puts it below a root. */
    synchronized void attach(BarClaims root, GuestFaults toldTo) {
        if (claims != null) {
            throw new IllegalStateException(name + " has a root already");
        }
        claims = root;
        faults = toldTo;
    }

    /** Its interrupt pin, 1 to 4 for INTA to INTD, or 0 for none. */
    int pin() {
        return pin;
    }

    /** Which interrupt the pin is wired to. */
    int gsi() {
        return gsi;
    }

    void report(RuntimeException fault) {
        faults.report(this, fault);
    }

    @Override
    public synchronized void reset() {
        config.reset();
        followMaster();
        msix.reset();
        msi.reset();
        interrupt = false;
        followBars();
        drive();
    }

    @Override
    public synchronized PciFunctionState save() {
        int unreachable = bars.stream()
                .filter(Bar::unreachable)
                .mapToInt(PciFunction::bit)
                .sum();
        return new PciFunctionState(config.save(), unreachable, interrupt, msix.save(), msi.save());
    }

    @Override
    public synchronized void restore(PciFunctionState state) {
        config.check(state.config());
        msix.check(state.msix());
        msi.check(state.msi());
        leaveBus();
        // Nothing of before is sent any more.
        master(false);
        config.restore(state.config());
        msix.take(state.msix());
        msi.take(state.msi());
        interrupt = state.interrupt();
        BarClaims root = claims;
        if (root != null) {
            moveBars(root, state.unreachable());
            root.freed(true);
        }
        followMaster();
        drive();
    }

    /** Gives back what it holds of the host: messages and addresses. Nothing reaches it any more. Idempotent. */
    @Override
    public synchronized void close() {
        leaveBus();
        claims = null;
        msix.close();
        msi.close();
        line.level(false);
    }

    /** Puts a function together. Every fault of it ends in {@link IllegalArgumentException}. */
    public static final class Builder {

        private final PciFunctionParts parts;

        Builder(String name) {
            parts = new PciFunctionParts(name);
        }

        /** Vendor and device id, 16 bits each. */
        public Builder ids(int vendor, int device) {
            parts.config().define(Registers.VENDOR, Short.BYTES, vendor);
            parts.config().define(Registers.DEVICE, Short.BYTES, device);
            return this;
        }

        /** Revision id, 8 bits. */
        public Builder revision(int revision) {
            parts.config().define(Registers.REVISION, 1, revision);
            return this;
        }

        /**
         * What it is.
         *
         * @param classCode 24 bits: class, subclass, programming interface
         */
        public Builder classCode(int classCode) {
            parts.config().define(Registers.CLASS_CODE, 3, classCode);
            return this;
        }

        /** Subsystem vendor id and subsystem id, 16 bits each. */
        public Builder subsystem(int vendor, int device) {
            parts.config().define(Registers.SUBSYSTEM_VENDOR, Short.BYTES, vendor);
            parts.config().define(Registers.SUBSYSTEM, Short.BYTES, device);
            return this;
        }

        /**
         * A BAR of 32 bits.
         *
         * @param index 0 to 5
         * @param size a power of two from 16 on
         */
        public Builder bar32(int index, int size, PciBar bar) {
            parts.add(new BarShape(index, size, false, false, bar));
            return this;
        }

        /**
         * A BAR of 64 bits, which takes the next index too.
         *
         * @param index 0 to 4
         * @param size a power of two from 16 on
         */
        public Builder bar64(int index, long size, boolean prefetchable, PciBar bar) {
            parts.add(new BarShape(index, size, true, prefetchable, bar));
            return this;
        }

        /**
         * A capability that the guest can only read.
         *
         * @param body without id and next pointer
         */
        public Builder capability(int id, byte[] body) {
            parts.config().add(id, body);
            return this;
        }

        /**
         * A capability that answers for itself.
         *
         * @param body only its size counts, which is without id and next pointer
         */
        public Builder capability(int id, byte[] body, PciCapability writable) {
            parts.config().add(id, body.length, writable);
            return this;
        }

        /**
         * Registers of its own in configuration space, at a fixed place. Capabilities that are added later come behind them.
         *
         * @param offset 64 or more, behind all capabilities that were added
         * @param registers whose offsets are counted from that place
         */
        public Builder registers(int offset, int size, PciCapability registers) {
            parts.config().place(offset, size, registers);
            return this;
        }

        /**
         * MSI-X. The function answers by itself where table and pending bits lie in the BAR, which must be there.
         *
         * @param vectors 1 to 2048
         * @param tableOffset a multiple of 8; 16 bytes for each vector
         * @param pbaOffset a multiple of 8; 8 bytes for each 64 vectors begun
         */
        public Builder msix(int vectors, int bar, int tableOffset, int pbaOffset, MsiSink sink) {
            parts.msix(new MsixPlace(vectors, bar, tableOffset, pbaOffset), sink);
            return this;
        }

        /**
         * MSI, with masking by vector.
         *
         * @param vectors 1, 2, 4, 8, 16 or 32
         */
        public Builder msi(int vectors, MsiSink sink) {
            parts.msi(vectors, sink);
            return this;
        }

        /**
         * An interrupt pin.
         *
         * @param line driven high while the pin is asserted
         * @param pin 1 to 4, for INTA to INTD
         * @param gsi what the line reaches, which {@link PciRoot#gsi} says
         */
        public Builder interrupt(IrqLine line, int pin, int gsi) {
            parts.interrupt(line, pin, gsi);
            return this;
        }

        /** The function, to be put below a root. A builder is good for one. */
        public PciFunction build() {
            parts.check();
            return new PciFunction(parts);
        }
    }
}
