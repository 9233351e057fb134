package io.hv.backend;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import java.util.List;

/** What sizes a volume can have, on every host. */
public final class VolumeSizes {

    private VolumeSizes() {}

    /**
     * Lets a size pass that {@link io.hv.Volume#resize} takes.
     *
     * @param what the volume, for messages
     * @param before how large it is
     * @throws InvalidSpecException if the new one is smaller, or no multiple of 512 bytes
     */
    public static void requireResizable(String what, ByteSize before, ByteSize capacity) {
        String why;
        if (capacity.compareTo(before) < 0) {
            why = "it has " + before + ", and volumes only become larger";
        } else if (capacity.bytes() % Disk.SECTOR != 0) {
            why = "a disk has sectors of 512 bytes";
        } else {
            return;
        }
        throw new InvalidSpecException(
                what,
                List.of(SpecFault.of(
                        "capacity",
                        capacity.toString(),
                        why,
                        "give it a multiple of 512 bytes that is not less than before")));
    }
}
