package io.hv.kvm.pci;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MsiSink;
import java.util.ArrayList;
import java.util.List;

/** What a function is put together from, and the checks that it fits together. */
final class PciFunctionParts {

    private static final int PINS = 4;

    private final String name;
    private final ConfigSpace config = new ConfigSpace();
    private final List<BarShape> bars = new ArrayList<>();
    private MsixPlace msixPlace = MsixPlace.NONE;
    private MsiSink msiSink = new NoMessages();
    private int msiVectors;
    private MsiSink msiMessages = new NoMessages();
    private IrqLine line = high -> {};
    private int pin;
    private int gsi;
    private boolean built;

    /** Of a function without messages. */
    private static final class NoMessages implements MsiSink {

        @Override
        public void send(long address, int data) {
            throw new IllegalStateException("no messages");
        }

        @Override
        public Message message(long address, int data) {
            throw new IllegalStateException("no messages");
        }
    }

    PciFunctionParts(String name) {
        this.name = name;
        config.allow(Registers.COMMAND, Short.BYTES, Registers.COMMAND_WRITABLE);
        config.allow(Registers.CACHE_LINE, 1, 0xff);
        config.allow(Registers.INTERRUPT_LINE, 1, 0xff);
    }

    void add(BarShape bar) {
        if (bars.stream().anyMatch(bar::overlaps)) {
            throw new IllegalArgumentException(name + " has a BAR " + bar.index() + " already");
        }
        bar.define(config);
        bars.add(bar);
    }

    void msix(MsixPlace place, MsiSink sink) {
        if (place.vectors() == 0) {
            throw new IllegalArgumentException("MSI-X has at least one vector");
        }
        msixPlace = place;
        msiSink = sink;
    }

    void msi(int vectors, MsiSink sink) {
        if (vectors < 1 || vectors > Msi.MAX_VECTORS || Integer.bitCount(vectors) != 1) {
            throw new IllegalArgumentException("MSI has 1, 2, 4, 8, 16 or 32 vectors, not " + vectors);
        }
        msiVectors = vectors;
        msiMessages = sink;
    }

    void interrupt(IrqLine wire, int number, int wiredTo) {
        if (number < 1 || number > PINS) {
            throw new IllegalArgumentException("a function has the pins 1 to 4, not " + number);
        }
        line = wire;
        pin = number;
        gsi = wiredTo;
        config.define(Registers.INTERRUPT_LINE, 1, wiredTo);
        config.define(Registers.INTERRUPT_PIN, 1, number);
    }

    /** Whether it can be built, and is not yet. */
    void check() {
        if (built) {
            throw new IllegalStateException(name + " is built already");
        }
        if (msixPlace.vectors() > 0
                && bars.stream().noneMatch(bar -> bar.index() == msixPlace.bar() && msixPlace.fits(bar.size()))) {
            throw new IllegalArgumentException(name + " has no room for its MSI-X table in BAR " + msixPlace.bar());
        }
        built = true;
    }

    String name() {
        return name;
    }

    ConfigSpace config() {
        return config;
    }

    List<BarShape> bars() {
        return bars;
    }

    MsixPlace msixPlace() {
        return msixPlace;
    }

    MsiSink msiSink() {
        return msiSink;
    }

    int msiVectors() {
        return msiVectors;
    }

    MsiSink msiMessages() {
        return msiMessages;
    }

    IrqLine line() {
        return line;
    }

    int pin() {
        return pin;
    }

    int gsi() {
        return gsi;
    }
}
