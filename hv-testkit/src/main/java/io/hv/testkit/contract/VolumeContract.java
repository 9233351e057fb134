package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.ClosedException;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Volume}: made, found, resized, deleted; what goes in comes out; errors by their meaning. */
@Contract
public class VolumeContract {

    private static final ByteSize SIZE = ByteSize.mib(4);

    /** More than any file may have on most file systems, so that nobody's room is used up by trying. */
    private static final ByteSize TOO_MUCH = ByteSize.gib(1L << 30);

    /** For JUnit, which creates it. */
    public VolumeContract() {}

    private static Pool active(Bench bench) {
        bench.needs(Feature.POOLS);
        Pool pool = bench.define(bench.pool());
        pool.start();
        return pool;
    }

    private static VolumeSpec raw(String name) {
        return VolumeSpec.of(name, SIZE).build();
    }

    private static VolumeSpec qcow2(String name) {
        return raw(name).edit(b -> b.format(DiskFormat.QCOW2));
    }

    /** Without what it takes at present, which is the host's. */
    private static VolumeSpec asked(Volume volume) {
        return volume.spec().edit(b -> b.reserved(ByteSize.bytes(0)));
    }

    /** Volumes of both formats, of one sector, and of many. */
    public static Stream<VolumeSpec> kinds() {
        return Stream.of(
                raw("plain"),
                raw("sector").edit(b -> b.capacity(ByteSize.bytes(512))),
                raw("sectors").edit(b -> b.capacity(ByteSize.bytes(512 * 12345))),
                raw("large").edit(b -> b.capacity(ByteSize.gib(8))),
                qcow2("image"));
    }

    /** What the spec says is what the volume says, to every handle. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    public void roundTrip(VolumeSpec spec, Bench bench) {
        Pool pool = active(bench);
        assertEquals(List.of(), pool.check(spec));
        Volume volume = pool.create(spec);
        assertEquals(spec.name(), volume.name());
        assertEquals(pool, volume.pool());
        Volume other = bench.open().pool(pool.uuid()).volume(spec.name());
        for (Volume each : List.of(volume, pool.volume(spec.name()), other)) {
            assertEquals(spec, asked(each));
            assertEquals(spec.capacity(), Optional.of(each.capacity()));
            assertEquals(volume.path(), each.path());
            assertTakes(each);
        }
    }

    /** What it takes is what its spec reserves, at most its capacity. */
    private static void assertTakes(Volume volume) {
        ByteSize allocated = volume.allocated();
        ByteSize most = volume.capacity();
        assertEquals(
                allocated.compareTo(most) < 0 ? allocated : most, volume.spec().reserved());
    }

    /** A check makes nothing. */
    @Test
    public void checkMakesNothing(Bench bench) {
        Pool pool = active(bench);
        assertEquals(List.of(), pool.check(raw("one")));
        assertEquals(Optional.empty(), pool.findVolume("one"));
        assertEquals(List.of(), pool.volumes());
    }

    /** What is reserved is taken at once. */
    @Test
    public void reserved(Bench bench) {
        Pool pool = active(bench);
        for (ByteSize part : List.of(ByteSize.mib(1), SIZE)) {
            Volume volume = pool.create(raw("reserved " + part.bytes()).edit(b -> b.reserved(part)));
            assertTrue(volume.allocated().compareTo(part) >= 0, () -> volume.allocated() + " for " + part);
            assertEquals(SIZE, volume.capacity());
            assertTakes(volume);
        }
    }

    /** An overlay says what it stands on, and how large it is; what it stands on stays as it is. */
    @Test
    public void overlay(Bench bench) {
        Pool pool = active(bench);
        for (VolumeSpec kind : List.of(raw("base"), qcow2("base image"))) {
            Volume base = pool.create(kind);
            VolumeSpec spec = VolumeSpec.overlay("on " + kind.name(), base.source())
                    .capacity(ByteSize.mib(6))
                    .build();
            assertEquals(List.of(), pool.check(spec));
            Volume overlay = pool.create(spec);
            assertEquals(spec, asked(overlay));
            assertEquals(Optional.of(base.source()), overlay.spec().backing());
            assertEquals(DiskFormat.QCOW2, overlay.source().format());
            assertEquals(kind, asked(base));
        }
    }

