package io.hv.image.vhdx;

import io.hv.InterruptedOperationException;
import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.util.List;

/** Walks the BAT, marks what it uses, and tells of entries that are wrong. */
final class SpaceCheck {

    private static final int MOST_FINDINGS = 1000;

    private final Blocks blocks;
    private final Space space;
    private final Metadata metadata;
    private long faults;
    private long allocated;

    SpaceCheck(Blocks blocks, Space space, Metadata metadata) {
        this.blocks = blocks;
        this.space = space;
        this.metadata = metadata;
    }

    /** Refuses the first that is wrong. */
    void refuse(ImageFile file) {
        for (long block = 0; block < blocks.count(); block++) {
            if (!mark(blocks.get(block))) {
                throw file.fault("BAT entry", blocks.at(block), "another entry has a part of that block already");
            }
        }
    }

    /** Goes through all. */
    void run(List<String> findings) {
        for (long block = 0; block < blocks.count(); block++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedOperationException("check of a VHDX image");
            }
            String fault = "";
            try {
                if (!mark(blocks.get(block))) {
                    fault = "BAT entry at offset " + blocks.at(block) + ": another has a part of that block already";
                }
            } catch (ImageException e) {
                fault = String.valueOf(e.getMessage());
            }
            if (!fault.isEmpty()) {
                faults++;
                if (findings.size() < MOST_FINDINGS) {
                    findings.add(fault);
                }
            }
        }
    }

    private boolean mark(long entry) {
        if (Blocks.state(entry) < Blocks.FULLY_PRESENT) {
            return true;
        }
        allocated++;
        return space.mark(Blocks.offset(entry), metadata.blockSize);
    }

    long faults() {
        return faults;
    }

    /** How many blocks have bytes. */
    long allocated() {
        return allocated;
    }
}
