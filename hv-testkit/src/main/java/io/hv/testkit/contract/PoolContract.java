package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.ClosedException;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.VolumeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Pool}: defined, found, started, stopped, undefined; what goes in comes out; errors by their meaning. */
@Contract
public class PoolContract {

    /** For JUnit, which creates it. */
    public PoolContract() {}

    private static Pool defined(Bench bench) {
        bench.needs(Feature.POOLS);
        return bench.define(bench.pool());
    }

    private static Pool active(Bench bench) {
        Pool pool = defined(bench);
        pool.start();
        return pool;
    }

    /** What the spec says is what the pool says, to every handle; nothing is active. */
    @Test
    public void roundTrip(Bench bench) {
        bench.needs(Feature.POOLS);
        PoolSpec spec = bench.pool().uuid(UUID.randomUUID());
        assertEquals(List.of(), bench.host().check(spec));
        Pool pool = bench.define(spec);
        assertEquals(spec, pool.spec());
        assertEquals(spec.name(), pool.name());
        assertEquals(spec.uuid(), Optional.of(pool.uuid()));
        assertEquals(bench.host(), pool.host());
        assertTrue(pool.isPersistent());
        assertFalse(pool.isActive());
        assertFalse(pool.isAutostart());
        assertEquals(spec, bench.open().pool(spec.name()).spec());
    }

    /** A check defines nothing. */
    @Test
    public void checkDefinesNothing(Bench bench) {
        bench.needs(Feature.POOLS);
        PoolSpec spec = bench.pool();
        assertEquals(List.of(), bench.host().check(spec));
        assertEquals(Optional.empty(), bench.host().findPool(spec.name()));
    }

    /** Where the spec has no UUID, the host makes one up, and the pool's spec has it. */
    @Test
    public void madeUpUuid(Bench bench) {
        Pool one = defined(bench);
        Pool two = defined(bench);
        assertNotEquals(one.uuid(), two.uuid());
        assertEquals(Optional.of(one.uuid()), one.spec().uuid());
        assertEquals(one.spec(), one.spec().anyUuid().uuid(one.uuid()));
    }

    /** Names that every backend takes; a random part is added to them. */
    public static Stream<String> names() {
        return Stream.of("a b", "'\"<&>", "größe", "名前-\uD83D\uDE80", "-rf-", "a\\b%s", "$HOME;x");
    }

    /** Defined, found, listed and started under exactly that name. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    public void names(String name, Bench bench) {
        bench.needs(Feature.POOLS);
        PoolSpec plain = bench.pool();
        Pool pool = bench.define(plain.name(name + " " + plain.name()));
        assertEquals(name + " " + plain.name(), pool.name());
        assertEquals(pool.name(), pool.spec().name());
        assertEquals(Optional.of(pool), bench.host().findPool(pool.name()));
        assertEquals(1, bench.host().pools().stream().filter(pool::equals).count());
        pool.start();
        assertTrue(bench.host().pool(pool.name()).isActive());
    }

    /** Found by name and by UUID, active or not; the handles are equal, those of other pools are not. */
    @Test
    public void found(Bench bench) {
        Pool pool = defined(bench);
        Pool other = defined(bench);
        for (int i = 0; i < 2; i++) {
            assertEquals(pool, bench.host().pool(pool.name()));
            assertEquals(pool, bench.host().pool(pool.uuid()));
            assertEquals(Optional.of(pool), bench.host().findPool(pool.name()));
            assertEquals(Optional.of(pool), bench.host().findPool(pool.uuid()));
            assertEquals(pool, bench.open().pool(pool.uuid()), "of two handles on one host");
            assertEquals(pool.hashCode(), bench.host().pool(pool.name()).hashCode());
            if (i == 0) {
                pool.start();
            }
        }
        assertNotEquals(pool, other);
    }

    /** What is not there is an empty Optional, or NotFoundException where one was asked for. */
    @Test
    public void absent(Bench bench) {
        bench.needs(Feature.POOLS);
        String name = bench.name("absent");
        UUID uuid = UUID.randomUUID();
        assertEquals(Optional.empty(), bench.host().findPool(name));
        assertEquals(Optional.empty(), bench.host().findPool(uuid));
        Told.by(NotFoundException.class, name, () -> bench.host().pool(name));
        Told.by(NotFoundException.class, uuid.toString(), () -> bench.host().pool(uuid));
    }