    /** An overlay without a capacity is as large as what it stands on. */
    @Test
    public void overlayAsLargeAsItsBacking(Bench bench) {
        Pool pool = active(bench);
        Volume base = pool.create(raw("base"));
        VolumeSpec spec = VolumeSpec.overlay("over", base.source()).build();
        assertEquals(List.of(), pool.check(spec));
        Volume overlay = pool.create(spec);
        assertEquals(SIZE, overlay.capacity());
        assertEquals(spec.edit(b -> b.capacity(SIZE)), asked(overlay));
    }

    /** Names that every pool takes. */
    public static Stream<String> names() {
        return Stream.of("a b", "'\"<&>", "größe", "名前-\uD83D\uDE80", "-rf-", "a\\b%s", "$HOME;x", "disk.img");
    }

    /** Made, found, listed and deleted under exactly that name, which is its file's. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    public void names(String name, Bench bench) {
        Pool pool = active(bench);
        Volume volume = pool.create(raw(name));
        assertEquals(name, volume.name());
        assertEquals(name, volume.spec().name());
        assertEquals(Optional.of(volume), pool.findVolume(name));
        assertEquals(List.of(volume), pool.volumes());
        assertTrue(
                volume.path().path().endsWith("/" + name), () -> volume.path().toString());
        volume.delete();
        assertEquals(Optional.empty(), pool.findVolume(name));
    }

    /** It lies in the folder of its pool, and its source names that file, in its format. */
    @Test
    public void path(Bench bench) {
        Pool pool = active(bench);
        for (VolumeSpec spec : List.of(raw("plain"), qcow2("image"))) {
            Volume volume = pool.create(spec);
            assertEquals(
                    pool.spec().folder().path() + "/" + spec.name(),
                    volume.path().path());
            assertEquals(DiskSource.file(volume.path()).format(spec.format()), volume.source());
        }
    }

    /** A machine that has it as its disk starts. */
    @Test
    public void source(Bench bench) {
        bench.needs(Feature.DEFINE, Feature.DISKS);
        Volume volume = active(bench).create(raw("disk"));
        DiskSpec disk = DiskSpec.of(volume.source());
        Domain domain = bench.define(bench.idle().edit(b -> b.disk(disk)));
        domain.start();
        assertTrue(domain.state().isActive());
        assertEquals(volume.source(), domain.disk("vda").spec().source());
        assertEquals(SIZE, domain.disk("vda").capacity());
    }

    /** All are listed, once each, in the order of their names; the list is the caller's own. */
    @Test
    public void listed(Bench bench) {
        Pool pool = active(bench);
        assertEquals(List.of(), pool.volumes());
        Volume b = pool.create(raw("b"));
        Volume c = pool.create(qcow2("c"));
        Volume a = pool.create(raw("a"));
        Volume first = pool.create(raw("B"));
        List<Volume> before = pool.volumes();
        assertEquals(List.of(first, a, b, c), before);
        c.delete();
        assertTrue(before.contains(c), "a list does not change behind the caller's back");
        assertEquals(List.of(first, a, b), pool.volumes());
    }

    /** What is not there is an empty Optional, or NotFoundException where one was asked for. */
    @Test
    public void absent(Bench bench) {
        Pool pool = active(bench);
        assertEquals(Optional.empty(), pool.findVolume("absent"));
        Told.by(NotFoundException.class, "absent", () -> pool.volume("absent"));
    }

    /** Handles are equal by pool and name. */
    @Test
    public void equality(Bench bench) {
        Pool pool = active(bench);
        Volume volume = pool.create(raw("one"));
        Volume other = bench.open().pool(pool.uuid()).volume("one");
        assertEquals(volume, pool.volume("one"));
        assertEquals(volume, other, "of two handles on one host");
        assertEquals(volume.hashCode(), other.hashCode());
        assertNotEquals(volume, pool.create(raw("two")));
        assertNotEquals(volume, active(bench).create(raw("one")), "of another pool");
    }

