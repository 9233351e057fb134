package io.hv.kvm.bus;

/** An interrupt line that remembers its level and counts the edges an interrupt controller would see. */
public final class TestLine implements IrqLine {

    private boolean high;
    private int risingEdges;

    @Override
    public synchronized void level(boolean high) {
        if (high && !this.high) {
            risingEdges++;
        }
        this.high = high;
    }

    /** The level it was last driven to; low at first. */
    public synchronized boolean isHigh() {
        return high;
    }

    /** How often it went from low to high. */
    public synchronized int risingEdges() {
        return risingEdges;
    }
}
