package io.hv.backend;

import io.hv.ByteSize;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.util.List;
import java.util.Optional;

/** A pool through one handle of its host. */
final class EmbeddedPool extends EmbeddedFacility<LivePool> implements Pool {

    EmbeddedPool(EmbeddedHost host, LivePool live) {
        super(host, live);
    }

    @Override
    public PoolSpec spec() {
        return live().spec();
    }

    @Override
    public void refresh() {
        live().refresh();
    }

    @Override
    public ByteSize capacity() {
        return live().capacity();
    }

    @Override
    public ByteSize available() {
        return live().available();
    }

    @Override
    public List<SpecFault> check(VolumeSpec spec) {
        return live().check(spec);
    }

    @Override
    public Volume create(VolumeSpec spec) {
        live().create(spec);
        return new EmbeddedVolume(this, spec.name());
    }

    @Override
    public List<Volume> volumes() {
        return live().volumes().stream()
                .<Volume>map(each -> new EmbeddedVolume(this, each))
                .toList();
    }

    @Override
    public Optional<Volume> findVolume(String name) {
        return live().find(name).map(each -> new EmbeddedVolume(this, name));
    }
}