    /** A name that is taken is refused, and what has it is as it was. */
    @Test
    public void taken(Bench bench) {
        Pool pool = active(bench);
        Volume first = pool.create(raw("one"));
        VolumeSpec before = first.spec();
        for (VolumeSpec again : List.of(raw("one"), qcow2("one").edit(b -> b.capacity(ByteSize.mib(1))))) {
            Told.by(AlreadyExistsException.class, "one", () -> pool.create(again));
        }
        assertEquals(before, first.spec());
        assertEquals(List.of(first), pool.volumes());
    }

    /** What the check finds fault with is refused with the same faults, and is not there. */
    @Test
    public void invalid(Bench bench) {
        Pool pool = active(bench);
        VolumeSpec spec = raw("one").edit(b -> b.format(new DiskFormat("nosuch")));
        List<SpecFault> faults = pool.check(spec);
        assertEquals(List.of("format"), faults.stream().map(SpecFault::path).toList());
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> pool.create(spec));
        assertEquals(faults.toString(), refused.faults().toString());
        Told.of(refused, "one");
        assertEquals(List.of(), pool.volumes());
    }

    /** Where there is no room for what is reserved, it fails, and nothing is left. */
    @Test
    public void noRoom(Bench bench) {
        Pool pool = active(bench);
        Volume kept = pool.create(raw("kept"));
        VolumeSpec spec = raw("huge").edit(b -> b.capacity(TOO_MUCH).reserved(TOO_MUCH));
        Told.by(HostFailureException.class, "huge", () -> pool.create(spec));
        assertEquals(Optional.empty(), pool.findVolume("huge"));
        pool.refresh();
        assertEquals(List.of(kept), pool.volumes());
        assertEquals(SIZE, pool.create(raw("huge")).capacity());
    }

    /** Made larger, to every handle, and as large as before changes nothing. */
    @Test
    public void resize(Bench bench) {
        bench.needs(Feature.POOLS, Feature.VOLUME_RESIZE);
        Pool pool = active(bench);
        for (VolumeSpec kind : List.of(raw("plain"), qcow2("image"))) {
            Volume volume = pool.create(kind);
            for (ByteSize size : List.of(SIZE, ByteSize.bytes(SIZE.bytes() + 512), ByteSize.mib(9), ByteSize.mib(9))) {
                volume.resize(size);
                assertEquals(size, volume.capacity());
                assertEquals(
                        size, bench.open().pool(pool.uuid()).volume(kind.name()).capacity());
                assertEquals(kind.edit(b -> b.capacity(size)), asked(volume));
            }
        }
    }

    /** Smaller than before and odd sizes are refused, and nothing is changed. */
    @Test
    public void badSizes(Bench bench) {
        bench.needs(Feature.POOLS, Feature.VOLUME_RESIZE);
        Volume volume = active(bench).create(raw("one"));
        for (long bad :
                new long[] {0, 512, SIZE.bytes() - 512, SIZE.bytes() - 1, SIZE.bytes() + 1, SIZE.bytes() + 511}) {
            InvalidSpecException refused = assertThrows(
                    InvalidSpecException.class, () -> volume.resize(ByteSize.bytes(bad)), () -> "to " + bad);
            Told.of(refused, "one");
            assertEquals(SIZE, volume.capacity());
        }
    }

    /** A deleted volume is gone, its handles say so, and its name is free. */
    @Test
    public void delete(Bench bench) {
        Pool pool = active(bench);
        Volume kept = pool.create(raw("kept"));
        Volume volume = pool.create(raw("one"));
        Volume another = bench.open().pool(pool.uuid()).volume("one");
        volume.delete();
        assertEquals(Optional.empty(), pool.findVolume("one"));
        assertEquals(List.of(kept), pool.volumes());
        for (Volume each : List.of(volume, another)) {
            Told.byAll(NotFoundException.class, "one", calls(bench, each));
            assertEquals("one", each.name(), "it still knows what it was");
            assertEquals(pool, each.pool());
        }
        Volume again = pool.create(qcow2("one").edit(b -> b.capacity(ByteSize.mib(1))));
        assertEquals(volume, again, "equal to every handle of a volume of that name");
        assertEquals(ByteSize.mib(1), volume.capacity());
    }

    private static Map<String, Executable> calls(Bench bench, Volume volume) {
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("path", volume::path);
        calls.put("spec", volume::spec);
        calls.put("capacity", volume::capacity);
        calls.put("allocated", volume::allocated);
        calls.put("source", volume::source);
        if (bench.backend().claims().contains(Feature.VOLUME_RESIZE)) {
            calls.put("resize", () -> volume.resize(ByteSize.mib(64)));
        }
        calls.put("delete", volume::delete);
        return calls;
    }

    /** Volumes stay when their pool is stopped, and cannot be used until it is started again. */
    @Test
    public void keptOverStopAndStart(Bench bench) {
        Pool pool = active(bench);
        Volume raw = pool.create(raw("one"));
        Volume image = pool.create(qcow2("two"));
        pool.stop();
        Told.byAll(InvalidStateException.class, pool.name(), calls(bench, raw));
        assertEquals("one", raw.name());
        assertEquals(pool, raw.pool());
        pool.start();
        assertEquals(List.of(raw, image), pool.volumes());
        assertEquals(raw("one"), asked(raw));
        assertEquals(qcow2("two"), asked(image));
    }

    /** Volumes stay when their pool is undefined: a pool defined there again has them. */
    @Test
    public void keptOverUndefine(Bench bench) {
        Pool pool = active(bench);
        PoolSpec spec = pool.spec();
        Volume volume = pool.create(raw("one"));
        pool.stop();
        pool.undefine();
        Told.byAll(NotFoundException.class, pool.name(), calls(bench, volume));
        Pool again = bench.define(spec);
        again.start();
        assertEquals(List.of("one"), again.volumes().stream().map(Volume::name).toList());
        assertEquals(raw("one"), asked(again.volume("one")));
    }

    /** A look at what others have done changes nothing where they have done nothing. */
    @Test
    public void refresh(Bench bench) {
        Pool pool = active(bench);
        Volume raw = pool.create(raw("one"));
        Volume overlay = pool.create(
                VolumeSpec.overlay("two", raw.source()).capacity(SIZE).build());
        VolumeSpec before = asked(overlay);
        pool.refresh();
        assertEquals(List.of(raw, overlay), pool.volumes());
        assertEquals(raw("one"), asked(raw));
        assertEquals(before, asked(overlay));
    }

    /** A closed host's volumes are closed; those of another handle go on. */
    @Test
    public void usedAfterClose(Bench bench) {
        Volume kept = active(bench).create(raw("one"));
        Host host = bench.open();
        Volume volume = host.pool(kept.pool().uuid()).volume("one");
        host.close();
        calls(bench, volume).forEach((name, call) -> assertThrows(ClosedException.class, call, name));
        assertEquals("one", volume.name(), "it still knows what it was");
        assertEquals(SIZE, kept.capacity());
    }

    /** Of threads that make one name at once, or delete one volume at once, exactly one succeeds. */
    @Test
    public void atOnce(Bench bench) throws Exception {
        Pool pool = active(bench);
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    1,
                    AtOnce.winners(bench, AlreadyExistsException.class, () -> pool.create(raw("one"))),
                    "have made it");
            Volume volume = pool.volume("one");
            assertEquals(List.of(volume), pool.volumes());
            assertEquals(SIZE, volume.capacity());
            assertEquals(1, AtOnce.winners(bench, NotFoundException.class, volume::delete), "have deleted it");
            assertFalse(pool.findVolume("one").isPresent());
        }
    }
}
