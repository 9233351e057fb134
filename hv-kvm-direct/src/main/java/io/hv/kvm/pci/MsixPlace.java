package io.hv.kvm.pci;

/**
 * Where a function has its MSI-X table and its pending bits.
 *
 * @param vectors 1 to 2048; 0 for a function that has none
 * @param bar the BAR that both lie in
 * @param table the table's offset in it, a multiple of 8
 * @param pending the pending bits' offset in it, a multiple of 8
 */
record MsixPlace(int vectors, int bar, int table, int pending) {

    private static final int ALIGNMENT = 8;

    /** Of a function without MSI-X. */
    static final MsixPlace NONE = new MsixPlace(0, 0, 0, 0);

    MsixPlace {
        if (vectors < 0 || vectors > MsixTable.MAX_VECTORS) {
            throw new IllegalArgumentException("MSI-X has 1 to " + MsixTable.MAX_VECTORS + " vectors, not " + vectors);
        }
        if (table < 0 || pending < 0 || table % ALIGNMENT != 0 || pending % ALIGNMENT != 0) {
            throw new IllegalArgumentException("MSI-X tables lie at multiples of 8, not " + table + " and " + pending);
        }
    }

    private long tableEnd() {
        return table + (long) vectors * MsixTable.ENTRY_SIZE;
    }

    private long pendingEnd() {
        return pending + (long) MsixTable.pendingSize(vectors);
    }

    /** Whether both fit a BAR of this size, side by side. */
    boolean fits(long size) {
        return tableEnd() <= size && pendingEnd() <= size && (tableEnd() <= pending || pendingEnd() <= table);
    }

    boolean inTable(long offset) {
        return offset >= table && offset < tableEnd();
    }

    boolean inPending(long offset) {
        return offset >= pending && offset < pendingEnd();
    }

    /** Whether an access there is not the device's. */
    boolean answers(int index, long offset) {
        return index == bar && (inTable(offset) || inPending(offset));
    }
}