    /** All are listed, active or not, once each, in the order of their names; the list is the caller's own. */
    @Test
    public void listed(Bench bench) {
        bench.needs(Feature.POOLS);
        PoolSpec b = bench.pool();
        PoolSpec c = bench.pool();
        PoolSpec a = bench.pool();
        Pool second = bench.define(b.name(b.name() + "-b"));
        Pool third = bench.define(c.name(c.name() + "-c"));
        Pool first = bench.define(a.name("A" + a.name()));
        second.start();
        List<Pool> before = bench.host().pools();
        List<String> names = before.stream().map(Pool::name).toList();
        assertEquals(names.stream().sorted().toList(), names, "in the order of their names");
        for (Pool pool : List.of(first, second, third)) {
            assertEquals(1, before.stream().filter(pool::equals).count(), names::toString);
        }
        third.undefine();
        assertTrue(before.contains(third), "a list does not change behind the caller's back");
        assertFalse(bench.host().pools().contains(third));
    }

    /** A name and a UUID that are taken are refused, and all is as it was. */
    @Test
    public void taken(Bench bench) {
        Pool first = defined(bench);
        PoolSpec before = first.spec();
        PoolSpec name = bench.pool().name(first.name()).uuid(UUID.randomUUID());
        Told.by(AlreadyExistsException.class, first.name(), () -> bench.define(name));
        PoolSpec uuid = bench.pool().uuid(first.uuid());
        Told.by(AlreadyExistsException.class, first.uuid().toString(), () -> bench.define(uuid));
        assertThrows(AlreadyExistsException.class, () -> bench.define(before));
        assertEquals(Optional.empty(), bench.host().findPool(uuid.name()));
        assertEquals(before, bench.host().pool(first.uuid()).spec());
    }

    /** A pool and a domain may have one name. */
    @Test
    public void namesAreItsOwnBesideDomains(Bench bench) {
        bench.needs(Feature.POOLS, Feature.DEFINE);
        String name = bench.defined().name();
        assertEquals(name, bench.define(bench.pool().name(name)).name());
    }

    /** A pool and a network may have one name. */
    @Test
    public void namesAreItsOwnBesideNetworks(Bench bench) {
        bench.needs(Feature.POOLS, Feature.NETWORKS);
        String name = bench.define(bench.network()).name();
        assertEquals(name, bench.define(bench.pool().name(name)).name());
    }

    /** Started and stopped, again and again, wherever its folder was missing at first. */
    @Test
    public void startAndStop(Bench bench) {
        Pool pool = defined(bench);
        PoolSpec spec = pool.spec();
        for (int i = 0; i < 3; i++) {
            pool.start();
            assertTrue(pool.isActive());
            assertTrue(bench.open().pool(pool.uuid()).isActive(), "to another handle too");
            assertEquals(spec, pool.spec());
            assertEquals(List.of(), pool.volumes());
            pool.stop();
            assertFalse(pool.isActive());
            assertFalse(bench.open().pool(pool.uuid()).isActive(), "to another handle too");
            assertEquals(spec, pool.spec());
        }
    }

    /** What cannot be in its state is refused, and the state stays. */
    @Test
    public void states(Bench bench) {
        Pool pool = defined(bench);
        Told.by(InvalidStateException.class, pool.name(), pool::stop);
        assertFalse(pool.isActive());
        pool.start();
        Told.by(InvalidStateException.class, pool.name(), pool::start);
        Told.by(InvalidStateException.class, pool.name(), pool::undefine);
        assertTrue(pool.isActive());
        assertTrue(pool.isPersistent());
        assertEquals(pool, bench.host().pool(pool.name()));
        pool.stop();
        Told.by(InvalidStateException.class, pool.name(), pool::stop);
    }

    /** While it is not active, before its start and after its stop, it says nothing of its room and its volumes. */
    @Test
    public void notActive(Bench bench) {
        Pool pool = defined(bench);
        for (int i = 0; i < 2; i++) {
            Told.byAll(InvalidStateException.class, pool.name(), callsWhileActive(pool));
            pool.start();
            assertEquals(Optional.empty(), pool.findVolume("one"), "what was refused had no effect");
            pool.stop();
        }
    }

