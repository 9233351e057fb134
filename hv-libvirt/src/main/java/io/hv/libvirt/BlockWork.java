package io.hv.libvirt;

import io.hv.HostPath;
import java.util.List;

/** What a disk's job does: what one of libvirt's three has of its own. For one disk as it is now. */
interface BlockWork {

    /** How it ends. */
    enum Ending {
        /** By itself. */
        ITSELF,
        /** When both files have the same, the disk goes on with the other. */
        PIVOT,
        /** Then the disk goes on as before. */
        STAY
    }

    /** What it is, in a few words for people. */
    String words();

    Ending ending();

    /** The files that libvirt makes for it. */
    List<HostPath> makes();

    void begin(BlockRef disk) throws LibvirtFailure;

    /** Whether it is seen to have been done, by what the disk is afterwards; not asked of one that stays. */
    boolean isDone(DiskChain now);
}
