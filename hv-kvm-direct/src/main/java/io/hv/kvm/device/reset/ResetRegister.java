package io.hv.kvm.device.reset;

import io.hv.kvm.bus.ByteWideDevice;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.Resettable;

/** A register of one byte that resets the machine when one of its bits goes from 0 to 1. Entered as any device of the bus. */
public abstract class ResetRegister implements ByteWideDevice, Resettable {

    private final String name;
    private final MachineControl machine;
    private final int bits;
    private final int resetBit;
    private final int first;
    private int value;

    /**
     * A register after power-on.
     *
     * @param machine what it resets
     * @param bits those that keep what was written; the others are 0
     * @param resetBit the one that resets, one of them
     * @param first its value after power-on
     */
    protected ResetRegister(String name, MachineControl machine, int bits, int resetBit, int first) {
        this.name = name;
        this.machine = machine;
        this.bits = bits;
        this.resetBit = resetBit;
        this.first = first;
        this.value = first;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int readByte(int offset) {
        return offset == 0 ? value : OPEN_BUS;
    }

    @Override
    public final void writeByte(int offset, int written) {
        if (offset != 0) {
            return;
        }
        boolean resets = (written & ~value & resetBit) != 0;
        value = written & bits;
        if (resets) {
            machine.reset(name);
        }
    }

    @Override
    public final void reset() {
        value = first;
    }

    /** What it holds. */
    protected final int value() {
        return value;
    }

    /** It holds this now, and nothing happens. */
    protected final void value(int now) {
        value = now;
    }
}
