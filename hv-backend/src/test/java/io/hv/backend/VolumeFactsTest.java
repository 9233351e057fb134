package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.VolumeSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a volume is, as a spec and as a disk's source. */
class VolumeFactsTest {

    private static final HostPath PATH = HostPath.of("/srv/pool/one");
    private static final DiskSource BASE = DiskSource.file(HostPath.of("/srv/base"));

    private static VolumeFacts image(long capacity, long allocated) {
        return new VolumeFacts(
                "one", PATH, DiskFormat.QCOW2, ByteSize.bytes(capacity), ByteSize.bytes(allocated), Optional.of(BASE));
    }

    @Test
    void aSpecHasEveryPart() {
        VolumeSpec wanted = VolumeSpec.overlay("one", BASE)
                .capacity(ByteSize.mib(1))
                .reserved(ByteSize.kib(192))
                .build();
        assertEquals(wanted, image(1 << 20, 192 << 10).spec());
    }

    @Test
    void moreThanItsCapacityIsNotReserved() {
        assertEquals(ByteSize.bytes(512), image(512, 192 << 10).spec().reserved());
    }

    @Test
    void anOddSizeHasNoSpec() {
        assertThrows(InvalidSpecException.class, image(513, 0)::spec);
    }

    @Test
    void itsSourceIsItsFileInItsFormat() {
        assertEquals(
                DiskSource.file(PATH).format(DiskFormat.QCOW2), image(512, 0).source());
    }
}
