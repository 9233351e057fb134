package io.hv.kvm.storage;

import io.hv.kvm.virtio.block.BlockIo;
import io.hv.nativeaccess.IoVector;
import java.io.IOException;

/** One thread's way to a {@link BaseStore}: by guest memory, and by any memory of this process. */
interface BaseIo extends BlockIo {

    /**
     * Reads into pieces of memory, or writes from them.
     *
     * @param vector is used up
     * @param bytes how many they are together
     */
    void move(IoVector vector, long bytes, long offset, boolean read) throws IOException;
}