    private static Map<String, Executable> callsWhileActive(Pool pool) {
        VolumeSpec spec = VolumeSpec.of("one", ByteSize.mib(1)).build();
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("refresh", pool::refresh);
        calls.put("capacity", pool::capacity);
        calls.put("available", pool::available);
        calls.put("check", () -> pool.check(spec));
        calls.put("create", () -> pool.create(spec));
        calls.put("volumes", pool::volumes);
        calls.put("findVolume", () -> pool.findVolume("one"));
        calls.put("volume", () -> pool.volume("one"));
        return calls;
    }

    /** There is room, and no more of it is free than there is. */
    @Test
    public void room(Bench bench) {
        Pool pool = active(bench);
        ByteSize capacity = pool.capacity();
        assertNotEquals(ByteSize.bytes(0), capacity);
        assertTrue(pool.available().compareTo(capacity) <= 0, () -> pool.available() + " of " + capacity);
    }

    /** An undefined pool is gone by name and by UUID, its handles say so, and it can be defined again. */
    @Test
    public void undefine(Bench bench) {
        Pool pool = defined(bench);
        PoolSpec spec = pool.spec();
        Pool another = bench.open().pool(pool.uuid());
        pool.undefine();
        assertEquals(Optional.empty(), bench.host().findPool(spec.name()));
        assertEquals(Optional.empty(), bench.host().findPool(pool.uuid()));
        for (Pool each : List.of(pool, another)) {
            Told.byAll(NotFoundException.class, spec.name(), calls(each));
            assertEquals(spec.name(), each.name(), "it still knows what it was");
            assertEquals(spec.uuid(), Optional.of(each.uuid()));
        }
        Pool again = bench.define(spec);
        assertEquals(spec, again.spec());
        assertFalse(again.isActive());
    }

    /** A closed host's pools are closed; those of another handle go on. */
    @Test
    public void usedAfterClose(Bench bench) {
        Pool kept = active(bench);
        Host host = bench.open();
        Pool pool = host.pool(kept.uuid());
        host.close();
        calls(pool).forEach((name, call) -> assertThrows(ClosedException.class, call, name));
        assertThrows(ClosedException.class, host::pools);
        assertThrows(ClosedException.class, () -> host.findPool(kept.name()));
        assertThrows(ClosedException.class, () -> host.findPool(kept.uuid()));
        assertThrows(ClosedException.class, () -> host.check(kept.spec()));
        assertThrows(ClosedException.class, () -> host.define(kept.spec()));
        assertEquals(kept.name(), pool.name(), "it still knows what it was");
        assertTrue(kept.isActive());
        assertEquals(List.of(), kept.volumes());
    }

    private static Map<String, Executable> calls(Pool pool) {
        Map<String, Executable> calls = new LinkedHashMap<>(callsWhileActive(pool));
        calls.put("spec", pool::spec);
        calls.put("isActive", pool::isActive);
        calls.put("isPersistent", pool::isPersistent);
        calls.put("isAutostart", pool::isAutostart);
        calls.put("autostart", () -> pool.autostart(true));
        calls.put("start", pool::start);
        calls.put("stop", pool::stop);
        calls.put("undefine", pool::undefine);
        return calls;
    }

    /** Whether it is started with its host is kept, and changes nothing now. */
    @Test
    public void autostart(Bench bench) {
        Pool pool = defined(bench);
        for (boolean on : new boolean[] {true, true, false}) {
            pool.autostart(on);
            assertEquals(on, pool.isAutostart());
            assertEquals(on, bench.open().pool(pool.uuid()).isAutostart());
            assertFalse(pool.isActive());
        }
    }

    /** Of threads that define one name at once, or start or stop one pool at once, exactly one succeeds. */
    @Test
    public void atOnce(Bench bench) throws Exception {
        bench.needs(Feature.POOLS);
        PoolSpec spec = bench.pool();
        assertEquals(
                1,
                AtOnce.winners(
                        bench, AlreadyExistsException.class, () -> bench.host().define(spec)),
                "have defined it");
        Pool pool = bench.host().pool(spec.name());
        assertEquals(1, AtOnce.winners(bench, InvalidStateException.class, pool::start), "have started it");
        assertTrue(pool.isActive());
        assertEquals(1, AtOnce.winners(bench, InvalidStateException.class, pool::stop), "have stopped it");
        assertFalse(pool.isActive());
    }
}
