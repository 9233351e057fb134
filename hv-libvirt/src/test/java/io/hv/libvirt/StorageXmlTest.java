package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pools and volumes as libvirt writes them, and as hv writes them for libvirt. */
class StorageXmlTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    private static List<String> faults(Runnable read) {
        return assertThrows(InvalidSpecException.class, read::run).faults().stream()
                .map(SpecFault::path)
                .toList();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        PoolSpec pool = PoolSpec.folder("<\"a\" & 'b'> \u00fc", HostPath.of("/x & y/<z>"));
        assertEquals(pool.uuid(ID), StorageXml.pool(StorageXml.of(pool, ID)));
        DiskSource base = DiskSource.file(HostPath.of("/x & y/<z>"));
        for (VolumeSpec volume : List.of(
                VolumeSpec.of("<\"a\" & 'b'> \u00fc", ByteSize.mib(1)).build(),
                VolumeSpec.of("v", ByteSize.mib(1)).reserved(ByteSize.kib(3)).build(),
                VolumeSpec.overlay("v", base).capacity(ByteSize.mib(1)).build(),
                VolumeSpec.overlay("v", base.format(DiskFormat.QCOW2))
                        .capacity(ByteSize.mib(1))
                        .format(new DiskFormat("qed"))
                        .build())) {
            assertEquals(volume, StorageXml.volume(StorageXml.of(volume)));
        }
    }

    @Test
    void whatLibvirtAddsIsLeftAside() {
        assertEquals(
                PoolSpec.folder("p", HostPath.of("/pool")).uuid(ID),
                StorageXml.pool("<pool type='dir'><name>p</name><uuid>" + ID + "</uuid>"
                        + "<capacity unit='bytes'>9</capacity><source></source>"
                        + "<target><path>/pool</path><permissions><mode>0711</mode></permissions></target></pool>"));
        assertEquals(
                VolumeSpec.of("v", ByteSize.bytes(512))
                        .reserved(ByteSize.bytes(512))
                        .build(),
                StorageXml.volume("<volume type='file'><name>v</name><key>/pool/v</key><source></source>"
                        + "<capacity unit='bytes'>512</capacity><allocation unit='bytes'>4096</allocation>"
                        + "<physical unit='bytes'>512</physical>"
                        + "<target><path>/pool/v</path><format type='raw'/></target></volume>"));
    }

    @Test
    void whatTheSpecHasNotIsRefused() {
        assertEquals(List.of("type"), faults(() -> StorageXml.pool("<pool type='logical'><name>p</name></pool>")));
        assertEquals(
                List.of("capacity"),
                faults(() -> StorageXml.volume("<volume><name>v</name><capacity>37</capacity></volume>")));
        assertThrows(IllegalArgumentException.class, () -> StorageXml.pool("<volume/>"));
        assertThrows(IllegalArgumentException.class, () -> StorageXml.volume("<volume>"));
    }
}
