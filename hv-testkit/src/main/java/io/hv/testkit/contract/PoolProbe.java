package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Feature;
import io.hv.Host;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.function.Executable;

/** Pools: all that a host says of them is there, or all of it is refused. */
record PoolProbe() implements FeatureProbe {

    @Override
    public void works(Bench bench) {
        Pool pool = bench.define(bench.pool());
        assertTrue(bench.host().pools().contains(pool));
        assertEquals(pool, bench.host().pool(pool.uuid()));
        pool.start();
        Volume volume = pool.create(VolumeSpec.of("one", ByteSize.mib(1)).build());
        assertEquals(List.of(volume), pool.volumes());
    }

    @Override
    public void isRefused(Bench bench) {
        Host host = bench.host();
        PoolSpec spec = bench.pool();
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("check", () -> host.check(spec));
        calls.put("define", () -> host.define(spec));
        calls.put("pools", host::pools);
        calls.put("findPool", () -> host.findPool(spec.name()));
        calls.put("findPool by UUID", () -> host.findPool(new UUID(1, 1)));
        calls.put("pool", () -> host.pool(spec.name()));
        calls.put("pool by UUID", () -> host.pool(new UUID(1, 1)));
        calls.values().forEach(call -> Probes.refused(Feature.POOLS, call));
    }

    /** Volumes that become larger; where there are no pools, there is none to try it on. */
    record OfResize() implements FeatureProbe {

        @Override
        public void works(Bench bench) {
            Volume volume = volume(bench);
            volume.resize(ByteSize.mib(2));
            assertEquals(ByteSize.mib(2), volume.capacity());
        }

        @Override
        public void isRefused(Bench bench) {
            if (!bench.backend().claims().contains(Feature.POOLS)) {
                Probes.refused(Feature.POOLS, () -> bench.host().define(bench.pool()));
                return;
            }
            Volume volume = volume(bench);
            Probes.refused(Feature.VOLUME_RESIZE, () -> volume.resize(ByteSize.mib(2)));
            assertEquals(ByteSize.mib(1), volume.capacity(), "it was refused, and yet something happened");
        }
    }

    /** A volume's bytes, out and in again; where there are no pools, there is none to try it on. */
    record OfTransfer() implements FeatureProbe {

        @Override
        public void works(Bench bench) {
            Volume volume = volume(bench);
            Path local = Path.of(bench.path().path());
            assertEquals(ByteSize.mib(1), volume.download(local).await(bench.patience()));
            assertEquals(ByteSize.mib(1), volume.upload(local).await(bench.patience()));
        }

        @Override
        public void isRefused(Bench bench) {
            if (!bench.backend().claims().contains(Feature.POOLS)) {
                Probes.refused(Feature.POOLS, () -> bench.host().define(bench.pool()));
                return;
            }
            Volume volume = volume(bench);
            Path local = Path.of(bench.path().path());
            Probes.refused(Feature.VOLUME_TRANSFER, () -> volume.download(local));
            Probes.refused(Feature.VOLUME_TRANSFER, () -> volume.upload(local));
            assertFalse(Files.exists(local), "it was refused, and yet something happened");
        }
    }

    private static Volume volume(Bench bench) {
        Pool pool = bench.define(bench.pool());
        pool.start();
        return pool.create(VolumeSpec.of("one", ByteSize.mib(1)).build());
    }
}
