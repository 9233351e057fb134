package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumeSpecTest {

    private static final ByteSize SIZE = ByteSize.mib(64);
    private static final DiskSource BASE =
            DiskSource.file(HostPath.of("/images/base.qcow2")).format(DiskFormat.QCOW2);

    private static List<String> faults(VolumeSpec.Builder builder) {
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, builder::build);
        refused.faults().forEach(fault -> {
            assertFalse(fault.why().isBlank(), fault::toString);
            assertFalse(fault.remedy().isBlank(), fault::toString);
        });
        return refused.faults().stream().map(SpecFault::path).toList();
    }

    @Test
    void saysWhatItWasTold() {
        VolumeSpec spec = VolumeSpec.of("disk", SIZE).reserved(ByteSize.mib(1)).build();
        assertEquals(DiskFormat.RAW, spec.format());
        assertEquals(Optional.of(SIZE), spec.capacity());
        assertEquals(ByteSize.mib(1), spec.reserved());
        assertEquals("'disk' raw of 64 MiB, 1 MiB reserved", spec.toString());
        VolumeSpec overlay = VolumeSpec.overlay("web", BASE).build();
        assertEquals(Optional.empty(), overlay.capacity());
        assertEquals(Optional.of(BASE), overlay.backing());
        assertEquals("'web' qcow2, on qcow2 /images/base.qcow2", overlay.toString());
    }

    @Test
    void isEqualToWhatSaysTheSame() {
        VolumeSpec spec = VolumeSpec.overlay("web", BASE).capacity(SIZE).build();
        assertEquals(spec, spec.edit(b -> {}));
        assertEquals(spec.hashCode(), spec.toBuilder().build().hashCode());
        assertNotEquals(spec, spec.edit(VolumeSpec.Builder::noBacking));
        assertNotEquals(spec, spec.edit(VolumeSpec.Builder::capacityOfBacking));
        assertNotEquals(spec, spec.edit(b -> b.name("other")));
        assertNotEquals(spec, spec.edit(b -> b.reserved(SIZE)));
        assertNotEquals(spec, spec.edit(b -> b.format(new DiskFormat("vmdk"))));
    }

    @Test
    void tellsEveryFault() {
        assertEquals(
                List.of("name", "backing", "capacity", "reserved"),
                faults(VolumeSpec.of("a/b", ByteSize.bytes(1000)).backing(BASE).reserved(ByteSize.bytes(1001))));
        assertEquals(List.of("capacity"), faults(VolumeSpec.of("a", ByteSize.bytes(0))));
        assertEquals(List.of("capacity"), faults(VolumeSpec.of("a", SIZE).capacityOfBacking()));
        assertEquals(List.of("reserved"), faults(VolumeSpec.overlay("a", BASE).reserved(SIZE)));
        assertEquals(List.of("name"), faults(VolumeSpec.of("..", SIZE)));
    }
}
