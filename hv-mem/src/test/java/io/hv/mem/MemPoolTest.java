package io.hv.mem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.NotFoundException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.UnsupportedFeatureException;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pools of {@code mem:///}: their room, what volumes stand on, failures to order, and volumes as disks. */
class MemPoolTest {

    private static final ByteSize ROOM = ByteSize.gib(100);
    private static final ByteSize SIZE = ByteSize.gib(1);

    private final Host host = Host.open("mem:///" + UUID.randomUUID());
    private final MemHost mem = host.as(MemHost.class);

    @AfterEach
    void close() {
        host.close();
    }

    private Pool pool(String name, String folder) {
        Pool pool = host.define(PoolSpec.folder(name, HostPath.of(folder)));
        pool.start();
        return pool;
    }

    private Pool pool() {
        return pool("images", "/images");
    }

    private static VolumeSpec raw(String name) {
        return VolumeSpec.of(name, SIZE).build();
    }

    private static VolumeSpec reserving(String name, ByteSize size) {
        return VolumeSpec.of(name, size).reserved(size).build();
    }

    @Test
    void whatIsReservedIsTakenUntilItIsDeleted() {
        Pool pool = pool();
        assertEquals(ROOM, pool.capacity());
        assertEquals(ROOM, pool.available());
        Volume most = pool.create(reserving("most", ByteSize.gib(99)));
        Volume large =
                pool.create(VolumeSpec.of("large", ByteSize.gib(1L << 20)).build());
        assertEquals(ByteSize.bytes(0), large.allocated());
        assertEquals(ByteSize.gib(1), pool.available());
        VolumeSpec tooMuch =
                reserving("too much", ByteSize.bytes(ByteSize.gib(1).bytes() + 512));
        assertThrows(HostFailureException.class, () -> pool.create(tooMuch));
        assertEquals(ByteSize.gib(1), pool.available());
        assertEquals(List.of(large, most), pool.volumes());
        pool.create(reserving("rest", ByteSize.gib(1)));
        assertEquals(ByteSize.bytes(0), pool.available());
        most.delete();
        assertEquals(ByteSize.gib(99), pool.available());
        assertEquals(ROOM, pool.capacity());
    }

    @Test
    void anOverlayOfWhatIsNotThereNeedsACapacity() {
        Pool pool = pool();
        VolumeSpec spec = VolumeSpec.overlay("over", DiskSource.file(HostPath.of("/images/absent")))
                .build();
        assertEquals(
                List.of("backing"),
                pool.check(spec).stream().map(SpecFault::path).toList());
        assertThrows(InvalidSpecException.class, () -> pool.create(spec));
        assertEquals(List.of(), pool.volumes());
        assertEquals(SIZE, pool.create(spec.edit(b -> b.capacity(SIZE))).capacity());
    }

    @Test
    void anOverlayStandsOnAVolumeOfAnotherPool() {
        Volume base = pool("bases", "/bases/").create(raw("base"));
        assertEquals(HostPath.of("/bases/base"), base.path());
        Volume over = pool().create(VolumeSpec.overlay("over", base.source()).build());
        assertEquals(SIZE, over.capacity());
        base.resize(ByteSize.gib(2));
        assertEquals(SIZE, over.capacity());
    }

    @Test
    void poolsOnOneFolderHaveTheSameVolumes() {
        Pool one = pool("one", "/images");
        Pool two = pool("two", "/images/");
        one.create(reserving("disk", SIZE));
        assertEquals(SIZE, two.volume("disk").capacity());
        assertEquals(ByteSize.gib(99), two.available());
        two.volume("disk").delete();
        assertEquals(List.of(), one.volumes());
    }

    @Test
    void failuresCanBeOrdered() {
        Pool pool = host.define(PoolSpec.folder("images", HostPath.of("/images")));
        HostFailureException failure = MemHost.failure("the folder cannot be read");
        for (MemOperation operation : List.of(
                MemOperation.POOL_START,
                MemOperation.POOL_REFRESH,
                MemOperation.VOLUME_CREATE,
                MemOperation.VOLUME_RESIZE,
                MemOperation.VOLUME_DELETE,
                MemOperation.POOL_STOP)) {
            mem.fail(operation, 1, failure);
        }
        assertSame(failure, assertThrows(HostFailureException.class, pool::start));
        assertFalse(pool.isActive());
        pool.start();
        assertSame(failure, assertThrows(HostFailureException.class, pool::refresh));
        assertSame(failure, assertThrows(HostFailureException.class, () -> pool.create(raw("one"))));
        assertEquals(List.of(), pool.volumes());
        Volume volume = pool.create(raw("one"));
        assertSame(failure, assertThrows(HostFailureException.class, () -> volume.resize(ByteSize.gib(2))));
        assertEquals(SIZE, volume.capacity());
        assertSame(failure, assertThrows(HostFailureException.class, volume::delete));
        assertEquals(List.of(volume), pool.volumes());
        assertSame(failure, assertThrows(HostFailureException.class, pool::stop));
        assertFalse(pool.isActive(), "it is stopped all the same");
        assertEquals(2, mem.calls(MemOperation.POOL_START));
    }

    @Test
    void theEndOfAHostStopsItsPools() {
        pool();
        host.close();
        assertEquals(1, mem.calls(MemOperation.POOL_STOP));
    }

    @Test
    void aVolumeIsADiskOfItsFormatAndSize() {
        for (DiskFormat format : List.of(DiskFormat.RAW, DiskFormat.QCOW2)) {
            Pool pool = pool("pool of " + format, "/" + format);
            Volume volume = pool.create(raw("disk").edit(b -> b.format(format)));
            Domain domain = host.define(DomainSpec.named("with " + format)
                    .disk(DiskSpec.of(volume.source()))
                    .build());
            assertEquals(SIZE, domain.disk("vda").capacity());
            domain.start();
            domain.disk("vda").resize(ByteSize.gib(3));
            assertEquals(ByteSize.gib(3), domain.disk("vda").capacity());
            assertEquals(ByteSize.gib(3), volume.capacity());
            pool.stop();
            assertEquals(ByteSize.gib(3), domain.disk("vda").capacity(), "machines go on");
        }
    }

    @Test
    void aDeletedVolumeStopsTheStart() {
        Volume volume = pool().create(raw("disk"));
        Domain domain = host.define(
                DomainSpec.named("web").disk(DiskSpec.of(volume.source())).build());
        volume.delete();
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, domain::start);
        assertEquals(
                List.of("disks[0].source"),
                refused.faults().stream().map(SpecFault::path).toList());
        assertTrue(String.valueOf(refused.getMessage()).contains("/images/disk"), refused::getMessage);
        assertEquals(DomainState.SHUTOFF, domain.state());
        assertThrows(NotFoundException.class, domain.disk("vda")::capacity);
    }

    @Test
    void anImageThatIsNoVolumeIsNotRead() {
        Volume volume = pool().create(raw("disk").edit(b -> b.format(DiskFormat.QCOW2)));
        DomainSpec spec =
                DomainSpec.named("web").disk(DiskSpec.of(volume.source())).build();
        assertEquals(List.of(), host.check(spec));
        volume.delete();
        assertEquals(
                List.of("disks[0].source.format"),
                host.check(spec).stream().map(SpecFault::path).toList());
    }

    @Test
    void withoutPools() {
        try (Host poor = Host.open("mem:///" + UUID.randomUUID() + "?without=pools")) {
            assertThrows(UnsupportedFeatureException.class, poor::pools);
        }
    }

    @Test
    void withoutResizing() {
        try (Host poor = Host.open("mem:///" + UUID.randomUUID() + "?without=volume-resize")) {
            Pool pool = poor.define(PoolSpec.folder("images", HostPath.of("/images")));
            pool.start();
            Volume volume = pool.create(raw("one"));
            UnsupportedFeatureException refused =
                    assertThrows(UnsupportedFeatureException.class, () -> volume.resize(ByteSize.gib(2)));
            assertEquals(Feature.VOLUME_RESIZE, refused.feature());
            assertEquals(SIZE, volume.capacity());
        }
    }
}
